import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { customers, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

const { customerRows, truth, months, newcomers } = simulatedBase();

describe("archetypes", () => {
  it("move by the planted monthly matrix", async () => {
    const moves = await numbers(`
      SELECT before, state, count(*) AS moves
      FROM (SELECT state, lag(state) OVER (PARTITION BY customer_id ORDER BY month) AS before FROM ${months})
      WHERE before IS NOT NULL GROUP BY ALL`);
    const count = (from: number, to: number) => moves.find(([f, t]) => f === from && t === to)?.[2] ?? 0;
    for (const [from, row] of everyday.monthlyMatrix.entries()) {
      const left = row.reduce((sum, _, to) => sum + count(from, to), 0);
      expect(left).toBeGreaterThan(5000);
      for (const [to, planted] of row.entries()) expectShare(count(from, to), left, planted, `${from} to ${to}`);
    }
  });

  it("begin as planted, in the month of registration", async () => {
    const entries = await numbers(`
      SELECT state, count(*) AS n FROM ${months} JOIN ${newcomers} USING (customer_id)
      WHERE month = date_trunc('month', registered_at) GROUP BY state ORDER BY state`);
    const all = entries.reduce((sum, [, n]) => sum + n, 0);
    for (const [state, n] of entries) expectShare(n, all, everyday.initial[state], everyday.archetypes[state]);
    expectShare(customers - all, customers, 0.45, "registered before the history");
  });

  it("are known for every month from the registration on, and for none before", async () => {
    expect(
      await numbers(`
        SELECT count(*) AS wrong FROM ${customerRows} JOIN (
          SELECT customer_id, min(month) AS entered, count(*) AS n FROM ${months} GROUP BY ALL) USING (customer_id)
        WHERE entered <> greatest(date_trunc('month', registered_at), '2023-01-01')
           OR n <> datediff('month', entered, DATE '2026-07-01')`),
    ).toEqual([[0]]);
  });

  it("at as-of are those of the last month before it", async () => {
    expect(
      await numbers(`
        SELECT count(*) FILTER (archetype_index <> archetype_2025_12) AS wrong,
               count(DISTINCT (archetype, archetype_index)) AS pairs,
               count(*) FILTER (archetype = 'deal_hunter' AND archetype_index <> 2) AS misnamed
        FROM ${truth}`),
    ).toEqual([[0, 6, 0]]);
  });
});
