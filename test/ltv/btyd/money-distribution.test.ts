import { describe, expect, it } from "vitest";
import { probabilityAlive } from "../../../src/ltv/btyd/btyd-forecasts.ts";
import type { BtydModel } from "../../../src/ltv/btyd/btyd-model.ts";
import { type GammaGammaModel, spendPosterior } from "../../../src/ltv/btyd/gamma-gamma.ts";
import {
  chanceOfAtMostMoney,
  moneyDensity,
  moneyDistribution,
  moneyQuantile,
} from "../../../src/ltv/btyd/money-distribution.ts";
import { purchaseCounts, purchaseCountsAt, tablePurchaseCounts } from "../../../src/ltv/btyd/purchase-counts.ts";
import { gammaDraw } from "../../../src/math/gamma-draw.ts";
import { poissonDraw } from "../../../src/math/poisson-draw.ts";
import { createRandom } from "../../../src/math/random.ts";

const gammaGamma = { kind: "gamma-gamma", p: 6.25, q: 3.74, gamma: 15.44 } as const;
const pareto = { kind: "pareto-nbd", r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } as const;
const models: readonly BtydModel[] = [
  { kind: "bg-nbd", r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  { kind: "mbg-nbd", r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  pareto,
];
const customers = [
  [{ x: 0, tx: 0, T: 38.86 }, { purchases: 0, mean: 0 }, 39],
  [{ x: 2, tx: 30.43, T: 38.86 }, { purchases: 3, mean: 22.35 }, 39],
  [{ x: 160, tx: 99, T: 100 }, { purchases: 160, mean: 4 }, 26],
] as const;

describe("moneyDistribution", () => {
  it.each(models)("$kind: has the mean, and the total, that its density and chances integrate to", (model) => {
    for (const [history, spent, horizon] of customers) {
      const money = moneyOf(model, history, spent, horizon);
      const [zero] = money.chances;
      let [total, mean] = [zero, 0];
      // The tail of the mean falls with money to the power of 1 − q, so the axis of logarithms goes far.
      const step = 5e-3;
      for (let v = -10; v < 22; v += step) {
        const mass = moneyDensity(money, Math.exp(v)) * Math.exp(v) * step;
        total += mass;
        mean += mass * Math.exp(v);
      }
      expect(total).toBeCloseTo(1, 8);
      expect(Math.abs(mean / (money.mean ?? 0) - 1)).toBeLessThan(1e-7);
      for (const amount of [0.5, 20, 300]) {
        const slope =
          (chanceOfAtMostMoney(money, amount * 1.0002) - chanceOfAtMostMoney(money, amount * 0.9998)) /
          (0.0004 * amount);
        expect(Math.abs(slope - moneyDensity(money, amount))).toBeLessThan(1e-4 * (1e-6 + moneyDensity(money, amount)));
      }
    }
  });

  it("is what the story of Pareto/NBD and Gamma-Gamma gives when it is told 40,000 times", () => {
    const random = createRandom(13);
    for (const [history, spent, horizon] of customers) {
      const { x, tx, T } = history;
      const alive = probabilityAlive(pareto, x, tx, T);
      const amounts = Float64Array.from({ length: 40_000 }, () => {
        if (random.next() >= alive) return 0;
        const rate = gammaDraw(random, pareto.r + x) / (pareto.alpha + T);
        const deathRate = gammaDraw(random, pareto.s) / (pareto.beta + T);
        const lifetime = -Math.log(1 - random.next()) / deathRate;
        const n = poissonDraw(random, rate * Math.min(lifetime, horizon));
        if (n === 0) return 0;
        const shape = gammaGamma.q + gammaGamma.p * spent.purchases;
        const scale = gammaGamma.gamma + spent.purchases * spent.mean;
        return (gammaDraw(random, gammaGamma.p * n) / gammaDraw(random, shape)) * scale;
      }).sort();
      const money = moneyOf(pareto, history, spent, horizon);
      // The 99.99 % point of the Kolmogorov–Smirnov distance.
      const bound = 2.23 / Math.sqrt(amounts.length);
      for (let i = 0; i < amounts.length; i += 500) {
        const seen = amounts.findLastIndex((amount) => amount <= amounts[i]) + 1;
        expect(Math.abs(chanceOfAtMostMoney(money, amounts[i]) - seen / amounts.length)).toBeLessThan(bound);
      }
    }
  });

  it("is known by hand for one purchase of an exponential amount", () => {
    // Money is 10 w/(1 − w), w ~ Beta(1, 2): P(≤ m) = 1 − (10/(10 + m))².
    const money = { chances: Float64Array.of(0.25, 0.75), spend: { p: 1, shape: 2, scale: 10 }, mean: 7.5 };
    expect(chanceOfAtMostMoney(money, 10)).toBeCloseTo(0.25 + 0.75 * 0.75, 14);
    expect(moneyDensity(money, 10)).toBeCloseTo((0.75 * 2 * 100) / 8000, 14);
    expect(moneyQuantile(money, 0.25 + 0.75 * 0.75)).toBeCloseTo(10, 8);
    expect(moneyQuantile(money, 0.25)).toBe(0);
    expect(chanceOfAtMostMoney(money, -1)).toBe(0);
    expect(chanceOfAtMostMoney(money, 0)).toBe(0.25);
    expect(chanceOfAtMostMoney(money, Number.POSITIVE_INFINITY)).toBe(1);
  });

  it.each(models)("$kind: quantiles are where the chance of at most as much is the share", (model) => {
    for (const [history, spent, horizon] of customers) {
      const money = moneyOf(model, history, spent, horizon);
      for (const share of [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999]) {
        const amount = moneyQuantile(money, share);
        if (amount === 0) expect(share).toBeLessThanOrEqual(money.chances[0]);
        else expect(Math.abs(chanceOfAtMostMoney(money, amount) - share)).toBeLessThan(1e-9);
      }
    }
  });

  it("has no mean where the spend has none, and everything else", () => {
    const [[history, spent, horizon]] = customers;
    const money = moneyOf(pareto, history, spent, horizon, { ...gammaGamma, q: 0.8 });
    expect(money.mean).toBeNull();
    expect(moneyQuantile(money, 0.95)).toBeGreaterThan(0);
  });

  it("does not depend on the other customers of a table", () => {
    const histories = {
      x: Float64Array.from(customers, ([{ x }]) => x),
      tx: Float64Array.from(customers, ([{ tx }]) => tx),
      T: Float64Array.from(customers, ([{ T }]) => T),
    };
    for (const model of models) {
      const table = tablePurchaseCounts(model, histories, 39);
      for (const [row, [{ x, tx, T }]] of customers.entries()) {
        expect(purchaseCountsAt(table, row)).toEqual(purchaseCounts(model, x, tx, T, 39));
      }
    }
  });

  it("asks for a share, and for an amount", () => {
    const [[history, spent, horizon]] = customers;
    const money = moneyOf(pareto, history, spent, horizon);
    expect(() => moneyQuantile(money, 1)).toThrow("moneyQuantile: a share in [0, 1), got 1");
    expect(() => moneyDensity(money, 0)).toThrow("moneyDensity: an amount above 0, got 0");
  });
});

function moneyOf(
  model: BtydModel,
  { x, tx, T }: { readonly x: number; readonly tx: number; readonly T: number },
  { purchases, mean }: { readonly purchases: number; readonly mean: number },
  horizon: number,
  spend: GammaGammaModel = gammaGamma,
) {
  return moneyDistribution(purchaseCounts(model, x, tx, T, horizon), spendPosterior(spend, purchases, mean));
}
