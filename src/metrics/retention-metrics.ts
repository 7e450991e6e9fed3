import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";
import { retentionByFormula, strictRetention } from "./retention.ts";

/** Of calendar months that are over, each against the month before. */
const monthly = ["month"] as const;
const pooled = ["month", "typical_month"] as const;

/** Who stays, comes back and leaves. */
export const retentionMetrics: readonly Metric[] = [
  {
    id: "retention",
    title: { en: "retention", ru: "удержание (retention rate)" },
    formula: {
      en: "(customers at the end − new) ÷ customers at the start × 100 %: at the start is who ordered in the month before, at the end who ordered in the month. It counts those who come back from further away as retained, so that it can pass 100 %; strict retention does not",
      ru: "(клиенты на конец − новые) ÷ клиенты на начало × 100 %: на начало — заказавшие в предыдущем месяце, на конец — заказавшие в этом. Вернувшиеся после перерыва считаются удержанными, поэтому возможно больше 100 %; строгое удержание их не учитывает",
    },
    unit: "share",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.personalisation, levers.service, levers.reminders],
    calculation: { periods: pooled, ...retentionByFormula },
  },
  {
    id: "strict_retention",
    title: { en: "strict retention", ru: "строгое удержание" },
    formula: {
      en: "customers with an order in both months ÷ customers with an order in the month before × 100 %",
      ru: "клиенты с заказом в обоих месяцах ÷ клиенты с заказом в предыдущем месяце × 100 %",
    },
    unit: "share",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.personalisation, levers.service, levers.reminders],
    calculation: { periods: pooled, ...strictRetention },
  },
  {
    id: "reactivated",
    title: { en: "reactivated customers", ru: "вернувшиеся покупатели" },
    formula: {
      en: "(customers at the end − new) − those with an order in both months: the resurrected of growth accounting, and what the two retentions differ by",
      ru: "(клиенты на конец − новые) − клиенты с заказом в обоих месяцах: вернувшиеся после перерыва; именно на них различаются два показателя удержания",
    },
    unit: "count",
    better: "more",
    levers: [levers.reactivation, levers.personalisation],
    calculation: { periods: monthly, numerator: ({ reactivated }) => reactivated },
  },
  {
    id: "churned",
    title: { en: "churned customers", ru: "ушедшие покупатели" },
    formula: {
      en: "customers with an order in the month before and none in the month",
      ru: "клиенты с заказом в предыдущем месяце и без заказа в этом",
    },
    unit: "count",
    better: "less",
    levers: [levers.loyaltyProgramme, levers.reminders, levers.service],
    calculation: { periods: monthly, numerator: ({ churned }) => churned },
  },
  {
    id: "active_customers",
    title: { en: "active customers", ru: "активные покупатели" },
    formula: {
      en: "active in the month before + new + reactivated − churned; exactly the customers with an order in the month",
      ru: "активные в предыдущем месяце + новые + вернувшиеся − ушедшие; это ровно клиенты с заказом в этом месяце",
    },
    unit: "count",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.reactivation, levers.referral],
    calculation: {
      periods: monthly,
      numerator: ({ start, newcomers, reactivated, churned }) => start + newcomers + reactivated - churned,
    },
  },
  {
    id: "quick_ratio",
    title: { en: "quick ratio", ru: "коэффициент роста базы (quick ratio)" },
    formula: {
      en: "(new + reactivated) ÷ churned: above 1 the active base grows; none where nobody left",
      ru: "(новые + вернувшиеся) ÷ ушедшие: если больше 1, активная база растёт; не определён, если никто не ушёл",
    },
    unit: "ratio",
    better: "more",
    levers: [levers.referral, levers.reactivation, levers.loyaltyProgramme],
    calculation: {
      periods: monthly,
      numerator: ({ newcomers, reactivated }) => newcomers + reactivated,
      denominator: ({ churned }) => churned,
    },
  },
  {
    id: "cohort_retention",
    title: { en: "cohort retention", ru: "удержание когорты" },
    formula: {
      en: "customers of the cohort with an order in the month ÷ customers whose first order was in the cohort's month × 100 %",
      ru: "клиенты когорты с заказом в этом месяце ÷ все, чей первый заказ был в месяце когорты × 100 %",
    },
    unit: "share",
    better: "more",
    levers: [levers.welcome, levers.loyaltyProgramme, levers.reminders],
    calculation: {
      periods: monthly,
      numerator: ({ cohortActive }) => cohortActive,
      denominator: ({ cohort }) => cohort,
    },
  },
];
