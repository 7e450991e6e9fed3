import { noFigure } from "../language/number-words.ts";
import { sentence } from "../language/sentence.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** Whether moves may be read as those of a chain that forgets, and is the same in every window. */
export function assumptionsCard({ assumptions, language }: ReportModel): Card {
  const { question, holds, fails, note, columns, tests, verdicts } = texts[language];
  if ("reason" in assumptions) return refusedCard("assumptions", question, assumptions.reason[language], language);
  const { status, reasons, remarks, order, homogeneity, cohorts, dwell, windows } = assumptions;
  if (status === "refused")
    return refusedCard("assumptions", question, reasons.map((reason) => reason[language]).join("; "), language);

  const { decimal } = writers[language];
  const least = (values: readonly (number | null)[]): Cell => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return noFigure;
    const value = Math.min(...known);
    return value < 0.001 ? `< ${decimal(0.001, 3)}` : decimal(value, 3);
  };
  const chances = {
    order: order.test.status === "refused" ? [] : [order.test.order1Against2.p],
    homogeneity: homogeneity.test.status === "refused" ? [] : homogeneity.test.origins.map(({ q }) => q),
    cohorts: cohorts.test.status === "refused" ? [] : cohorts.test.origins.map(({ q }) => q),
    dwell: dwell.states.map(({ q }) => q),
  };
  return {
    id: "assumptions",
    question,
    answer:
      status === "passed"
        ? holds(windows.length)
        : [fails, ...remarks.map((remark) => sentence(remark[language]))].join(" "),
    note,
    table: {
      columns: [
        textColumn(columns.test),
        textColumn(columns.verdict),
        textColumn(columns.found),
        numberColumn(columns.chance, columns.chanceMeaning),
      ],
      rows: (["order", "homogeneity", "cohorts", "dwell"] as const).map((test) => [
        tests[test],
        verdicts[assumptions[test].status],
        foundIn(assumptions[test].reason?.[language]),
        least(chances[test]),
      ]),
    },
  };
}

function foundIn(reason: string | undefined): string {
  return reason === undefined ? noFigure : sentence(reason);
}

const texts = translations({
  en: {
    question: "Does only the present segment decide where customers go next?",
    holds: (windows: number) =>
      `Yes, as far as ${windows} windows can tell: where customers were before, how long they have been there, and when, makes no difference beyond chance.`,
    fails: "No, and forecasts by the segment alone are averages.",
    note: "Forecasts and figures of the chain take this for granted; where it does not hold, read them as averages. With many customers small differences are found, too.",
    columns: {
      test: "Test",
      verdict: "Verdict",
      found: "What was found",
      chance: "Least p or q",
      chanceMeaning: "chance of such differences if there were none; corrected over the segments where each is tested",
    },
    tests: {
      order: "Where a customer was before makes no difference",
      homogeneity: "Moves are alike in all windows",
      cohorts: "Moves of newcomers are like those of others",
      dwell: "How long a customer has been there makes no difference",
    },
    verdicts: { passed: "holds", failed: "does not hold", refused: "could not be tested" },
  },
  ru: {
    question: "Зависит ли следующий сегмент клиента только от нынешнего?",
    holds: (windows) =>
      `Да, насколько видно по окнам (их ${windows}): где клиент был раньше, как давно он здесь и когда это было, различий сверх случайных не даёт.`,
    fails: "Нет: прогнозы по одному сегменту дают средние.",
    note: "Прогнозы и показатели цепи исходят из этого; где предпосылка не выполнена, читайте их как средние. На больших базах находятся и малые различия.",
    columns: {
      test: "Проверка",
      verdict: "Вывод",
      found: "Что найдено",
      chance: "Наименьшее p или q",
      chanceMeaning:
        "вероятность таких различий, если на деле их нет; с поправкой на число сегментов, где проверяется каждый",
    },
    tests: {
      order: "Где клиент был раньше, не важно",
      homogeneity: "Переходы одинаковы во всех окнах",
      cohorts: "Новые клиенты переходят так же, как остальные",
      dwell: "Как давно клиент в сегменте, не важно",
    },
    verdicts: { passed: "выполнено", failed: "не выполнено", refused: "проверить нельзя" },
  },
});
