import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedBand, resampledGinis } from "../../../bench/ltv/paired-bootstrap.ts";
import { evaluateLtv } from "../../../src/ltv/evaluation/evaluate-ltv.ts";
import { createRandom } from "../../../src/math/random.ts";

describe("resampledGinis", () => {
  it("is the normalised Gini of the customers that were drawn, each as often as drawn", () => {
    const few = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 10,
      maxLength: 40,
    });
    fc.assert(
      fc.property(few, fc.integer({ min: 0, max: 1e6 }), (rows, seed) => {
        const forecast = Float64Array.from(rows, ([score]) => score);
        const money = Float64Array.from(rows, (row) => row[1]);
        const random = createRandom(seed);
        const drawn = rows.map(() => random.below(rows.length));
        const drawnMoney = Float64Array.from(drawn, (i) => money[i]);
        fc.pre(new Set(drawnMoney).size > 1);

        const [[gini]] = resampledGinis([forecast], money, 1, seed);
        const expected = evaluateLtv(
          Float64Array.from(drawn, (i) => forecast[i]),
          drawnMoney,
        ).normalisedGini;
        expect(gini).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("gives a forecast no lead over itself, and one above 0 over its reverse", () => {
    const money = Float64Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? i : 0));
    const reversed = money.map((value) => -value);
    const [own, again, other] = resampledGinis([money, money, reversed], money, 50, 3);
    expect(pairedBand(own, again)).toEqual({ mean: 0, lo: 0, hi: 0 });
    expect(own.every((gini) => Math.abs(gini - 1) < 1e-12)).toBe(true);
    expect(pairedBand(own, other).lo).toBeGreaterThan(1);
  });
});
