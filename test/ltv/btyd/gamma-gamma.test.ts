import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitGammaGamma } from "../../../src/ltv/btyd/fit-gamma-gamma.ts";
import {
  expectedSpend,
  gammaGammaLogLikelihood,
  gammaGammaObjective,
  meanSpend,
  type SpendHistories,
  spendPosterior,
} from "../../../src/ltv/btyd/gamma-gamma.ts";
import { gammaDraw } from "../../../src/math/gamma-draw.ts";
import { createRandom } from "../../../src/math/random.ts";

const planted = { kind: "gamma-gamma", p: 6, q: 4, gamma: 15 } as const;

describe("the Gamma-Gamma likelihood", () => {
  const spend = { purchases: Float64Array.of(1, 2, 7, 300), mean: Float64Array.of(11, 22.3, 0.4, 35) };
  const logarithm = fc.double({ min: -2, max: 4, noNaN: true });

  it("is a density: its integral over the mean is 1", () => {
    for (const n of [1, 3, 40]) {
      let integral = 0;
      for (let v = -12; v < 16; v += 1e-3)
        integral += Math.exp(gammaGammaLogLikelihood(planted, n, Math.exp(v)) + v) * 1e-3;
      expect(integral).toBeCloseTo(1, 9);
    }
  });

  it("is what the objective sums, with the gradient that differences show", () => {
    const objective = gammaGammaObjective(spend);
    fc.assert(
      fc.property(fc.tuple(logarithm, logarithm, logarithm), fc.nat(2), (at, i) => {
        const gradient = new Float64Array(3);
        const value = objective(Float64Array.from(at), gradient);
        const [p, q, gamma] = at.map(Math.exp);
        const rows = spend.purchases.map((n, row) =>
          gammaGammaLogLikelihood({ kind: "gamma-gamma", p, q, gamma }, n, spend.mean[row]),
        );
        const total = rows.reduce((sum, row) => sum + row, 0);
        expect(Math.abs(value + total / 4)).toBeLessThan(1e-10 * (1 + Math.abs(value)));
        const moved = (step: number) =>
          objective(
            Float64Array.from(at, (parameter, j) => (j === i ? parameter + step : parameter)),
            new Float64Array(3),
          );
        const difference = (8 * (moved(1e-3) - moved(-1e-3)) - (moved(2e-3) - moved(-2e-3))) / 12e-3;
        expect(Math.abs(gradient[i] - difference)).toBeLessThan(1e-7 * (1 + Math.abs(value)));
      }),
    );
  });
});

describe("expectedSpend", () => {
  it("lies between the own mean and the population's, the nearer to the own the more there was", () => {
    const population = 30; // 6 · 15/(4 − 1)
    const spend = { purchases: Float64Array.of(0, 1, 10, 1000), mean: Float64Array.of(0, 90, 90, 90) };
    const expected = expectedSpend(planted, spend) ?? new Float64Array();
    expect(expected[0]).toBe(population);
    // (6 · 15 + 6 · 90)/(6 + 4 − 1): two thirds of the own, one of the population's.
    expect(expected[1]).toBe(70);
    expect(expected[2]).toBeGreaterThan(expected[1]);
    expect(expected[3]).toBeCloseTo(90, 0);
    for (const [i, n] of spend.purchases.entries()) {
      expect(meanSpend(spendPosterior(planted, n, spend.mean[i]))).toBeCloseTo(expected[i], 12);
    }
  });

  it("averages to the population's mean, whatever was seen", () => {
    const spend = simulate(200_000, 2);
    const expected = expectedSpend(planted, spend) ?? new Float64Array();
    expect(Math.abs(expected.reduce((sum, value) => sum + value, 0) / 200_000 / 30 - 1)).toBeLessThan(0.01);
  });

  it("takes the population's mean for means that are not above 0, and has none where q ≤ 1", () => {
    const spend = { purchases: Float64Array.of(2, 1, 1), mean: Float64Array.of(-5, 0, Number.NaN) };
    expect(expectedSpend(planted, spend)).toEqual(Float64Array.of(30, 30, 30));
    expect(expectedSpend({ ...planted, q: 1 }, spend)).toBeUndefined();
    expect(expectedSpend({ ...planted, q: 1 }, { purchases: Float64Array.of(1), mean: Float64Array.of(3) })).toEqual(
      Float64Array.of(18), // 6 (15 + 3)/6
    );
    expect(meanSpend(spendPosterior({ ...planted, q: 0.9 }, 0, 0))).toBeNull();
  });
});

