import { type Family, noTransactions, ratio } from "./family.ts";

export const monetary: Family = {
  family: "monetary",
  features: ({ currency, moneyUnits, returns, window, staged: { hasEvents } }) => {
    if (!hasEvents) return { unavailable: noTransactions };
    const middle = window.from + Math.floor((window.until - window.from) / 2);
    const sums = { gross: "sum(gross)", returned: "sum(returned)" };
    const halves = {
      early: `sum(CASE WHEN day < ${middle} THEN gross ELSE 0 END)`,
      late: `sum(CASE WHEN day >= ${middle} THEN gross ELSE 0 END)`,
    };
    const total = returns === "net" ? "p.gross + p.returned" : "p.gross";
    return [
      {
        name: "monetary",
        family: "monetary",
        kind: "number",
        unit: currency,
        definition: `Money spent in the look-back, ${returns === "net" ? "net of returns booked in it" : "returns not deducted"}.`,
        words: { high: "high revenue", low: "low revenue" },
        purchases: sums,
        expression: `CAST(${total} AS DOUBLE) / ${moneyUnits}`,
      },
      {
        name: "average_order",
        family: "monetary",
        kind: "number",
        unit: currency,
        definition: "Gross revenue divided by orders in the look-back.",
        words: { high: "big baskets", low: "small baskets" },
        purchases: { ...sums, orders: "sum(orders)" },
        expression: `CAST(p.gross AS DOUBLE) / CAST(p.orders AS DOUBLE) / ${moneyUnits}`,
      },
      {
        name: "revenue_trend",
        family: "monetary",
        kind: "number",
        unit: "ratio",
        definition:
          "Gross revenue of the later half of the look-back minus that of the earlier half, divided by both: −1 all early, 1 all late.",
        words: { high: "spends more lately", low: "spends less lately" },
        purchases: { ...sums, ...halves },
        expression: ratio("(p.late - p.early)", "(p.late + p.early)"),
      },
      {
        name: "return_share",
        family: "monetary",
        kind: "number",
        unit: "share",
        definition:
          "Money returned divided by gross revenue, both in the look-back; above 1 when earlier purchases come back too.",
        words: { high: "returns a lot", low: "returns little" },
        purchases: sums,
        expression: ratio("-p.returned", "p.gross"),
      },
    ];
  },
};
