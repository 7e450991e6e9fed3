import { describe, expect, it } from "vitest";
import { evaluateLtv } from "../../../src/ltv/evaluation/evaluate-ltv.ts";
import {
  comparePaired,
  pairedBand,
  pairedComparison,
  resampledBiases,
  resampledGinis,
} from "../../../src/ltv/evaluation/paired-bootstrap.ts";
import { createRandom } from "../../../src/math/random.ts";

const n = 2000;
const random = createRandom(1);
/** Half bring nothing; a good forecast knows much of the rest, a poor one little, and both have ties. */
const known = Float64Array.from({ length: n }, () => random.normal());
const money = known.map((value) => (random.next() < 0.5 ? 0 : Math.exp(3 + value + random.normal() / 2)));
const good = known.map((value) => Math.round(10 * Math.exp(value)));
const poor = known.map((value) => Math.round(10 * Math.exp(value / 2 + random.normal())));

describe("the paired bootstrap", () => {
  it("has the figures of evaluateLtv for the customers drawn, however often each", () => {
    const resamples = 5;
    const ginis = resampledGinis([good, poor], money, resamples, 9);
    const biases = resampledBiases([good, poor], money, resamples, 9);
    const drawing = createRandom(9);
    for (let resample = 0; resample < resamples; resample++) {
      const drawn = Int32Array.from({ length: n }, () => drawing.below(n));
      for (const [j, forecast] of [good, poor].entries()) {
        const pick = (values: Float64Array) => Float64Array.from(drawn, (i) => values[i]);
        const { normalisedGini, bias } = evaluateLtv(pick(forecast), pick(money));
        expect(ginis[j][resample]).toBeCloseTo(normalisedGini, 10);
        expect(biases[j][resample]).toBeCloseTo(bias, 10);
      }
    }
  });

  it("sees which forecast ranks better, and calls a forecast and itself a tie", () => {
    const { gini } = comparePaired(good, poor, money, 200, 4);
    const difference = evaluateLtv(good, money).normalisedGini - evaluateLtv(poor, money).normalisedGini;
    expect(gini.tie).toBe(false);
    expect(gini.lo).toBeGreaterThan(0);
    expect(gini.lo).toBeLessThan(difference);
    expect(gini.hi).toBeGreaterThan(difference);
    expect(pairedComparison.parse(comparePaired(good, good, money, 50, 4))).toEqual({
      gini: { mean: 0, lo: 0, hi: 0, tie: true },
      bias: { mean: 0, lo: 0, hi: 0, tie: true },
      absoluteBias: { mean: 0, lo: 0, hi: 0, tie: true },
    });
  });

  it("tells a total that is too high by as much as another is too low from a better one by its size only", () => {
    const [high, low] = [money.map((value) => 1.2 * value), money.map((value) => 0.8 * value)];
    const { bias, absoluteBias } = comparePaired(high, low, money, 50, 2);
    expect(bias.lo).toBeCloseTo(0.4, 10);
    expect(bias.tie).toBe(false);
    expect(absoluteBias.mean).toBeCloseTo(0, 10);

    const nearer = comparePaired(
      money.map((value) => 0.9 * value),
      low,
      money,
      50,
      2,
    );
    expect(nearer.bias.mean).toBeCloseTo(0.1, 10);
    expect(nearer.absoluteBias.mean).toBeCloseTo(-0.1, 10);
    expect(nearer.absoluteBias.tie).toBe(false);
  });

  it("spreads a difference of biases as theory has it", () => {
    // Of totals D and M: variance of D/M = Σ (dᵢ − D/M mᵢ)² / M².
    const [d, m] = [good.map((value, i) => value - poor[i]), money];
    const total = m.reduce((sum, value) => sum + value, 0);
    const ratio = d.reduce((sum, value) => sum + value, 0) / total;
    const sd = Math.sqrt(d.reduce((sum, value, i) => sum + (value - ratio * m[i]) ** 2, 0)) / total;
    const { bias } = comparePaired(good, poor, money, 2000, 5);
    expect(bias.mean).toBeCloseTo(ratio, 2);
    expect((bias.hi - bias.lo) / (2 * 1.96 * sd)).toBeCloseTo(1, 1);
  });

  it("is the same for a seed, and for both figures over the same draws", () => {
    expect(comparePaired(good, poor, money, 20, 7)).toEqual(comparePaired(good, poor, money, 20, 7));
    expect(comparePaired(good, poor, money, 20, 7)).not.toEqual(comparePaired(good, poor, money, 20, 8));
    const [gini, otherGini] = resampledGinis([good, poor], money, 20, 7);
    expect(comparePaired(good, poor, money, 20, 7).gini).toEqual(pairedBand(gini, otherGini));
  });

  it("leaves out draws without money", () => {
    const lonely = new Float64Array(12).fill(100, 3, 4);
    const forecast = Float64Array.from({ length: 12 }, (_, i) => i);
    const [ginis] = resampledGinis([forecast], lonely, 200, 1);
    const empty = ginis.filter(Number.isNaN).length / 200;
    expect(Math.abs(empty - (11 / 12) ** 12)).toBeLessThan(0.1);
    const { gini, bias } = comparePaired(forecast, lonely, lonely, 200, 1);
    for (const figure of [gini.mean, gini.lo, gini.hi, bias.mean, bias.lo, bias.hi]) expect(figure).not.toBeNaN();
  });

  it("wants forecasts of the same customers, and money", () => {
    expect(() => comparePaired(good, poor.slice(1), money, 9, 1)).toThrow(
      "paired bootstrap: 1999 forecasts, 2000 labels",
    );
    expect(() => resampledBiases([good], new Float64Array(n), 9, 1)).toThrow("none of 2000 customers brought money");
    const unknown = Float64Array.of(Number.NaN);
    expect(() => pairedBand(unknown, unknown)).toThrow("pairedBand: no resample has both figures");
  });
});
