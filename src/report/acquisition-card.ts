import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { AcquisitionEfficiency, AcquisitionResult } from "../metrics/acquisition-result.ts";
import { type Card, type Cell, numberColumn, refusedCard, textColumn } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** The report with the figures of acquisition. */
export type AcquisitionModel = Pick<ReportModel, "language" | "currency" | "acquisition">;

/** What new customers cost and bring: the base, channels, then cohorts, the newest first. */
export function acquisitionCard(model: AcquisitionModel): Card {
  const { acquisition, currency, language } = model;
  const { question, columns, everyone, note, values } = texts[language];
  const { count, month, share } = writers[language];
  if (acquisition.status === "refused")
    return refusedCard("acquisition", question, acquisition.reason[language], language);
  const { base, channels, cohorts, value, horizonDays } = acquisition;
  const amount = (figure: number | null) => writers[language].amount(figure, currency);
  const all = [base, ...channels, ...cohorts];
  const optional = [
    {
      column: numberColumn(`${columns.margin}, ${currency.code}`, columns.marginMeaning),
      of: ({ margin }: AcquisitionEfficiency): string | null => (margin === null ? null : amount(margin)),
    },
    {
      column: numberColumn(`${columns.lifetime}, ${currency.code}`, columns.lifetimeMeaning(horizonDays ?? 0)),
      of: ({ lifetimeValue }: AcquisitionEfficiency) => (lifetimeValue === null ? null : amount(lifetimeValue)),
    },
    {
      column: numberColumn(columns.roi, columns.roiMeaning(values[value])),
      of: ({ roi }: AcquisitionEfficiency) => (roi === null ? null : share(roi)),
    },
    {
      column: numberColumn(columns.expected, columns.expectedMeaning),
      of: ({ expectedRoi }: AcquisitionEfficiency) => (expectedRoi === null ? null : share(expectedRoi)),
    },
  ].filter(({ of }) => all.some((each) => of(each) !== null));
  const row = (name: string, each: AcquisitionEfficiency): Cell[] => [
    name,
    count(each.newcomers),
    amount(each.cost),
    amount(each.cac),
    amount(each.revenue),
    ...optional.map(({ of }) => of(each) ?? "–"),
    paybackCell(model, each),
  ];
  return {
    id: "acquisition",
    question,
    answer: answer(model, acquisition),
    note: note(values[value]),
    table: {
      columns: [
        textColumn(columns.group, columns.groupMeaning),
        numberColumn(columns.newcomers, columns.newcomersMeaning),
        numberColumn(`${columns.cost}, ${currency.code}`),
        numberColumn(`${columns.cac}, ${currency.code}`, columns.cacMeaning),
        numberColumn(`${columns.revenue}, ${currency.code}`, columns.revenueMeaning),
        ...optional.map(({ column }) => column),
        numberColumn(columns.payback, columns.paybackMeaning),
      ],
      rows: [
        row(everyone, base),
        ...channels.map((each) => row(each.key, each)),
        ...cohorts.toReversed().map((each) => row(month(each.key), each)),
      ],
    },
  };
}

function paybackCell(
  { language }: AcquisitionModel,
  { payback, newcomers, cost, revenue, seenMonths }: AcquisitionEfficiency,
): Cell {
  const { months, seenOf, notWithin } = texts[language];
  if (payback !== null) return { text: months(payback.months), detail: seenOf(payback.newcomers, newcomers) };
  return revenue === null || cost === 0 ? "–" : { text: "–", detail: notWithin(seenMonths) };
}

/** What a customer costs, and whether that has come back. */
function answer(
  { language, currency }: AcquisitionModel,
  { base }: Extract<AcquisitionResult, { status: "done" }>,
): string {
  const { nobody, costs, paidBack, notYet } = texts[language];
  const { money } = writers[language];
  if (base.cac === null) return nobody;
  const said = [costs(money(base.cac, currency))];
  if (base.payback !== null) said.push(paidBack(base.payback.months));
  else if (base.revenue !== null && base.cost > 0) said.push(notYet(base.seenMonths));
  return said.join(" ");
}

