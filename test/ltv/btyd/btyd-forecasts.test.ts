import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateHistories } from "../../../bench/btyd/simulate-histories.ts";
import {
  expectedPurchases,
  expectedPurchasesOfNew,
  logLikelihoods,
  probabilitiesAlive,
  probabilityAlive,
} from "../../../src/ltv/btyd/btyd-forecasts.ts";
import type { BtydModel } from "../../../src/ltv/btyd/btyd-model.ts";
import { discountedPurchases } from "../../../src/ltv/btyd/discounted-purchases.ts";
import { purchaseCounts } from "../../../src/ltv/btyd/purchase-counts.ts";
import { logHypergeometric } from "../../../src/math/log-hypergeometric.ts";
import { logRisingFactorial } from "../../../src/math/log-rising-factorial.ts";
import { createRandom } from "../../../src/math/random.ts";
import { betaGeometricOf, historyOf, ownReference, paretoOf } from "./own-reference.ts";

const models: readonly BtydModel[] = [
  { kind: "bg-nbd", r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  { kind: "mbg-nbd", r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  { kind: "pareto-nbd", r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
];

const magnitude = (lo: number, hi: number) =>
  fc.double({ min: Math.log(lo), max: Math.log(hi), noNaN: true }).map(Math.exp);
const anyModel: fc.Arbitrary<BtydModel> = fc
  .tuple(fc.constantFrom(0, 1, 2), magnitude(0.05, 20), magnitude(0.1, 500), magnitude(0.05, 20), magnitude(0.1, 500))
  .map(([kind, r, alpha, third, fourth]) =>
    kind === 2
      ? { kind: "pareto-nbd", r, alpha, s: third, beta: fourth }
      : { kind: kind === 0 ? "bg-nbd" : "mbg-nbd", r, alpha, a: third, b: fourth },
  );
const anyHistory = fc
  .tuple(
    fc.oneof(fc.constant(0), fc.nat(40), fc.nat(2000)),
    fc.double({ min: 1e-9, max: 1, noNaN: true }),
    magnitude(1, 3000),
  )
  .map(([x, share, T]) => ({ x, tx: x === 0 ? 0 : share * T, T }));

describe("rows that doubles find hard", () => {
  it("BG/NBD and MBG/NBD agree with 40 digits to 1e-11", () => {
    for (const row of ownReference.betaGeometric) {
      const [model, history] = [betaGeometricOf(row), historyOf(row)];
      expectRelative(logLikelihoods(model, history)[0], row.values[0], 1e-11);
      expectRelative(probabilitiesAlive(model, history)[0], row.values[1], 1e-11);
      expectRelative(expectedPurchases(model, history, row.t)[0], row.values[2], 1e-11);
    }
  });

  it("Pareto/NBD agrees with 40 digits to 1e-11, discounted purchases too", () => {
    for (const row of ownReference.pareto) {
      const [model, history] = [paretoOf(row), historyOf(row)];
      expectRelative(logLikelihoods(model, history)[0], row.values[0], 1e-11);
      expectRelative(probabilitiesAlive(model, history)[0], row.values[1], 1e-11);
      expectRelative(expectedPurchases(model, history, row.t)[0], row.values[2], 1e-11);
      expectRelative(discountedPurchases(model, history, 0.0027)[0], row.values[3], 1e-11);
    }
  });

  it("Pareto/NBD's chances of counts agree with 40 digits", () => {
    for (const row of ownReference.paretoCounts) {
      const model = paretoOf(row);
      const [x, tx, T] = row.history;
      const { chances } = purchaseCounts(model, x, tx, T, row.t);
      const alive = probabilityAlive(model, x, tx, T);
      for (const [i, n] of row.n.entries()) {
        expect(chances[n]).toBeCloseTo(alive * row.values[i] + (n === 0 ? 1 - alive : 0), 13);
      }
    }
  });

  it("are finite for any model and history", () => {
    fc.assert(
      fc.property(anyModel, anyHistory, magnitude(0.1, 1000), (model, { x, tx, T }, horizon) => {
        const histories = { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
        const [alive] = probabilitiesAlive(model, histories);
        const [expected] = expectedPurchases(model, histories, horizon);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(expected).toBeGreaterThanOrEqual(0);
        // Nobody buys more than an immortal would.
        expect(expected).toBeLessThanOrEqual(((alive * (model.r + x)) / (model.alpha + T)) * horizon * (1 + 1e-9));
        expect(Number.isFinite(logLikelihoods(model, histories)[0])).toBe(true);
      }),
    );
  });
});

describe("Pareto/NBD beside the closed form of Fader and Hardie", () => {
  it("has the likelihood of the hypergeometric functions, whichever of alpha and beta is larger", () => {
    for (const model of [models[2], { kind: "pareto-nbd", r: 0.7, alpha: 3, s: 1.4, beta: 12 } as const]) {
      if (model.kind !== "pareto-nbd") throw new Error("a Pareto/NBD");
      for (const [x, tx, T] of [
        [0, 0, 38.86],
        [2, 30.43, 38.86],
        [29, 20, 30],
      ]) {
        const histories = { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
        expectRelative(logLikelihoods(model, histories)[0], closedForm(model, x, tx, T), 1e-11);
      }
    }
  });
});

describe("expected purchases", () => {
  it("BG/NBD: are those of the published formula", () => {
    const { r, alpha, a, b } = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    const [x, tx, T, t] = [2, 30.43, 38.86, 39];
    const f = Math.exp(logHypergeometric(r + x, b + x, a + b + x - 1, t / (alpha + T + t)));
    const alive = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * f);
    const odds = (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x);
    const histories = { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
    expectRelative(expectedPurchases(models[0], histories, t)[0], alive / (1 + odds), 1e-12);
  });

  it("are the mean of the chances of counts, which sum to 1", () => {
    fc.assert(
      fc.property(anyModel, anyHistory, magnitude(0.1, 200), (model, { x, tx, T }, horizon) => {
        fc.pre(((model.r + x) / (model.alpha + T)) * horizon < 500 && horizon < 50 * (model.alpha + T));
        const { chances } = purchaseCounts(model, x, tx, T, horizon);
        expect(chances.every((chance) => chance >= 0)).toBe(true);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11);
        const mean = chances.reduce((sum, chance, n) => sum + n * chance, 0);
        const histories = { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
        const [expected] = expectedPurchases(model, histories, horizon);
        expect(Math.abs(mean - expected)).toBeLessThan(1e-8 * (1 + expected));
      }),
    );
  });

  it.each(models)(
    "$kind: over customers as the model draws them, come to what a new one is expected to buy",
    (model) => {
      const n = 60_000;
      const [T, horizon] = [39, 26];
      const simulated = simulateHistories(model, new Float64Array(n).fill(T), horizon, createRandom(7));
      const conditional = expectedPurchases(model, simulated, horizon);
      const increment = expectedPurchasesOfNew(model, T + horizon) - expectedPurchasesOfNew(model, T);
      expect(Math.abs(mean(conditional) - increment)).toBeLessThan(4 * standardError(conditional));
      expect(Math.abs(mean(simulated.after) - increment)).toBeLessThan(4 * standardError(simulated.after));
      // And what came is spread over the forecasts without a slant: the difference tells nothing about the forecast.
      const slanted = conditional.map((forecast, i) => (simulated.after[i] - forecast) * forecast);
      expect(Math.abs(mean(slanted))).toBeLessThan(4 * standardError(slanted));
    },
  );

  it.each(models)("$kind: do not depend on the unit of time", (model) => {
    const days: BtydModel =
      model.kind === "pareto-nbd"
        ? { ...model, alpha: model.alpha * 7, beta: model.beta * 7 }
        : { ...model, alpha: model.alpha * 7 };
    const weekly = { x: Float64Array.of(0, 2, 9), tx: Float64Array.of(0, 30, 7), T: Float64Array.of(38, 39, 40) };
    const daily = { x: weekly.x, tx: weekly.tx.map((t) => t * 7), T: weekly.T.map((t) => t * 7) };
    for (const i of [0, 1, 2]) {
      expectRelative(probabilitiesAlive(days, daily)[i], probabilitiesAlive(model, weekly)[i], 1e-12);
      expectRelative(expectedPurchases(days, daily, 70)[i], expectedPurchases(model, weekly, 10)[i], 1e-12);
      const density = logLikelihoods(model, weekly)[i] - weekly.x[i] * Math.log(7);
      expectRelative(logLikelihoods(days, daily)[i], density, 1e-12);
    }
  });

  it("of Pareto/NBD pass smoothly through s = 1", () => {
    const histories = { x: Float64Array.of(3), tx: Float64Array.of(20), T: Float64Array.of(39) };
    const at = (s: number) => expectedPurchases({ ...pareto(), s }, histories, 52)[0];
    expect(at(1)).toBeCloseTo((at(1 - 1e-7) + at(1 + 1e-7)) / 2, 10);
  });

  it.each(models)("$kind: of an instant are the rate of buying while alive", (model) => {
    const histories = { x: Float64Array.of(3), tx: Float64Array.of(20), T: Float64Array.of(39) };
    const rate = (probabilitiesAlive(model, histories)[0] * (model.r + 3)) / (model.alpha + 39);
    for (const instant of [1e-9, 1e-100, 1e-300]) {
      expectRelative(expectedPurchases(model, histories, instant)[0], rate * instant, 1e-8);
    }
    expect(expectedPurchases(model, histories, 0)[0]).toBe(0);
  });

  it("asks for a horizon, and for histories that can be", () => {
    const broken = { x: Float64Array.of(Number.NaN), tx: Float64Array.of(0), T: Float64Array.of(9) };
    expect(() => expectedPurchases(models[0], broken, 9)).toThrow("row 0: x is a whole number ≥ 0, got NaN");
    const nobody = { x: new Float64Array(), tx: new Float64Array(), T: new Float64Array() };
    expect(() => expectedPurchases(models[0], nobody, -1)).toThrow(
      "expectedPurchases: a horizon is at least 0, got -1",
    );
    expect(() => purchaseCounts(models[0], 0, 0, 0, Number.NaN)).toThrow(
      "expectedPurchases: a horizon is at least 0, got NaN",
    );
    expect([...purchaseCounts(models[0], 0, 0, 9, 0).chances]).toEqual([1]);
  });
});

describe("discounted purchases", () => {
  it("are all purchases to come, each discounted from when it is expected", () => {
    const model = pareto();
    const histories = { x: Float64Array.of(4), tx: Float64Array.of(35), T: Float64Array.of(39) };
    const rate = 0.02;
    // Σ of expected purchases in slices of a quarter of a week, discounted from the middle of each.
    let sum = 0;
    for (let from = 0; from < 1500; from += 0.25) {
      const slice = expectedPurchases(model, histories, from + 0.25)[0] - expectedPurchases(model, histories, from)[0];
      sum += slice * Math.exp(-rate * (from + 0.125));
    }
    expect(Math.abs(discountedPurchases(model, histories, rate)[0] / sum - 1)).toBeLessThan(1e-5);
    expect(() => discountedPurchases(model, histories, 0)).toThrow("a rate of discounting is above 0, got 0");
  });
});

function pareto() {
  const [, , model] = models;
  if (model.kind !== "pareto-nbd") throw new Error("a Pareto/NBD");
  return model;
}

function closedForm(
  { r, alpha, s, beta }: { r: number; alpha: number; s: number; beta: number },
  x: number,
  tx: number,
  T: number,
): number {
  const R = r + x;
  const [larger, b] = alpha >= beta ? [alpha, s + 1] : [beta, R];
  const a = (y: number) =>
    logHypergeometric(R + s, b, R + s + 1, Math.abs(alpha - beta) / (larger + y)) - (R + s) * Math.log(larger + y);
  const dead = (s / (R + s)) * (Math.exp(a(tx)) - Math.exp(a(T)));
  const alive = (alpha + T) ** -R * (beta + T) ** -s;
  return logRisingFactorial(r, x) + r * Math.log(alpha) + s * Math.log(beta) + Math.log(alive + dead);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / values.length);
}

function expectRelative(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}
