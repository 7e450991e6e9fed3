import { scoreUnits } from "./feedback-sums.ts";
import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

const always = ["history", "month"] as const;

/** How content customers are. */
export const satisfactionMetrics: readonly Metric[] = [
  {
    id: "complaints_per_1000_orders",
    title: { en: "complaints per 1,000 orders", ru: "жалоб на 1000 заказов" },
    formula: {
      en: "complaints of the period ÷ thousands of orders of the period",
      ru: "жалобы за период ÷ тысячи заказов за период",
    },
    unit: "per-1000",
    better: "less",
    levers: [levers.service, levers.quality, levers.descriptions],
    calculation: {
      periods: always,
      numerator: ({ complaints }) => complaints,
      denominator: ({ customerOrders }) => customerOrders / 1000,
    },
  },
  {
    id: "mean_score",
    title: { en: "mean score", ru: "средняя оценка" },
    formula: {
      en: "sum of the scores of reviews, polls and complaints ÷ their number, each as a share of its scale",
      ru: "сумма оценок в отзывах, опросах и жалобах ÷ их число; каждая оценка — доля своей шкалы",
    },
    unit: "share",
    better: "more",
    levers: [levers.service, levers.quality],
    calculation: {
      periods: always,
      numerator: ({ score }) => score / scoreUnits,
      denominator: ({ scored }) => scored,
    },
  },
];
