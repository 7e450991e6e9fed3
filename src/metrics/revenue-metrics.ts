import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

const always = ["history", "month"] as const;
const all = ["history", "month", "typical_month"] as const;

/** What it brings. */
export const revenueMetrics: readonly Metric[] = [
  {
    id: "gross_revenue",
    title: { en: "gross revenue", ru: "выручка" },
    formula: {
      en: "sum of the sales of the period, before returns",
      ru: "сумма продаж за период без вычета возвратов",
    },
    unit: "money",
    better: "more",
    levers: [levers.crossSell, levers.upsell, levers.reminders],
    calculation: { periods: always, numerator: ({ gross }) => gross, money: "numerator" },
  },
  {
    id: "net_revenue",
    title: { en: "net revenue", ru: "выручка за вычетом возвратов" },
    formula: {
      en: "sales of the period − returns booked in the period",
      ru: "продажи за период − возвраты, оформленные в этом периоде",
    },
    unit: "money",
    better: "more",
    levers: [levers.crossSell, levers.upsell, levers.quality],
    calculation: { periods: always, numerator: ({ gross, returned }) => gross + returned, money: "numerator" },
  },
  {
    id: "average_order",
    title: { en: "average order", ru: "средний чек" },
    formula: { en: "gross revenue ÷ orders", ru: "выручка ÷ заказы" },
    unit: "money",
    better: "more",
    levers: [levers.crossSell, levers.upsell, levers.sets, levers.threshold],
    calculation: {
      periods: all,
      numerator: ({ gross }) => gross,
      denominator: ({ orders }) => orders,
      money: "numerator",
    },
  },
  {
    id: "return_share",
    title: { en: "share of returns", ru: "доля возвратов" },
    formula: {
      en: "money of the returns booked in the period ÷ gross revenue of the period × 100 %",
      ru: "сумма возвратов, оформленных в периоде ÷ выручка за период × 100 %",
    },
    unit: "share",
    better: "less",
    levers: [levers.descriptions, levers.quality, levers.service],
    calculation: {
      periods: always,
      numerator: ({ returned }) => -returned,
      denominator: ({ gross }) => gross,
      money: "both",
    },
  },
  {
    id: "discount_share",
    title: { en: "share of discounts", ru: "доля скидок" },
    formula: {
      en: "discounts ÷ what the sales would have cost without them × 100 %, over the sales whose discount is known",
      ru: "скидки ÷ стоимость тех же продаж без скидок × 100 %, по продажам с известной скидкой",
    },
    unit: "share",
    better: "less",
    levers: [levers.fewerDiscounts, levers.personalisation],
    calculation: {
      periods: always,
      numerator: ({ discount }) => discount,
      denominator: ({ fullPrice }) => fullPrice,
      money: "both",
    },
  },
  {
    id: "margin",
    title: { en: "margin", ru: "маржа" },
    formula: {
      en: "gross revenue − cost, over the sales whose cost is known; returns are not deducted",
      ru: "выручка − себестоимость по продажам с известной себестоимостью, без вычета возвратов",
    },
    unit: "money",
    better: "more",
    levers: [levers.assortment, levers.purchasing, levers.fewerDiscounts],
    calculation: {
      periods: always,
      numerator: ({ costedLines, costedGross, cost }) => (costedLines > 0 ? costedGross - cost : Number.NaN),
      money: "numerator",
    },
  },
  {
    id: "margin_share",
    title: { en: "margin share", ru: "маржинальность" },
    formula: {
      en: "margin ÷ gross revenue of the same sales × 100 %",
      ru: "маржа ÷ выручка по тем же продажам × 100 %",
    },
    unit: "share",
    better: "more",
    levers: [levers.assortment, levers.purchasing, levers.fewerDiscounts],
    calculation: {
      periods: always,
      numerator: ({ costedGross, cost }) => costedGross - cost,
      denominator: ({ costedGross }) => costedGross,
      money: "both",
    },
  },
];
