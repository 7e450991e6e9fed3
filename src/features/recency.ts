import { type Family, noTransactions } from "./family.ts";

export const recency: Family = {
  family: "recency",
  features: ({ window, staged: { hasEvents } }) => {
    if (!hasEvents) return { unavailable: noTransactions };
    return [
      {
        name: "recency_days",
        family: "recency",
        kind: "number",
        unit: "days",
        definition: "Days from the last order in the look-back to the window's end.",
        words: { high: "asleep for long", low: "bought lately" },
        purchases: { last_day: "max(CASE WHEN orders > 0 THEN day END)" },
        expression: `CAST(${window.until} - p.last_day AS DOUBLE)`,
      },
      {
        name: "tenure_days",
        family: "recency",
        kind: "number",
        unit: "days",
        definition:
          "Days from registration, or from the first event where that is earlier or the only one, to the window's end.",
        words: { high: "with us for long", low: "new" },
        expression: `CAST(${window.until} - least(c.known_from, c.first_order) AS DOUBLE)`,
      },
    ];
  },
};
