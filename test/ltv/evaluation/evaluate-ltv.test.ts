import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateLtv } from "../../../src/ltv/evaluation/evaluate-ltv.ts";

const tenLabels = Float64Array.of(0, 0, 0, 0, 0, 0, 0, 10, 30, 60);

describe("evaluateLtv", () => {
  it("works out by hand for ten customers", () => {
    const metrics = evaluateLtv(Float64Array.of(5, 0, 0, 0, 0, 0, 0, 0, 65, 40), tenLabels);
    // Gain curve of the forecast: 30, 90, 90, then a tie of seven with 10 money: 90 + 10/7, 90 + 20/7, …, 100.
    const area = (30 + 90 + 90 + 7 * 90 + (10 * 8) / 2) / 1000 - 11 / 20;
    // Of the money itself: 60, 90, 100, and 100 seven more times.
    const perfect = (60 + 90 + 8 * 100) / 1000 - 11 / 20;
    expect(metrics.normalisedGini).toBeCloseTo(area / perfect, 12);
    expect(metrics.bias).toBeCloseTo(0.1, 12);
    expect(metrics.mae).toBeCloseTo((5 + 10 + 35 + 20) / 10, 12);
    expect(metrics.rmse).toBeCloseTo(Math.sqrt((25 + 100 + 1225 + 400) / 10), 12);
    // One customer a group: 30 forecast 65, 60 forecast 40, 10 forecast 0; the 5 forecast for nothing counts in dWAPE only.
    expect(metrics.decileMape).toBeCloseTo((35 / 30 + 20 / 60 + 1) / 3, 12);
    expect(metrics.decileWape).toBeCloseTo((35 + 20 + 10 + 5) / 100, 12);
    expect(metrics.topDecileShare).toBeCloseTo(0.3, 12);
  });

  it("puts the larger groups at the low end", () => {
    // Eleven customers: the two with the lowest forecasts share a group, in which 1 + 0 meets 0 + 3.
    const forecast = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const label = Float64Array.of(3, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    expect(evaluateLtv(forecast, label).decileMape).toBeCloseTo((1 - 1 / 3) / 10, 12);
  });

  it("counts negative labels as nothing", () => {
    const forecast = Float64Array.of(1, 0, 0, 3, 0, 0, 0, 5, 20, 70);
    const withReturns = tenLabels.map((money, i) => (i === 3 ? -500 : money));
    expect(evaluateLtv(forecast, withReturns)).toEqual(evaluateLtv(forecast, tenLabels));
  });

  it("gives a constant forecast no credit", () => {
    const metrics = evaluateLtv(new Float64Array(10).fill(10), tenLabels);
    expect(metrics.normalisedGini).toBeCloseTo(0, 12);
    expect(metrics.spearman).toBeNull();
    expect(metrics.bias).toBeCloseTo(0, 12);
  });

  const bases = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 10, maxLength: 80 });

  it("is perfect for the money itself, and ranks alike for any rising scale", () => {
    fc.assert(
      fc.property(bases, (rows) => {
        const [forecast, label] = [Float64Array.from(rows, ([f]) => f), Float64Array.from(rows, ([, l]) => l)];
        fc.pre(new Set(label).size > 1);
        const perfect = evaluateLtv(label, label);
        expect(perfect).toMatchObject({ decileMape: 0, decileWape: 0, bias: 0, mae: 0, rmse: 0 });
        expect(perfect.normalisedGini).toBeCloseTo(1, 10);
        expect(perfect.spearman).toBeCloseTo(1, 10);
        const scaled = evaluateLtv(
          forecast.map((f) => f ** 3 + 7),
          label,
        );
        const plain = evaluateLtv(forecast, label);
        expect(scaled.normalisedGini).toBeCloseTo(plain.normalisedGini, 10);
        expect(plain.normalisedGini).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("does not reward the order of rows within a tie", () => {
    fc.assert(
      fc.property(bases, (rows) => {
        fc.pre(new Set(rows.map(([, label]) => label)).size > 1);
        const gini = (order: typeof rows) =>
          evaluateLtv(
            Float64Array.from(order, ([f]) => f % 3),
            Float64Array.from(order, ([, l]) => l),
          ).normalisedGini;
        expect(gini(rows.toReversed())).toBeCloseTo(gini(rows), 10);
      }),
    );
  });

  it("rejects what cannot be measured", () => {
    expect(() => evaluateLtv(new Float64Array(9), tenLabels)).toThrow("evaluateLtv: 9 forecasts against 10 labels");
    expect(() => evaluateLtv(new Float64Array(9), new Float64Array(9))).toThrow("ten groups need 10 customers, got 9");
    expect(() => evaluateLtv(tenLabels, new Float64Array(10))).toThrow("none of 10 customers brought money");
  });
});