describe("fitGammaGamma", () => {
  it("finds planted parameters within four standard errors, in any currency", () => {
    const spend = simulate(20_000, 1);
    const fit = fitted(spend);
    expect(fit).toMatchObject({ converged: true, identified: true, reason: null, customers: 20_000 });
    for (const [i, name] of (["p", "q", "gamma"] as const).entries()) {
      expect(Math.abs(Math.log(fit.model[name] / planted[name]))).toBeLessThan(4 * (fit.logStandardErrors?.[i] ?? 0));
    }
    expect(Math.abs((fit.populationMean ?? 0) / 30 - 1)).toBeLessThan(0.05);
    const kopecks = fitted({ ...spend, mean: spend.mean.map((money) => money * 1e4) });
    expect(Math.abs(kopecks.model.gamma / fit.model.gamma / 1e4 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(kopecks.model.p / fit.model.p - 1)).toBeLessThan(1e-6);
    expect(kopecks.logLikelihood).toBeCloseTo(fit.logLikelihood - 20_000 * Math.log(1e4), 5);
  });

  it("leaves out and counts who has no purchase, or no positive mean", () => {
    const { purchases, mean } = simulate(500, 3);
    const more = {
      purchases: Float64Array.of(...purchases, 0, 0, 0, 2, 1, 1),
      mean: Float64Array.of(...mean, 0, 5, 0, 0, -3, Number.NaN),
    };
    const fit = fitted(more);
    expect(fit.excluded).toEqual({ withoutPurchases: 3, notPositive: 3 });
    expect(fit.model).toEqual(fitted({ purchases, mean }).model);
  });

  it("says that there is no mean where the tail is too heavy", () => {
    const heavy = { kind: "gamma-gamma", p: 3, q: 0.6, gamma: 10 } as const;
    const fit = fitted(simulate(5000, 4, heavy));
    expect(fit.populationMean).toBeNull();
    expect(fit.reason?.en).toMatch(
      /^the spend model has no mean: its tail is too heavy \(q = 0\.\d\d, a mean needs q above 1\)$/,
    );
    expect(fit.reason?.ru).toMatch(/^у модели чека нет среднего: слишком тяжёлый хвост \(q = 0,\d\d/);
  });

  it("says that it does not know where single purchases are all there is", () => {
    const { mean } = simulate(400, 5);
    const fit = fitted({ purchases: new Float64Array(400).fill(1), mean });
    expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    // p and q are told apart by the shape of the tail alone.
    if (!fit.identified) expect(fit.reason?.en).toMatch(/^the likelihood of the spend model is flat/);
  });

  it("refuses one price and a handful of customers", () => {
    const onePrice = { purchases: new Float64Array(50).fill(2), mean: new Float64Array(50).fill(9.99) };
    expect(fitGammaGamma(onePrice)).toEqual({
      status: "refused",
      reason: {
        en: "ltv: a model of spend needs three customers or more with different positive mean amounts, got 50",
        ru: "LTV: модели чека нужны хотя бы три клиента с разными положительными средними чеками, есть 50",
      },
    });
    expect(fitGammaGamma({ purchases: Float64Array.of(1, 1), mean: Float64Array.of(3, 4) }).status).toBe("refused");
  });
});

function simulate(
  customers: number,
  seed: number,
  { p, q, gamma } = planted as { p: number; q: number; gamma: number },
): SpendHistories {
  const random = createRandom(seed);
  const purchases = Float64Array.from({ length: customers }, () => 1 + random.below(6));
  const mean = purchases.map((n) => gammaDraw(random, p * n) / n / (gammaDraw(random, q) / gamma));
  return { purchases, mean };
}

function fitted(spend: SpendHistories) {
  const fit = fitGammaGamma(spend);
  if (fit.status === "refused") throw new Error(fit.reason.en);
  return fit;
}