const texts = translations({
  en: {
    question: "What does a new customer cost, and when does that come back?",
    everyone: "All newcomers",
    nobody: "Nobody new came in the time that was paid for.",
    costs: (cac: string) => `A new customer costs ${cac} on average.`,
    paidBack: (months: number) => `It comes back within ${english.counted(months, "month")} of the first order.`,
    notYet: (months: number) => `Within the ${english.counted(months, "month")} seen, it has not come back.`,
    months: (months: number) => english.counted(months, "month"),
    seenOf: (seen: number, all: number) => `${english.count(seen)} of ${english.count(all)} seen for so long`,
    notWithin: (months: number) =>
      months === 0 ? "not seen for a month yet" : `not within ${english.counted(months, "month")}`,
    values: { revenue: "revenue", margin: "margin" },
    note: (value: string) =>
      `Newcomers are those whose first order lies on a day that was paid for; a channel's are those it brought. Return = (${value} − cost) ÷ cost. A month of a cohort that shares a bill with another month is left out.`,
    columns: {
      group: "Newcomers",
      groupMeaning: "all, by channel, by the month of the first order",
      newcomers: "Number",
      newcomersMeaning: "whose first order lies in the time that was paid for",
      cost: "Cost",
      cac: "Cost of one",
      cacMeaning: "CAC: marketing cost ÷ newcomers",
      revenue: "Revenue of one",
      revenueMeaning: "so far, from the first order on",
      margin: "Margin of one",
      marginMeaning: "so far: revenue × margin share of the sales whose cost is known",
      lifetime: "Lifetime value of one",
      lifetimeMeaning: (days: number) => `revenue so far and the forecast of the next ${english.counted(days, "day")}`,
      roi: "Return so far",
      roiMeaning: (value: string) => `ROI: (${value} so far − cost) ÷ cost`,
      expected: "Return expected",
      expectedMeaning: "the same with the forecast",
      payback: "Pays back after",
      paybackMeaning:
        "months after the first order until newcomers have brought on average what one of them cost; each month looks only at those seen to its end",
    },
  },
  ru: {
    question: "Сколько стоит новый покупатель и когда он окупается?",
    everyone: "Все новые",
    nobody: "За оплаченное время новых покупателей не было.",
    costs: (cac) => `Новый покупатель стоит в среднем ${cac}.`,
    paidBack: (months) =>
      `Он окупается за ${russian.counted(months, "месяц", "месяца", "месяцев")} после первого заказа.`,
    notYet: (months) => `За ${russian.counted(months, "месяц", "месяца", "месяцев")} наблюдений он пока не окупился.`,
    months: (months) => russian.counted(months, "месяц", "месяца", "месяцев"),
    seenOf: (seen, all) => `столько наблюдали ${russian.count(seen)} из ${russian.count(all)}`,
    notWithin: (months) =>
      months === 0 ? "ещё не прошло и месяца" : `не за ${russian.counted(months, "месяц", "месяца", "месяцев")}`,
    values: { revenue: "выручка", margin: "маржа" },
    note: (value) =>
      `Новые — те, чей первый заказ пришёлся на оплаченный день; у канала — те, кого он привёл. Окупаемость = (${value} − затраты) ÷ затраты. Когорты тех месяцев, счёт за которые общий с соседними, опущены.`,
    columns: {
      group: "Новые покупатели",
      groupMeaning: "все, по каналам, по месяцу первого заказа",
      newcomers: "Число",
      newcomersMeaning: "чей первый заказ сделан в оплаченное время",
      cost: "Затраты",
      cac: "Стоимость одного",
      cacMeaning: "стоимость привлечения: затраты на маркетинг ÷ число новых покупателей",
      revenue: "Выручка от одного",
      revenueMeaning: "на сегодня, начиная с первого заказа",
      margin: "Маржа от одного",
      marginMeaning: "на сегодня: выручка × маржинальность продаж с известной себестоимостью",
      lifetime: "LTV одного",
      lifetimeMeaning: (days) =>
        `полученная выручка и прогноз на ${russian.counted(days, "следующий день", "следующих дня", "следующих дней")}`,
      roi: "Окупаемость сегодня",
      roiMeaning: (value) => `(${value} на сегодня − затраты) ÷ затраты`,
      expected: "Окупаемость с прогнозом",
      expectedMeaning: "то же вместе с прогнозом",
      payback: "Срок окупаемости",
      paybackMeaning:
        "сколько месяцев после первого заказа проходит, пока новый покупатель в среднем не принесёт столько, сколько стоил; каждый месяц считается по тем, за кем наблюдали до его конца",
    },
  },
});
