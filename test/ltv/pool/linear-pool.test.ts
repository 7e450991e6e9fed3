import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrate } from "../../../src/ltv/evaluation/calibration.ts";
import { linearPool } from "../../../src/ltv/pool/linear-pool.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { createRandom } from "../../../src/math/random.ts";
import { classicalSide, drawEither, drawMoney, netSide } from "./two-sides.ts";

const n = 12;
const [btyd, net] = [classicalSide(n), netSide(n)];

describe("linearPool", () => {
  it("is the weighted mean of chances, densities and means", () => {
    const pool = linearPool(btyd, net, 0.3);
    for (let i = 0; i < n; i++) {
      expect(pool.mean(i)).toBeCloseTo(0.3 * btyd.mean(i) + 0.7 * net.mean(i), 9);
      expect(pool.chanceOfMoney(i)).toBeCloseTo(0.3 * btyd.chanceOfMoney(i) + 0.7 * net.chanceOfMoney(i), 14);
      for (const money of [0, 100, 5000]) {
        const mixed = 0.3 * btyd.chanceOfAtMost(i, money) + 0.7 * net.chanceOfAtMost(i, money);
        expect(pool.chanceOfAtMost(i, money)).toBeCloseTo(mixed, 14);
      }
      expect(pool.density(i, 700)).toBeCloseTo(0.3 * btyd.density(i, 700) + 0.7 * net.density(i, 700), 14);
    }
  });

  it("is one side where that has all the weight", () => {
    expect(linearPool(btyd, net, 0)).toBe(net);
    expect(linearPool(btyd, net, 1)).toBe(btyd);
  });

  it("is the mixture of all lognormals where both sides are lognormals", () => {
    const parameters = [0.5, 3, 0.4, 0.9, 6, 1.2];
    const [one, other] = [parameters.slice(0, 3), parameters.slice(3)].map((own) =>
      netDistributions({ customers: 1, components: 1, parameters: Float64Array.from(own) }),
    );
    const both = netDistributions({
      customers: 1,
      components: 2,
      parameters: Float64Array.of(0.25 * 0.5, 3, 0.4, 0.75 * 0.9, 6, 1.2),
    });
    const pool = linearPool(one, other, 0.25);
    expect(pool.mean(0)).toBeCloseTo(both.mean(0), 9);
    for (const level of [0.1, 0.3, 0.5, 0.9, 0.99]) {
      expect(Math.abs(pool.quantile(0, level) - both.quantile(0, level))).toBeLessThanOrEqual(
        2e-6 * both.quantile(0, level),
      );
    }
  });

  it("has quantiles that undo the distribution function, however far the sides disagree", () => {
    const side = fc.record({
      chance: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      mu: fc.double({ min: -5, max: 20, noNaN: true }),
      sigma: fc.double({ min: 0.01, max: 4, noNaN: true }),
    });
    const only = ({ chance, mu, sigma }: { chance: number; mu: number; sigma: number }) =>
      netDistributions({ customers: 1, components: 1, parameters: Float64Array.of(chance, mu, sigma) });
    fc.assert(
      fc.property(
        side,
        side,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.constantFrom(0.05, 0.1, 0.5, 0.9, 0.99),
        (one, other, weight, level) => {
          const pool = linearPool(only(one), only(other), weight);
          const money = pool.quantile(0, level);
          const nothing = pool.chanceOfAtMost(0, 0);
          if (money === 0) expect(nothing).toBeGreaterThanOrEqual(level - 1e-12);
          else {
            expect(nothing).toBeLessThan(level);
            // Between narrow lognormals the level may be reached anywhere in a gap.
            expect(pool.chanceOfAtMost(0, money * (1 - 2e-5))).toBeLessThanOrEqual(level + 1e-9);
            expect(pool.chanceOfAtMost(0, money * (1 + 2e-5))).toBeGreaterThanOrEqual(level - 1e-9);
          }
        },
      ),
    );
  });

  it("stays finite where an amount is too small for a double", () => {
    const tiny = netDistributions({ customers: n, components: 1, parameters: new Float64Array(3 * n).fill(1) });
    const smaller = { ...tiny, quantile: () => 0 };
    const pool = linearPool(smaller, smaller, 0.5);
    expect(pool.quantile(0, 0.5) / Math.E).toBeCloseTo(1, 6);
    const vanishing = netDistributions({ customers: 1, components: 1, parameters: Float64Array.of(1, -900, 1) });
    expect(linearPool(vanishing, vanishing, 0.5).quantile(0, 0.5)).toBeLessThan(1e-200);
  });

  it("has quantiles in order and between those of its sides", () => {
    const pool = linearPool(btyd, net, 0.6);
    for (let i = 0; i < n; i++) {
      let before = 0;
      for (const level of [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.999]) {
        const money = pool.quantile(i, level);
        const ends = [btyd.quantile(i, level), net.quantile(i, level)];
        expect(money).toBeGreaterThanOrEqual(before);
        expect(money).toBeGreaterThanOrEqual(Math.min(...ends) * (1 - 1e-5));
        expect(money).toBeLessThanOrEqual(Math.max(...ends) * (1 + 1e-5));
        before = money;
      }
    }
  });

  it("is calibrated for money that comes of one side or the other, and neither side is", () => {
    const many = 5000;
    const [one, other] = [classicalSide(many), netSide(many)];
    const pool = linearPool(one, other, 0.4);
    // √n times the distance of n uniform numbers is √(π/2) ln 2 = .87 on average, with a standard deviation of .26.
    const distances = Array.from({ length: 12 }, (_, seed) => {
      const money =
        seed % 2 === 0 ? drawEither(one, other, 0.4, createRandom(seed)) : drawMoney(pool, createRandom(seed));
      const [ofPool, ofOne, ofOther] = [pool, one, other].map(
        (side) => Math.sqrt(many) * calibrate(side, money, 50 + seed).ks,
      );
      expect(Math.min(ofOne, ofOther)).toBeGreaterThan(3);
      return ofPool;
    });
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    expect(Math.abs(mean - 0.87)).toBeLessThan((3 * 0.26) / Math.sqrt(distances.length));
  });

  it("wants the same customers and a share", () => {
    expect(() => linearPool(btyd, netSide(3), 0.5)).toThrow("linearPool: 12 customers by one side, 3 by the other");
    expect(() => linearPool(btyd, net, 1.2)).toThrow("linearPool: a weight in 0…1, got 1.2");
    expect(() => linearPool(btyd, net, Number.NaN)).toThrow("a weight in 0…1");
  });
});
