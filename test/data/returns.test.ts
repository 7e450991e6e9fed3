import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { errorsAllowed, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

const { transactions, orders } = simulatedBase();

describe("returns", () => {
  // Returns of the last two months may still be on their way when the data ends.
  const settled = `(
    SELECT orders.*, back.ts AS returned_at, back.amount AS refund, back.quantity AS pieces_back
    FROM ${orders} AS orders
    LEFT JOIN (FROM ${transactions} WHERE kind = 'return') AS back ON back.order_id = orders.order_id
    WHERE orders.ts < '2026-05-01')`;

  it("come as often as planted, 70 % of them whole, after 9 days in the mean", async () => {
    const rows = await numbers(`SELECT state, count(*) AS n, count(refund) AS returned FROM ${settled} GROUP BY state`);
    for (const [state, n, returned] of rows) expectShare(returned, n, everyday.returnShare[state], `returns, ${state}`);

    const [[n, whole, delay]] = await numbers(`
      SELECT count(*), count(*) FILTER (refund = -amount), avg(epoch(returned_at) - epoch(ts)) / 86400
      FROM ${settled} WHERE refund IS NOT NULL`);
    expectShare(whole, n, 0.7, "whole returns");
    // The hour of a return is drawn anew within its day: a tenth of a day at most.
    expect(Math.abs(delay - 9)).toBeLessThan((errorsAllowed * 9) / Math.sqrt(n) + 0.1);
  });

  it("never precede their order, and take back all of it or half", async () => {
    const [[returned, early, wrong]] = await numbers(`
      SELECT count(*), count(*) FILTER (returned_at <= ts),
             count(*) FILTER (NOT (refund = -amount AND pieces_back = -quantity
                                   OR abs(refund + amount / 2) < 0.01 AND pieces_back = -ceil(quantity / 2)))
      FROM ${settled} WHERE refund IS NOT NULL`);
    expect(returned).toBeGreaterThan(2000);
    expect([early, wrong]).toEqual([0, 0]);
  });

  it("belong to an order of the same customer", async () => {
    expect(
      await numbers(`
        SELECT count(*) AS orphans FROM ${transactions} AS back
        WHERE kind = 'return' AND NOT EXISTS (
          FROM ${transactions} AS sale WHERE sale.kind = 'sale' AND sale.order_id = back.order_id
          AND sale.customer_id IS NOT DISTINCT FROM back.customer_id)`),
    ).toEqual([[0]]);
  });
});
