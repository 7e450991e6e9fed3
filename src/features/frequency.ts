import { type Family, noTransactions, ratio } from "./family.ts";

const gaps = {
  gaps: "count(gap)",
  gap_days: "sum(gap)",
  gap_squares: "sum(CAST(gap AS BIGINT) * gap)",
};

export const frequency: Family = {
  family: "frequency",
  features: ({ staged: { hasEvents } }) => {
    if (!hasEvents) return { unavailable: noTransactions };
    return [
      {
        name: "orders",
        family: "frequency",
        kind: "number",
        unit: "orders",
        definition: "Orders in the look-back.",
        words: { high: "buys often", low: "buys rarely" },
        purchases: { orders: "sum(orders)" },
        expression: "CAST(p.orders AS DOUBLE)",
      },
      {
        name: "interpurchase_days",
        family: "frequency",
        kind: "number",
        unit: "days",
        definition:
          "Mean days between neighbouring purchase days, over the gaps that end in the look-back; unknown before a second purchase day.",
        words: { high: "long pauses", low: "short pauses" },
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
        words: { high: "irregular", low: "regular" },
        purchases: gaps,
        // n·Σg² − (Σg)² is exact in integers; the square root comes last.
        expression: `CASE WHEN p.gaps > 1 THEN
        sqrt(CAST(p.gaps * p.gap_squares - p.gap_days * p.gap_days AS DOUBLE)) / CAST(p.gap_days AS DOUBLE) END`,
      },
    ];
  },
};
