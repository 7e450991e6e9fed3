import { describe, expect, it } from "vitest";
import { chooseTrainingRows, type RowsByCut } from "../../../src/ltv/net/training-rows.ts";
import type { LtvCut } from "../../../src/ltv/protocol/ltv-cut.ts";
import { firstCut } from "../small-base.ts";

/** Customers `from`, `from` + step, … at one cut. */
function cut(length: number, from = 0, step = 1): LtvCut {
  const none = new Float64Array(length);
  return {
    cut: firstCut,
    horizonDays: 90,
    customers: Int32Array.from({ length }, (_, i) => from + i * step),
    columns: [],
    categories: [],
    history: {
      ...{ orders: none, netMinor: none, ageDays: none, purchaseDays: none, lastAfterDays: none },
      ...{ grossMinor: none, firstDayMinor: none, lastPeriodMinor: none },
    },
  };
}

const count = (rows: RowsByCut) => rows.reduce((total, { length }) => total + length, 0);

describe("chooseTrainingRows", () => {
  it("takes every row of a small base once, a fifth of them held out", () => {
    const { training, heldOut, used, available } = chooseTrainingRows([cut(1000), cut(500)], 7, 30_000);
    expect([used, available]).toEqual([1500, 1500]);
    expect([...training[1], ...heldOut[1]].sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(count(heldOut) / 1500).toBeCloseTo(0.2, 1);
  });

  it("keeps a customer on one side at all cuts", () => {
    const cuts = [cut(900), cut(300, 50, 3)];
    const { training, heldOut } = chooseTrainingRows(cuts, 7, 30_000);
    const numbers = (rows: RowsByCut) =>
      new Set(rows.flatMap((chosen, i) => [...chosen].map((row) => cuts[i].customers[row])));
    const learned = numbers(training);
    expect([...numbers(heldOut)].filter((customer) => learned.has(customer))).toEqual([]);
  });

  it("draws 30,000 rows from a large base, the same for the same seed", () => {
    const cuts = [cut(100_000), cut(20_000)];
    const chosen = chooseTrainingRows(cuts, 7, 30_000);
    expect([chosen.used, chosen.available]).toEqual([30_000, 120_000]);
    expect(count(chosen.training) + count(chosen.heldOut)).toBe(30_000);
    expect((chosen.training[1].length + chosen.heldOut[1].length) / 30_000).toBeCloseTo(1 / 6, 2);
    expect(chooseTrainingRows(cuts, 7, 30_000)).toEqual(chosen);
    expect(chooseTrainingRows(cuts, 8, 30_000)).not.toEqual(chosen);
  });

  it("needs customers on both sides", () => {
    expect(() => chooseTrainingRows([cut(1, 1)], 7, 30_000)).toThrow(
      "ltv: no held-out rows among 1; more customers are needed",
    );
  });
});
