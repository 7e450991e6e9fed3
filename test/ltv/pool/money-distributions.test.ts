import { describe, expect, it } from "vitest";
import { moneyDistribution, moneyQuantile } from "../../../src/ltv/btyd/money-distribution.ts";
import { btydDistributions } from "../../../src/ltv/pool/btyd-distributions.ts";
import { likelihoodOf } from "../../../src/ltv/pool/money-distributions.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { moments } from "../../../src/math/moments.ts";
import { createRandom } from "../../../src/math/random.ts";
import { classicalSide, drawMoney, netSide, spendModel } from "./two-sides.ts";

const n = 12;
const sides = [
  ["the classical model", classicalSide(n)],
  ["the net", netSide(n)],
] as const;

/** One or no purchase, of an exponential amount in euros: in cents, P(≤ m) = .25 + .75 (1 − (1000/(1000 + m))²). */
const byHand = {
  counts: { start: Int32Array.of(0, 2), chances: Float64Array.of(0.25, 0.75), mean: Float64Array.of(0.75) },
  rowOf: Int32Array.of(0, 0),
  spendModel: { kind: "gamma-gamma", p: 1, q: 2, gamma: 10 },
  spend: { purchases: Float64Array.of(0, 2), mean: Float64Array.of(0, 5) },
  minorPerMoney: 100,
} as const;

describe("distributions of money", () => {
  it.each(sides)("of %s rise by their density, from the chance of nothing to 1, and have the mean of it", (_, side) => {
    for (let i = 0; i < n; i++) {
      expect(side.chanceOfMoney(i)).toBeCloseTo(1 - side.chanceOfAtMost(i, 0), 12);
      let [total, mean] = [side.chanceOfAtMost(i, 0), 0];
      const step = 0.01;
      for (let v = -6; v < 26; v += step) {
        const mass = side.density(i, Math.exp(v)) * Math.exp(v) * step;
        total += mass;
        mean += mass * Math.exp(v);
      }
      expect(total).toBeCloseTo(1, 7);
      expect(mean / side.mean(i)).toBeCloseTo(1, 6);
      expect(side.chanceOfAtMost(i, Number.POSITIVE_INFINITY)).toBe(1);
      for (const level of [0.3, 0.9, 0.99]) {
        const money = side.quantile(i, level);
        if (money === 0) expect(side.chanceOfAtMost(i, 0)).toBeGreaterThanOrEqual(level);
        else expect(side.chanceOfAtMost(i, money)).toBeCloseTo(level, 5);
      }
    }
  });

  it("are in cents, whatever money the model of spend was fitted in", () => {
    const [inEuros, inCents, inThousands] = [100, 1, 100_000].map((minor) => classicalSide(n, minor));
    for (const other of [inCents, inThousands]) {
      for (let i = 0; i < n; i++) {
        expect(other.mean(i) / inEuros.mean(i)).toBeCloseTo(1, 12);
        expect(other.chanceOfAtMost(i, 2500)).toBeCloseTo(inEuros.chanceOfAtMost(i, 2500), 12);
        expect(other.density(i, 2500) / inEuros.density(i, 2500)).toBeCloseTo(1, 10);
        expect(other.quantile(i, 0.95)).toBeCloseTo(inEuros.quantile(i, 0.95), 4);
      }
    }
  });

  it("are known by hand for one purchase of an exponential amount", () => {
    const side = btydDistributions(byHand);
    if ("status" in side) throw new Error(side.reason.en);
    expect(side.mean(0)).toBeCloseTo(0.75 * 1000, 9);
    expect(side.chanceOfMoney(0)).toBe(0.75);
    expect(side.chanceOfAtMost(0, 1000)).toBeCloseTo(0.25 + 0.75 * 0.75, 14);
    expect(side.density(0, 1000)).toBeCloseTo((0.75 * 2 * 1000 ** 2) / 2000 ** 3, 14);
    expect(side.quantile(0, 0.25 + 0.75 * 0.75)).toBeCloseTo(1000, 6);
    expect(likelihoodOf(side, 0, 0)).toBe(0.25);
    expect(likelihoodOf(side, 0, 1000)).toBe(side.density(0, 1000));
    // The other customer has the same history, and spent 5 euros twice.
    expect(side.mean(1)).toBeCloseTo((0.75 * (10 + 2 * 5) * 100) / (2 + 2 - 1), 9);
    const { start, chances } = byHand.counts;
    const own = moneyDistribution(
      { chances: chances.subarray(start[0], start[1]), mean: 0.75 },
      { p: 1, shape: 4, scale: 2000 },
    );
    expect(side.quantile(1, 0.8)).toBe(moneyQuantile(own, 0.8));
  });

  it("draw money whose mean is the mean", () => {
    const many = 30_000;
    for (const side of [classicalSide(many), netSide(many)]) {
      const { mean, sd } = moments(drawMoney(side, createRandom(4)));
      let expected = 0;
      for (let i = 0; i < many; i++) expected += side.mean(i) / many;
      expect(Math.abs(mean - expected)).toBeLessThan((4 * sd) / Math.sqrt(many));
    }
  });

  it("hold chances to 0…1 where weights add up to a hair more than 1", () => {
    const side = netDistributions({ customers: 1, components: 2, parameters: Float64Array.of(0.7, 1, 1, 0.4, 1, 1) });
    expect(side.chanceOfMoney(0)).toBe(1);
    expect(side.chanceOfAtMost(0, 0)).toBe(0);
  });

  it("are refused where somebody's spend has no mean, and only there", () => {
    const heavy = { ...byHand, spendModel: { ...byHand.spendModel, q: 0.8 } };
    const refused = btydDistributions(heavy);
    expect(refused).toMatchObject({
      status: "refused",
      reason: {
        en: "ltv: no pool with the classical model: its expected money is infinite for 1 of 2 customers (q = 0.80, a mean needs q above 1)",
        ru: expect.stringContaining("клиентов: 1 из 2 (q = 0,80"),
      },
    });
    const known = { purchases: Float64Array.of(1, 2), mean: Float64Array.of(5, 5) };
    expect(btydDistributions({ ...heavy, spend: known })).toHaveProperty("mean");
  });

  it("ask for columns of one length and a unit", () => {
    expect(() => btydDistributions({ ...byHand, rowOf: Int32Array.of(0) })).toThrow("1 customers, spend of 2 and 2");
    expect(() => btydDistributions({ ...byHand, minorPerMoney: 0 })).toThrow("are above 0, got 0");
    expect(spendModel.q).toBeGreaterThan(1);
  });
});
