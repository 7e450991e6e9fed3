import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

/** What new customers bring beside what they cost; acquisition-efficiency.ts works them out. */
export const acquisitionMetrics: readonly Metric[] = [
  {
    id: "revenue_per_new_customer",
    title: { en: "revenue per new customer", ru: "выручка на нового покупателя" },
    formula: {
      en: "revenue so far, from the first order on, of the new customers that CAC counts ÷ their number",
      ru: "выручка начиная с первого заказа от новых покупателей, учтённых в CAC ÷ их число",
    },
    unit: "money",
    better: "more",
    levers: [levers.welcome, levers.crossSell, levers.upsell],
  },
  {
    id: "margin_per_new_customer",
    title: { en: "margin per new customer", ru: "маржа на нового покупателя" },
    formula: {
      en: "revenue per new customer × margin share of their sales whose cost is known",
      ru: "выручка на нового покупателя × маржинальность его покупок с известной себестоимостью",
    },
    unit: "money",
    better: "more",
    levers: [levers.assortment, levers.purchasing, levers.fewerDiscounts],
  },
  {
    id: "ltv_per_new_customer",
    title: { en: "lifetime value per new customer", ru: "LTV на нового покупателя" },
    formula: {
      en: "(revenue so far + revenue forecast for the horizon of lifetime value) of the new customers that CAC counts ÷ their number",
      ru: "(полученная выручка + прогноз выручки на горизонте LTV) по новым покупателям, учтённым в CAC ÷ их число",
    },
    unit: "money",
    better: "more",
    levers: [levers.loyaltyProgramme, levers.crossSell, levers.reminders],
  },
  {
    id: "roi",
    title: { en: "return on marketing investment so far", ru: "окупаемость затрат на маркетинг (ROI) на сегодня" },
    formula: {
      en: "(value − marketing cost) ÷ marketing cost × 100 %; value is the margin of the new customers so far, or their revenue where the cost of goods is known of less than 80 % of sales",
      ru: "(ценность − затраты на маркетинг) ÷ затраты на маркетинг × 100 %; ценность — полученная от новых покупателей маржа, а если себестоимость известна менее чем для 80 % продаж, то выручка",
    },
    unit: "ratio",
    better: "more",
    levers: [levers.channels, levers.landing, levers.loyaltyProgramme],
  },
  {
    id: "expected_roi",
    title: { en: "expected return on marketing investment", ru: "ожидаемая окупаемость затрат на маркетинг (ROI)" },
    formula: {
      en: "return on marketing investment with the revenue forecast for the horizon of lifetime value added to that so far",
      ru: "ROI, где к полученной выручке прибавлен её прогноз на горизонте LTV",
    },
    unit: "ratio",
    better: "more",
    levers: [levers.channels, levers.landing, levers.loyaltyProgramme],
  },
  {
    id: "payback_months",
    title: { en: "payback of acquisition", ru: "срок окупаемости привлечения" },
    formula: {
      en: "months after the first order until new customers have brought on average what each of them cost (margin, or revenue, as for the return); each month looks only at those seen to its end. No figure until that is reached",
      ru: "сколько месяцев после первого заказа проходит, пока новый покупатель в среднем не принесёт столько, сколько стоило его привлечение (маржа или выручка, как в ROI); каждый месяц считается только по тем, за кем наблюдали до его конца. Пока окупаемость не достигнута, значения нет",
    },
    unit: "months",
    better: "less",
    levers: [levers.welcome, levers.channels, levers.landing],
  },
];
