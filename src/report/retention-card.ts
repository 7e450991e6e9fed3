import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** Whether customers stay: both readings of retention and where the active ones come from, the newest month first. */
export function retentionCard(model: ReportModel): Card {
  const { retention, language } = model;
  const { question, note, columns, answer, tooShort } = texts[language];
  const { count, decimal, month: monthOf, share } = writers[language];
  const { typical, months } = retention;
  if (typical === null || months.length === 0) return refusedCard("retention", question, tooShort, language);
  return {
    id: "retention",
    question,
    answer: answer(share(typical.strict), share(typical.formula)),
    note,
    table: {
      columns: [
        textColumn(columns.month),
        numberColumn(columns.active, columns.activeMeaning),
        numberColumn(columns.newcomers),
        numberColumn(columns.reactivated, columns.reactivatedMeaning),
        numberColumn(columns.churned, columns.churnedMeaning),
        numberColumn(columns.strict, columns.strictMeaning),
        numberColumn(columns.formula, columns.formulaMeaning),
        numberColumn(columns.quick, columns.quickMeaning),
      ],
      rows: months
        .toReversed()
        .map((row) => [
          monthOf(row.month),
          count(row.active),
          count(row.newcomers),
          count(row.reactivated),
          count(row.churned),
          { text: share(row.strict), tint: row.strict ?? 0 },
          share(row.formula),
          row.quickRatio === null ? "–" : decimal(row.quickRatio, 2),
        ]),
    },
  };
}

const texts = translations({
  en: {
    question: "Do customers stay?",
    tooShort: "there are not two complete months to compare",
    answer: (strict: string, formula: string) =>
      `In a typical month, ${strict} of those who ordered the month before order again. The usual formula says ${formula}, because it counts returning sleepers as retained.`,
    note: "Strict retention = with an order in both months ÷ with an order in the month before. The usual formula = (with an order − new) ÷ with an order in the month before; it can pass 100%. Active = active a month before + new + reactivated − churned.",
    columns: {
      month: "Month",
      active: "Active",
      activeMeaning: "with an order in the month",
      newcomers: "New",
      reactivated: "Reactivated",
      reactivatedMeaning: "ordered earlier, not in the month before, and again",
      churned: "Churned",
      churnedMeaning: "with an order in the month before and none in this one",
      strict: "Strict",
      strictMeaning: "retention of those who were there",
      formula: "Formula",
      formulaMeaning: "(end − new) ÷ start",
      quick: "Quick ratio",
      quickMeaning: "(new + reactivated) ÷ churned",
    },
  },
  ru: {
    question: "Остаются ли клиенты?",
    tooShort: "нет двух полных месяцев для сравнения",
    answer: (strict, formula) =>
      `В обычном месяце снова покупают ${strict} тех, кто покупал месяцем раньше. Привычная формула даёт ${formula}: вернувшихся спящих она считает удержанными.`,
    note: "Строгое удержание = купившие в обоих месяцах ÷ купившие в предыдущем. Привычная формула = (купившие − новые) ÷ купившие в предыдущем; она может превысить 100 %. Активные = активные месяцем раньше + новые + вернувшиеся − ушедшие.",
    columns: {
      month: "Месяц",
      active: "Активные",
      activeMeaning: "с заказом в этом месяце",
      newcomers: "Новые",
      reactivated: "Вернувшиеся",
      reactivatedMeaning: "заказывали раньше, в прошлом месяце нет, а теперь снова",
      churned: "Ушедшие",
      churnedMeaning: "был заказ в прошлом месяце, в этом нет",
      strict: "Строгое",
      strictMeaning: "удержание тех, кто был",
      formula: "По формуле",
      formulaMeaning: "(конец − новые) ÷ начало",
      quick: "Приток к оттоку",
      quickMeaning: "(новые + вернувшиеся) ÷ ушедшие",
    },
  },
});
