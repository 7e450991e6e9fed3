import { countOf, type Family, noTransactions, ratio } from "./family.ts";
import type { FeatureDefinition } from "./feature-table.ts";
import { hasProfilesOnly, profileValue } from "./profile-metrics.ts";

const orders = {
  name: "orders",
  family: "frequency",
  kind: "number",
  unit: "orders",
  words: {
    en: { title: "orders", high: "buys often", low: "buys rarely" },
    ru: { title: "заказы", high: "покупают часто", low: "покупают редко" },
  },
} satisfies Omit<FeatureDefinition, "definition">;

const gaps = {
  gaps: countOf("gap IS NOT NULL"),
  gap_days: { sum: "gap" },
  gap_squares: { sum: "CAST(gap AS BIGINT) * gap" },
};

export const frequency: Family = {
  family: "frequency",
  features: (context) => {
    if (hasProfilesOnly(context)) {
      const delivered = profileValue(context, "orders");
      if (delivered === undefined)
        return { unavailable: { en: "the profiles have no orders", ru: "в профилях нет заказов" } };
      return [{ ...orders, definition: `Orders, ${delivered.source}.`, expression: delivered.expression }];
    }
    if (!context.staged.hasEvents) return { unavailable: noTransactions };
    return [
      {
        ...orders,
        definition: "Orders in the look-back.",
        purchases: { orders: { sum: "orders" } },
        expression: "CAST(p.orders AS DOUBLE)",
      },
      {
        name: "interpurchase_days",
        family: "frequency",
        kind: "number",
        unit: "days",
        definition:
          "Mean days between neighbouring purchase days, over the gaps that end in the look-back; unknown before a second purchase day.",
        words: {
          en: { title: "days between purchases", high: "long pauses", low: "short pauses" },
          ru: { title: "дней между покупками", high: "долгие паузы", low: "короткие паузы" },
        },
        purchases: gaps,
        expression: ratio("p.gap_days", "p.gaps"),
      },
      {
        name: "interpurchase_variation",
        family: "frequency",
        kind: "number",
        unit: "ratio",
        definition:
          "Regularity: standard deviation of those gaps divided by their mean (0 is clockwork, 1 is random); unknown below two gaps.",
        words: {
          en: { title: "irregularity of purchases", high: "irregular", low: "regular" },
          ru: { title: "нерегулярность покупок", high: "покупают нерегулярно", low: "покупают регулярно" },
        },
        purchases: gaps,
        // n·Σg² − (Σg)² is exact in integers; the square root comes last.
        expression: `CASE WHEN p.gaps > 1 THEN
        sqrt(CAST(p.gaps * p.gap_squares - p.gap_days * p.gap_days AS DOUBLE)) / CAST(p.gap_days AS DOUBLE) END`,
      },
    ];
  },
};
