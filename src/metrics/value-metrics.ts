import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

const typical = ["typical_month"] as const;

/** What a customer will bring, and what it costs to win one. */
export const valueMetrics: readonly Metric[] = [
  {
    id: "expected_lifespan",
    title: { en: "expected lifespan", ru: "ожидаемый срок жизни клиента" },
    formula: {
      en: "1 ÷ (1 − strict retention) months, pooled over the last twelve complete months: how many months in a row someone who orders in one will order in. The lifespan seen so far would be cut short by the end of the data",
      ru: "1 ÷ (1 − строгое удержание) месяцев, в среднем за последние двенадцать полных месяцев: сколько месяцев подряд будет заказывать тот, кто заказал в одном. Наблюдаемый срок жизни не годится: он оборван концом данных",
    },
    unit: "months",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.personalisation, levers.service],
    calculation: { periods: typical, numerator: ({ start }) => start, denominator: ({ churned }) => churned },
  },
  {
    id: "textbook_ltv",
    title: { en: "textbook lifetime value", ru: "LTV по формуле" },
    formula: {
      en: "average order [money ÷ order] × orders per customer and month [orders ÷ month] × expected lifespan [months] = money. All orders × lifespan would count the time twice (money × months), and orders per month of the own lifespan × that lifespan is only the money already earned. It is revenue, not profit, and leaves out those who come back after a month without an order; the fitted forecast of lifetime value does not",
      ru: "средний чек [деньги ÷ заказ] × заказов на покупателя в месяц [заказы ÷ месяц] × ожидаемый срок жизни [месяцы] = деньги. Если умножить на срок жизни число всех заказов, время учтётся дважды (деньги × месяцы), а частота за собственный срок жизни, умноженная на этот срок, даёт лишь уже полученную выручку. Это выручка, а не прибыль, и без тех, кто возвращается после месяца без заказа; модельный прогноз LTV их учитывает",
    },
    unit: "money",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.crossSell, levers.upsell, levers.reminders],
    // gross ÷ orders × orders ÷ customers = gross ÷ customers, over 1 − strict retention = churned ÷ start.
    calculation: {
      periods: typical,
      numerator: ({ customerGross, customers }) => customerGross / customers,
      denominator: ({ churned, start }) => churned / start,
      money: "numerator",
    },
  },
  {
    id: "marketing_cost",
    title: { en: "marketing cost", ru: "затраты на маркетинг" },
    formula: {
      en: "costs of the periods that are over and not older than the history",
      ru: "затраты за завершённые периоды, которые не старше истории",
    },
    unit: "money",
    better: "neither",
    levers: [levers.channels],
  },
  {
    id: "cac",
    title: { en: "customer acquisition cost (CAC)", ru: "стоимость привлечения клиента (CAC)" },
    formula: {
      en: "marketing cost ÷ new customers of the days that were paid for",
      ru: "затраты на маркетинг ÷ новые покупатели за оплаченные дни",
    },
    unit: "money",
    better: "less",
    levers: [levers.channels, levers.landing, levers.referral],
  },
];
