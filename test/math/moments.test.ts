import fc from "fast-check";
import { sampleSkewness, standardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { moments } from "../../src/math/moments.ts";

const samples = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 40 });

describe("moments", () => {
  it("measures the known values", () => {
    // deviations −2, −1, −1, 4: squares 22, cubes 54
    const { count, min, max, mean, sd, skewness } = moments(Float64Array.of(1, 2, Number.NaN, 2, 7));
    expect({ count, min, max, mean }).toEqual({ count: 4, min: 1, max: 7, mean: 3 });
    expect(sd).toBeCloseTo(Math.sqrt(22 / 4), 12);
    expect(skewness).toBeCloseTo(54 / 4 / (22 / 4) ** 1.5, 12);
  });

  it("agrees with simple-statistics", () => {
    fc.assert(
      fc.property(
        samples.filter((values) => new Set(values).size > 1),
        (values) => {
          const { sd, skewness } = moments(Float64Array.from(values));
          expect(sd).toBeCloseTo(standardDeviation(values), 9);
          expect(skewness).toBeCloseTo(sampleSkewness(values, true), 9);
        },
      ),
    );
  });

  it("has no lean without spread, and nothing without values", () => {
    expect(moments(Float64Array.of(4, 4))).toMatchObject({ mean: 4, sd: 0, skewness: 0 });
    expect(moments(Float64Array.of(Number.NaN))).toMatchObject({ count: 0, mean: Number.NaN, sd: Number.NaN });
  });
});
