import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

/** Where we stand among all sellers of a category; market-position.ts works them out. */
export const marketMetrics: readonly Metric[] = [
  {
    id: "market_share",
    title: { en: "market share", ru: "доля рынка" },
    formula: {
      en: "our gross revenue in the category within the period ÷ what all sellers together took; guests' sales count where they count in the totals. No figure where the period is not wholly within our history, or where our own sales are larger than the market given",
      ru: "наша выручка в категории за период без вычета возвратов ÷ выручка всех продавцов; продажи без покупателя учтены, если они входят в итоги. Значения нет, если период не целиком внутри нашей истории или наши продажи больше указанного рынка",
    },
    unit: "share",
    better: "more",
    levers: [levers.assortment, levers.crossSell, levers.personalisation, levers.prices],
  },
  {
    id: "price_position",
    title: { en: "price position", ru: "ценовая позиция" },
    formula: {
      en: "100 ÷ the competitors' price level in percent of ours; 1.05 means that we are 5 % dearer",
      ru: "100 ÷ уровень цен конкурентов в процентах от нашего; 1,05 означает, что мы дороже на 5 %",
    },
    unit: "ratio",
    better: "neither",
    levers: [levers.prices, levers.purchasing],
  },
];
