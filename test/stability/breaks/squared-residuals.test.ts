import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { squaredResiduals } from "../../../src/stability/breaks/squared-residuals.ts";
import { seriesOf } from "./series-builder.ts";

describe("squaredResiduals", () => {
  it("are those around the mean of a level, from either end", () => {
    const { ofFirst, ofLast } = squaredResiduals(seriesOf(1, 3, 8), "level");
    // means 1, 2, 4; from the end 8, 5.5, 4
    expect([...ofFirst]).toEqual([0, 0, 2, 26]);
    expect([...ofLast]).toEqual([0, 0, 12.5, 26]);
  });

  it("are those around a line", () => {
    const { ofFirst, ofLast } = squaredResiduals(seriesOf(1, 3, 8, 10), "line");
    // 1 3 8 lie .5, −1, .5 off a line of slope 3.5, as 10 8 3 do; all four .3, −.9, .9, −.3 off one of slope 3.2
    expect([...ofFirst]).toEqual([0, 0, 0, 1.5, 1.8].map((value) => expect.closeTo(value, 12)));
    expect([...ofLast]).toEqual([0, 0, 0, 1.5, 1.8].map((value) => expect.closeTo(value, 12)));
  });

  it("are nothing where rounding alone is off the line", () => {
    const points = Array.from({ length: 30 }, (_, i) => 0.1 + 0.3 * i);
    expect(squaredResiduals(seriesOf(...points), "line").ofFirst).toEqual(new Float64Array(31));
    expect(squaredResiduals(seriesOf(...points.map(() => 0.1)), "level").ofLast).toEqual(new Float64Array(31));
  });

  it("are the least of all lines", () => {
    const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 20 });
    const lines = fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(values, lines, (list, [start, slope]) => {
        const around = list.reduce((sum, value, i) => sum + (value - start - slope * i) ** 2, 0);
        const { ofFirst, ofLast } = squaredResiduals(seriesOf(...list), "line");
        expect(ofFirst[list.length]).toBeLessThanOrEqual(around + 1e-6);
        expect(ofLast[list.length]).toBeCloseTo(ofFirst[list.length], 6);
        for (let i = 0; i < list.length; i++) expect(ofFirst[i + 1]).toBeGreaterThanOrEqual(ofFirst[i]);
      }),
    );
  });
});
