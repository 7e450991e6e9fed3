import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cramersV } from "../../../src/math/cramers-v.ts";
import { testTables, withQ } from "../../../src/transitions/assumptions/test-tables.ts";

const settings = { seed: 1 };
const table = (...rows: number[][]) => ({
  counts: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0].length,
});

describe("testTables", () => {
  it("has Pearson's statistic and its limit, as Cramér's V does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 12, maxLength: 12 }), (counts) => {
        const { tables } = testTables([{ counts: Float64Array.from(counts), rows: 3, columns: 4 }], settings);
        const known = cramersV(Float64Array.from(counts), 3, 4);
        expect(tables[0].pearson).toBeCloseTo(known?.chiSquare ?? Number.NaN, 9);
        expect(tables[0].df).toBe(6);
        expect(tables[0].p).toBeCloseTo(known?.p ?? Number.NaN, 9);
        expect(tables[0].method).toBe("chi-square");
      }),
    );
  });

  it("knows a table by hand: 15 5 / 5 15 has 10 on 1 degree of freedom", () => {
    const [{ pearson, g2, df, n }] = testTables([table([15, 5], [5, 15])], settings).tables;
    expect([pearson, df, n]).toEqual([expect.closeTo(10, 12), 1, 40]);
    expect(g2).toBeCloseTo(2 * (30 * Math.log(1.5) + 10 * Math.log(0.5)), 12);
  });

  it("drops rows and columns without a count, wherever they are", () => {
    const bare = testTables([table([30, 60], [90, 40])], settings).tables[0];
    const padded = testTables([table([0, 0, 0, 0], [30, 0, 60, 0], [0, 0, 0, 0], [90, 0, 40, 0])], settings).tables[0];
    expect(padded).toEqual(bare);
  });

  it("adds tables up", () => {
    const { tables, total } = testTables([table([30, 60], [90, 40]), table([100, 50], [50, 60], [60, 60])], settings);
    expect(total.pearson).toBeCloseTo(tables[0].pearson + tables[1].pearson, 12);
    expect(total.df).toBe(3);
    expect(total.n).toBe(600);
  });

  it("draws tables below 200 moves, and where a cell expects too few", () => {
    const method = (...rows: number[][]) => testTables([table(...rows)], settings).tables[0].method;
    expect(method([50, 50], [50, 50])).toBe("chi-square");
    expect(method([50, 50], [50, 49])).toBe("monte-carlo");
    expect(method([500, 1], [500, 0])).toBe("monte-carlo");
    expect(method([500, 4], [500, 4])).toBe("monte-carlo");
    expect(method([500, 5], [500, 5])).toBe("chi-square");
  });

  it("comes close to the exact test of a table by random tables", () => {
    // 4 0 / 0 4: of C(8, 4) = 70 equally likely tables, two are as far from independence.
    const { p, limits } = testTables([table([4, 0], [0, 4])], { seed: 3, draws: 9999 }).tables[0];
    expect(p).toBeCloseTo(2 / 70, 2);
    expect(limits.pearson).toBeCloseTo(0.0047, 4);
  });

  it("comes close to the limit by random tables where moves are many", () => {
    const sparse = table([1, 0], [0, 1]);
    const many = table([230, 270], [270, 230]);
    const { total, tables } = testTables([sparse, many], { seed: 5, draws: 9999 });
    expect(tables[1].method).toBe("chi-square");
    expect(total.method).toBe("monte-carlo");
    // Two moves always make a statistic of 2, so the total hangs on the other table.
    expect(total.p).toBeCloseTo(tables[1].p ?? Number.NaN, 2);
  });

  it("never has a p of 0 by random tables, and the same one for the same seed", () => {
    const once = testTables([table([40, 0], [0, 40])], { seed: 1, draws: 99 }).tables[0];
    expect(once.p).toBe(1 / 100);
    const [a, b] = [2, 2].map((seed) => testTables([table([4, 1], [2, 4])], { seed }).total.p);
    expect(a).toBe(b);
  });

  it("says of a table nothing else when another one is tested beside it", () => {
    const one = table([4, 1], [2, 4]);
    const alone = testTables([one], settings).tables[0];
    expect(testTables([one, table([3, 3], [1, 6])], settings).tables[0]).toEqual(alone);
  });

  it("has no p where nothing can differ", () => {
    for (const one of [table([0, 0], [0, 0]), table([3, 4], [0, 0]), table([3, 0], [4, 0])]) {
      const { tables, total } = testTables([one], settings);
      expect(tables[0]).toMatchObject({ pearson: 0, g2: 0, df: 0, p: null, limits: { pearson: null, g2: null } });
      expect(total.p).toBeNull();
    }
    expect(testTables([], settings).total).toMatchObject({ n: 0, df: 0, p: null });
  });

  it("refuses counts that do not fill the table or are none", () => {
    const counts = Float64Array.of(1, 2, 3);
    expect(() => testTables([{ counts, rows: 2, columns: 2 }], settings)).toThrow(
      "testTables: 3 counts for 2 × 2 cells",
    );
    expect(() => testTables([table([0.5, 1])], settings)).toThrow("a count is a whole number of at least 0, got 0.5");
    expect(() => testTables([table([-1, 1])], settings)).toThrow("a count is a whole number of at least 0, got -1");
  });
});

it("gives q over the tables that were tested", () => {
  const [two, none, one] = withQ(
    testTables([table([15, 5], [5, 15]), table([0, 0], [0, 0]), table([9, 9], [9, 9])], settings).tables,
  );
  expect(none.q).toBeNull();
  expect(two.q).toBeCloseTo(2 * (two.p ?? Number.NaN), 12);
  expect(one.q).toBe(1);
});
