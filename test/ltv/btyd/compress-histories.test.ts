import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compressHistories, spread } from "../../../src/ltv/btyd/compress-histories.ts";
import { checkHistories } from "../../../src/ltv/btyd/purchase-histories.ts";

const history = fc.tuple(fc.nat(3), fc.constantFrom(0, 0.1, 0.25, 1 / 7, 39), fc.constantFrom(39, 40, 1e-3, 3000));

describe("compressHistories", () => {
  it("keeps each history once, in the order of the first customer, with its customers", () => {
    const compressed = compressHistories({
      x: Float64Array.of(1, 0, 1, 1, 0),
      tx: Float64Array.of(2, 0, 2, 3, -0),
      T: Float64Array.of(5, 5, 5, 5, 5),
    });
    expect(compressed).toEqual({
      x: Float64Array.of(1, 0, 1),
      tx: Float64Array.of(2, 0, 3),
      T: Float64Array.of(5, 5, 5),
      weight: Float64Array.of(2, 2, 1),
      rowOf: Int32Array.of(0, 1, 0, 2, 1),
    });
  });

  it("gives every customer back, and adds up weights", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(history, fc.integer({ min: 1, max: 9 }))), (customers) => {
        const column = (at: 0 | 1 | 2) => Float64Array.from(customers, ([row]) => row[at]);
        const weight = Float64Array.from(customers, ([, count]) => count);
        const [x, tx, T] = [column(0), column(1), column(2)];
        const compressed = compressHistories({ x, tx, T, weight });
        expect(spread(compressed.x, compressed.rowOf)).toEqual(x);
        expect(spread(compressed.tx, compressed.rowOf)).toEqual(tx);
        expect(spread(compressed.T, compressed.rowOf)).toEqual(T);
        expect(new Set(customers.map(([row]) => row.join())).size).toBe(compressed.x.length);
        const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
        expect(total(compressed.weight)).toBe(total(weight));
      }),
    );
  });
});

describe("checkHistories", () => {
  it.each([
    [[1.5], [1], [2], undefined, "purchase histories: row 0: x is a whole number ≥ 0, got 1.5"],
    [[1], [3], [2], undefined, "purchase histories: row 0: needs 0 ≤ t_x ≤ T, got 3 and 2"],
    [[1], [Number.NaN], [2], undefined, "purchase histories: row 0: needs 0 ≤ t_x ≤ T, got NaN and 2"],
    [[0], [1], [2], undefined, "purchase histories: row 0: without a repeat purchase t_x is 0, got 1"],
    [[2], [0], [2], undefined, "purchase histories: row 0: purchases of one day are one, got 2 more at t_x = 0"],
    [[0], [0], [2], [0], "purchase histories: row 0: a weight is above 0, got 0"],
    [[0, 1], [0], [2], undefined, "purchase histories: columns of 2, 1 and 1 rows"],
  ])("refuses %j, %j, %j", (x, tx, T, weight, message) => {
    const histories = {
      ...{ x: Float64Array.from(x), tx: Float64Array.from(tx), T: Float64Array.from(T) },
      weight: weight && Float64Array.from(weight),
    };
    expect(() => checkHistories(histories)).toThrow(message);
  });
});
