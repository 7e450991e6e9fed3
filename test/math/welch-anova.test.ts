import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moments } from "../../src/math/moments.ts";
import { studentTUpperTail } from "../../src/math/student-t.ts";
import { welchAnova } from "../../src/math/welch-anova.ts";

const welchOf = (...groups: number[][]) => welchAnova(groups.map((values) => moments(Float64Array.from(values))));

describe("welchAnova", () => {
  it("agrees with scipy.stats.f_oneway(equal_var=False)", () => {
    const { f, p } = welchOf([3, 5, 5, 8, 12.5], [], [1, 2, 2, 3, 3, 5, 7], [9, 14, 20]);
    // scipy 1.17.1
    expect(f).toBeCloseTo(5.930655210262161, 12);
    expect(p).toBeCloseTo(0.05963285576438459, 12);
  });

  it("is Student's t squared for two groups of one size and spread", () => {
    const { f, df, p } = welchOf([1, 2, 3], [3, 4, 5]);
    // t = 2 / √(1/3 + 1/3)
    expect(f).toBeCloseTo(6, 12);
    expect(df).toEqual([1, expect.closeTo(4, 12)]);
    expect(p).toBeCloseTo(2 * studentTUpperTail(Math.sqrt(6), 4), 12);
  });

  it("gives a wide group little weight", () => {
    const [narrow, wide] = [
      [10, 11, 12],
      [0, 100, 200],
    ];
    const { f, df } = welchOf(narrow, wide);
    // Two groups: (difference of means)² / (s²/n + s²/n); degrees of freedom by Satterthwaite.
    expect(f).toBeCloseTo(89 ** 2 / (1 / 3 + 10_000 / 3), 10);
    expect(df[1]).toBeCloseTo((1 + 10_000) ** 2 / (1 / 2 + 10_000 ** 2 / 2), 10);
  });

  it("cannot weigh a group of one value or of equal ones", () => {
    const unknown = { f: Number.NaN, df: [Number.NaN, Number.NaN], p: Number.NaN };
    expect(welchOf([1, 2], [3])).toEqual(unknown);
    expect(welchOf([1, 2], [0.1, 0.1, 0.1])).toEqual(unknown);
    expect(welchOf([1, 2], [])).toEqual(unknown);
  });

  it("does not depend on the zero or the unit of values", () => {
    const spread = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(
        fc.array(spread, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (groups, scale) => {
          const here = welchOf(...groups);
          const there = welchOf(...groups.map((values) => values.map((value) => value * scale - 77)));
          expect(there.f).toBeCloseTo(here.f, 6);
          expect(there.p).toBeCloseTo(here.p, 8);
          expect(here.p).toBeGreaterThanOrEqual(0);
          expect(here.p).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
