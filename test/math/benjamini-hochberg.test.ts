import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../src/math/benjamini-hochberg.ts";

describe("benjaminiHochberg", () => {
  it("agrees with scipy.stats.false_discovery_control", () => {
    const q = benjaminiHochberg(Float64Array.of(0.01, 0.04, 0.03, 0.5, 0.002, 0.04));
    const expected = [0.03, 0.048, 0.048, 0.5, 0.012, 0.048]; // scipy 1.17.1
    expect([...q]).toEqual(expected.map((value) => expect.closeTo(value, 12)));
  });

  it("leaves out what was not tested", () => {
    expect([...benjaminiHochberg(Float64Array.of(0.02, Number.NaN, 0.03))]).toEqual([0.03, Number.NaN, 0.03]);
  });

  it("is at least p, at most 1, and in the order of p", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (list) => {
        const q = benjaminiHochberg(Float64Array.from(list));
        const byP = [...q.keys()].sort((a, b) => list[a] - list[b]);
        for (const [place, test] of byP.entries()) {
          expect(q[test]).toBeGreaterThanOrEqual(list[test]);
          expect(q[test]).toBeLessThanOrEqual(1);
          if (place > 0) expect(q[test]).toBeGreaterThanOrEqual(q[byP[place - 1]]);
        }
      }),
    );
  });
});
