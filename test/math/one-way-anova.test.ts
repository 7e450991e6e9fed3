import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moments } from "../../src/math/moments.ts";
import { oneWayAnova } from "../../src/math/one-way-anova.ts";

const anovaOf = (...groups: number[][]) => oneWayAnova(groups.map((values) => moments(Float64Array.from(values))));
const lists = fc.array(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 }), {
  minLength: 2,
  maxLength: 5,
});

describe("oneWayAnova", () => {
  it("agrees with scipy.stats.f_oneway", () => {
    const { f, df, p, eta2, omega2 } = anovaOf([3, 5, 5, 8, 12.5], [1, 2, 2, 3, 3, 5, 7], [9, 14, 20]);
    // scipy 1.17.1; the shares by their definitions in NumPy
    expect(f).toBeCloseTo(10.916114641070696, 11);
    expect(df).toEqual([2, 12]);
    expect(p).toBeCloseTo(0.001991149110119702, 13);
    expect(eta2).toBeCloseTo(0.6453086227358276, 13);
    expect(omega2).toBeCloseTo(0.5693643413259643, 13);
  });

  it("weighs the spread between means against the spread within", () => {
    // means 2 and 6 around 4: between 16, within 4 on 2 degrees of freedom
    expect(anovaOf([1, 3], [5, 7])).toMatchObject({ f: 8, df: [1, 2], eta2: 16 / 20, omega2: (16 - 2) / (20 + 2) });
  });

  it("has a share below 0 for groups that differ less than chance would have it", () => {
    expect(anovaOf([1, 3], [3, 1])).toMatchObject({ f: 0, p: 1, eta2: 0, omega2: -2 / 6 });
  });

  it("leaves out groups without values", () => {
    expect(anovaOf([], [1, 3], [], [5, 7])).toEqual(anovaOf([1, 3], [5, 7]));
  });

  it("is infinite where only the groups tell values apart", () => {
    expect(anovaOf([2, 2], [5, 5, 5])).toEqual({ f: Infinity, df: [1, 3], p: 0, eta2: 1, omega2: 1 });
  });

  it("cannot test single values, one group, or values that are all equal", () => {
    const unknown = Number.NaN;
    expect(anovaOf([2], [5])).toEqual({ f: unknown, df: [1, 0], p: unknown, eta2: 1, omega2: unknown });
    expect(anovaOf([2, 3])).toMatchObject({ f: unknown, df: [0, 1], p: unknown, eta2: 0 });
    // The mean of three times .1 is not .1.
    expect(anovaOf([0.1, 0.1, 0.1], [0.1, 0.1])).toMatchObject({ f: unknown, p: unknown, eta2: unknown });
    expect(anovaOf()).toMatchObject({ f: unknown, df: [0, 0], p: unknown, eta2: unknown, omega2: unknown });
  });

  it("does not depend on the zero or the unit of values, nor on the order of groups", () => {
    const units = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.double({ min: 0.01, max: 100, noNaN: true }));
    fc.assert(
      fc.property(lists, units, (groups, [shift, scale]) => {
        const here = anovaOf(...groups);
        const there = anovaOf(...groups.map((values) => values.map((value) => value * scale + shift)).reverse());
        if (!(here.f < 1e6)) return;
        expect(there.f / (here.f || 1)).toBeCloseTo(here.f === 0 ? 0 : 1, 6);
        expect(there.p).toBeCloseTo(here.p, 6);
        expect(there.eta2).toBeCloseTo(here.eta2, 9);
        expect(here.eta2).toBeLessThanOrEqual(1);
        expect(here.omega2).toBeLessThanOrEqual(here.eta2 + 1e-12);
      }),
    );
  });
});
