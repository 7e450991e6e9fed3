import { describe, expect, it } from "vitest";
import { cutPurchases } from "../../../bench/ltv/p1-cut.ts";
import { decayedSums, p1Features } from "../../../bench/ltv/p1-features.ts";
import type { PurchaseDays } from "../../../bench/ltv/purchase-days.ts";
import { epochDay } from "../../../src/math/calendar.ts";

const cut = epochDay.parse(1000);

/** Ann bought on days 900, 970, 990 and 1004; Bob on day 999 only; Cy on day 1000, which is not seen. */
function purchases(annLater = 1004): PurchaseDays {
  return {
    customers: Int32Array.of(7, 8, 9),
    starts: Int32Array.of(0, 4, 5, 6),
    days: Int32Array.of(900, 970, 990, annLater, 999, 1000),
    minor: Float64Array.of(1000, 3000, 500, 2000, 700, 900),
    quantity: Float64Array.of(1, 2, 3, 4, 5, 6),
    newProducts: Float64Array.of(1, 1, 0, 1, 2, 1),
    abroad: Float64Array.of(0, 0, 1, 0, 0, 0),
  };
}

describe("cutPurchases", () => {
  const ann = 0;
  const seen = cutPurchases(purchases(), cut, 50, [...p1Features(50), ...decayedSums]);
  const value = (name: string, i: number) => {
    const column = seen.columns.find((one) => one.name === name);
    return column === undefined ? Number.NaN : Math.expm1(-column.values[i]);
  };

  it("knows who bought before the cut and what they spent in the horizon after it", () => {
    expect([...seen.customers]).toEqual([7, 8]);
    expect([...seen.label]).toEqual([2000, 0]);
    expect([...seen.history.lastPeriodMinor]).toEqual([3500, 700]);
  });

  it("counts a label on the last day of the horizon and none after it", () => {
    const labelWith = (later: number) => cutPurchases(purchases(later), cut, 50, []).label[ann];
    expect([labelWith(1049), labelWith(1050)]).toEqual([2000, 0]);
  });

  it("sums repeats up for the classical models, counting ages from the last day seen", () => {
    const { repeats, lastAfterDays, ageDays, meanRepeatMinor, meanMinor } = seen.summary;
    expect([...repeats]).toEqual([2, 0]);
    expect([...lastAfterDays]).toEqual([90, 0]);
    expect([...ageDays]).toEqual([99, 0]);
    expect([...meanRepeatMinor]).toEqual([1750, 0]);
    expect([...meanMinor]).toEqual([1500, 700]);
  });

  it("has the 25 inputs of protocol P1, by hand", () => {
    expect(p1Features(50).length).toBe(25);
    const expected: Record<string, number> = {
      x: 2,
      tx: 90 / 7,
      T: 99 / 7,
      mean_repeat: 17.5,
      weeks_since: 9 / 7,
      total: 45,
      average_order: 15,
      largest: 30,
      smallest: 5,
      deviation: Math.sqrt((25 + 225 + 100) / 3),
      first: 10,
      last: 5,
      quantity: 6,
      mean_gap: 45,
      gap_deviation: 25,
      since_by_gap: 0.2,
      products: 2,
      money_30: 35,
      count_30: 2,
      money_90: 35,
      count_90: 2,
      money_180: 45,
      count_180: 3,
      money_horizon: 35,
    };
    for (const [name, figure] of Object.entries(expected)) expect(value(name, ann), name).toBeCloseTo(figure, 10);
    expect(seen.columns.find(({ name }) => name === "abroad")?.values[ann]).toBe(1); // by the last order that is seen
  });

  it("weighs orders and money down by half for each half-life, seen from the last day", () => {
    expect(value("orders_decayed_15", ann)).toBeCloseTo(0.5 ** (99 / 15) + 0.5 ** (29 / 15) + 0.5 ** (9 / 15), 10);
    expect(value("money_decayed_45", ann)).toBeCloseTo(10 * 0.5 ** 2.2 + 30 * 0.5 ** (29 / 45) + 5 * 0.5 ** 0.2, 10);
  });

  it("sees nothing at or after the cut, but in the label", () => {
    const { label, ...known } = cutPurchases(purchases(1030), cut, 50, [...p1Features(50), ...decayedSums]);
    const { label: other, ...knownBefore } = seen;
    expect(known).toEqual(knownBefore);
    expect(label).toEqual(other);
  });
});
