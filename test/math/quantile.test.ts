import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, quantiles } from "../../src/math/quantile.ts";

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });

describe("quantiles", () => {
  it("interpolates between neighbours, as R's type 7 does", () => {
    // quantile(c(9, 1, 4, 2), c(0, .1, .25, .5, 1)) in R 4.2.2
    const [least, tenth, quarter, middle, most] = quantiles(Float64Array.of(9, 1, 4, 2), [0, 0.1, 0.25, 0.5, 1]);
    expect([least, middle, most]).toEqual([1, 3, 9]);
    expect(tenth).toBeCloseTo(1.3, 12);
    expect(quarter).toBeCloseTo(1.75, 12);
  });

  it("leaves unknown values out and the input as it was", () => {
    const values = Float64Array.of(5, Number.NaN, 1, 3);
    expect(median(values)).toBe(3);
    expect([...values]).toEqual([5, Number.NaN, 1, 3]);
  });

  it("is unknown when nothing is known", () => {
    expect(quantiles(Float64Array.of(Number.NaN), [0.5, 1])).toEqual([Number.NaN, Number.NaN]);
  });

  it("rises with the share, between the smallest and the largest value", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const found = quantiles(Float64Array.from(values), [0, 0.2, 0.5, 0.9, 1]);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(found[0]).toBe(Math.min(...values));
        expect(found[4]).toBe(Math.max(...values));
      }),
    );
  });
});
