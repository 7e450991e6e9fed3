import { describe, expect, it } from "vitest";
import { logCrps, logCrpsProducts } from "../../../src/ltv/evaluation/log-crps.ts";
import { linearPool } from "../../../src/ltv/pool/linear-pool.ts";
import type { MoneyDistributions } from "../../../src/ltv/pool/money-distributions.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { normalCdf } from "../../../src/math/normal-cdf.ts";
import { createRandom } from "../../../src/math/random.ts";
import { classicalSide, netSide } from "../pool/two-sides.ts";

function lognormal(chance: number, mu: number, sigma: number): MoneyDistributions {
  return netDistributions({ customers: 1, components: 1, parameters: Float64Array.of(chance, mu, sigma) });
}

/** E|N − y| of a normal. */
function normalDistance(mu: number, sigma: number, y: number): number {
  const z = (y - mu) / sigma;
  return sigma * (z * (2 * normalCdf(z) - 1) + Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2));
}

/** Nothing with chance 1 − p, else money in cents whose log(1 + euros) is exponential. */
function exponential(p: number, rate: number): MoneyDistributions {
  const unused = () => Number.NaN;
  return {
    customers: 1,
    mean: unused,
    chanceOfMoney: () => p,
    chanceOfAtMost: (_, money) => 1 - p * (1 + money / 100) ** -rate,
    density: unused,
    quantile: unused,
  };
}

describe("logCrps", () => {
  // e^mu is so much that log(1 + money) is log money.
  it("is that of a normal for a lognormal, where the amount came and where nothing did", () => {
    for (const [sigma, error] of [
      [2, 1e-6],
      [0.5, 1e-6],
      [0.2, 1e-6],
      [0.05, 5e-4],
      [0.01, 5e-4],
      [0.001, 5e-4],
    ]) {
      for (const [mu, score] of [
        [22, 0],
        [22.3, 1.3],
        [25.01, -3.1],
        [23.77, 0.4],
      ]) {
        const y = mu + score * sigma;
        const exact = normalDistance(mu, sigma, y) - sigma / Math.sqrt(Math.PI);
        expect(Math.abs(logCrps(lognormal(1, mu, sigma), 0, Math.exp(y), 1) - exact)).toBeLessThan(error);

        // With a chance p of money: E|T − y| − E|T − T′|/2, where T is 0 or normal (Grimit et al. 2006).
        const p = 0.35;
        const spread = p * (1 - p) * mu + (p * p * sigma) / Math.sqrt(Math.PI);
        const came = (1 - p) * y + p * normalDistance(mu, sigma, y) - spread;
        expect(Math.abs(logCrps(lognormal(p, mu, sigma), 0, Math.exp(y), 1) - came)).toBeLessThan(error);
        expect(Math.abs(logCrps(lognormal(p, mu, sigma), 0, 0, 1) - (p * mu - spread))).toBeLessThan(error);
      }
    }
  });

  it("has its products in closed form where the logarithm is exponential", () => {
    const [p, a, q, b] = [0.7, 2, 0.4, 0.6];
    for (const y of [0, 0.3, 1, 4.2]) {
      const products = logCrpsProducts([exponential(p, a), exponential(q, b)], 0, 100 * Math.expm1(y), 100);
      // ∫ from 0 to y of (1 − p e^(−at)) (1 − q e^(−bt)), then of p q e^(−(a+b)t).
      const until = (rate: number) => -Math.expm1(-rate * y) / rate;
      const product = (p: number, a: number, q: number, b: number) =>
        y - p * until(a) - q * until(b) + p * q * until(a + b) + (p * q * Math.exp(-(a + b) * y)) / (a + b);
      const exact = [product(p, a, p, a), product(p, a, q, b), product(p, a, q, b), product(q, b, q, b)];
      for (const [at, value] of exact.entries()) expect(products[at]).toBeCloseTo(value, 6);
    }
  });

  it("is E|T − y| − E|T − T′|/2 of drawn money", () => {
    const random = createRandom(3);
    const draws = 6_000;
    for (const side of [classicalSide(6), netSide(6)]) {
      for (const [i, money] of [
        [1, 0],
        [3, 4200],
        [5, 900],
      ]) {
        const draw = () => Math.log1p(side.quantile(i, random.next()) / 100);
        const y = Math.log1p(money / 100);
        let [sum, squares] = [0, 0];
        for (let k = 0; k < draws; k++) {
          const [t, other] = [draw(), draw()];
          const score = (Math.abs(t - y) + Math.abs(other - y) - Math.abs(t - other)) / 2;
          sum += score;
          squares += score * score;
        }
        const mean = sum / draws;
        const error = Math.sqrt((squares / draws - mean * mean) / draws);
        expect(Math.abs(logCrps(side, i, money, 100) - mean)).toBeLessThan(4 * error);
      }
    }
  });

  it("is 0 for who knew, and y for who was sure of nothing", () => {
    expect(logCrps(lognormal(1, Math.log(500), 1e-5), 0, 500, 100)).toBeLessThan(1e-4);
    expect(logCrps(lognormal(1e-12, 5, 1), 0, 500, 100)).toBeCloseTo(Math.log(6), 9);
    expect(logCrps(lognormal(0, 5, 1), 0, 0, 100)).toBe(0);
  });

  it("does not hang on the unit that money is counted in, but on the unit of the currency", () => {
    const [cents, tenths] = [lognormal(0.4, 8, 1), lognormal(0.4, 8 + Math.log(10), 1)];
    expect(logCrps(tenths, 0, 50_000, 1000)).toBeCloseTo(logCrps(cents, 0, 5000, 100), 9);
    expect(logCrps(cents, 0, 5000, 1)).not.toBeCloseTo(logCrps(cents, 0, 5000, 100), 2);
  });

  it("is a parabola along a linear pool", () => {
    const [btyd, net] = [classicalSide(6), netSide(6)];
    for (const i of [0, 2, 5]) {
      for (const money of [0, 1999, 250_000]) {
        const [a, c, , b] = logCrpsProducts([btyd, net], i, money, 100);
        for (const w of [0.2, 0.7]) {
          const pooled = logCrps(linearPool(btyd, net, w), i, money, 100);
          expect(pooled).toBeCloseTo(w * w * a + 2 * w * (1 - w) * c + (1 - w) ** 2 * b, 5);
        }
      }
    }
  });

  it("stays finite for an amount and a spread beyond all reason", () => {
    for (const money of [0, 1, 1e300]) {
      expect(logCrps(lognormal(0.5, 300, 50), 0, money, 100)).toBeGreaterThan(0);
      expect(logCrps(lognormal(0.5, -300, 50), 0, money, 100)).toBeLessThan(800);
    }
  });
});
