import { above, minus, over, ratio, sqrt, times, when } from "./expression.ts";
import { countOf, type Family, noTransactions, row, sumsOf } from "./family.ts";
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
  gaps: countOf(above(row("gap"), 0)),
  gap_days: { sum: row("gap") },
  gap_squares: { sum: times(row("gap"), row("gap")) },
};
const sums = sumsOf("purchases");

export const frequency: Family = {
  family: "frequency",
  features: (context) => {
    if (hasProfilesOnly(context)) {
      const delivered = profileValue(context, "orders");
      if (delivered === undefined)
        return { unavailable: { en: "the profiles have no orders", ru: "в профилях нет заказов" } };
      return [{ ...orders, definition: `Orders, ${delivered.source}.`, value: delivered.value }];
    }
    if (!context.staged.hasEvents) return { unavailable: noTransactions };
    return [
      {
        ...orders,
        definition: "Orders in the look-back.",
        purchases: { orders: { sum: row("orders") } },
        value: sums("orders"),
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
        value: ratio(sums("gap_days"), sums("gaps")),
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
        // n·Σg² − (Σg)² is exact in whole numbers; the square root comes last.
        value: when(
          above(sums("gaps"), 1),
          over(
            sqrt(minus(times(sums("gaps"), sums("gap_squares")), times(sums("gap_days"), sums("gap_days")))),
            sums("gap_days"),
          ),
        ),
      },
    ];
  },
};
