import { describe, expect, it } from "vitest";
import { distributionScores, scoreDistributions } from "../../../src/ltv/evaluation/distribution-scores.ts";
import { drawCustomers } from "../../../src/ltv/evaluation/draw-customers.ts";
import { logCrps } from "../../../src/ltv/evaluation/log-crps.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { createRandom } from "../../../src/math/random.ts";

const n = 4000;
const customers = Int32Array.from({ length: n }, (_, i) => 3 * i);
const claim = (chance: number, mu: number, sigma: number) =>
  netDistributions({
    customers: n,
    components: 1,
    parameters: Float64Array.from({ length: 3 * n }, (_, at) => [chance, mu, sigma][at % 3]),
  });
const random = createRandom(3);
/** Cents: a chance of 0.4, and a lognormal. */
const money = Float64Array.from({ length: n }, () => (random.next() < 0.4 ? Math.exp(8 + 0.6 * random.normal()) : 0));

describe("scoreDistributions", () => {
  it("has the entropy of the truth as its log score, per unit of the currency", () => {
    const { logScore } = scoreDistributions(claim(0.4, 8, 0.6), customers, money, 100);
    const euros = 8 - Math.log(100);
    const entropy =
      -0.6 * Math.log(0.6) - 0.4 * Math.log(0.4) + 0.4 * (euros + Math.log(0.6 * Math.sqrt(2 * Math.PI * Math.E)));
    expect(Math.abs((logScore ?? 0) - entropy)).toBeLessThan(0.1);
    const buyers = money.filter((value) => value > 0).length;
    const inCents = scoreDistributions(claim(0.4, 8, 0.6), customers, money, 1).logScore ?? 0;
    expect(inCents - (logScore ?? 0)).toBeCloseTo((buyers / n) * Math.log(100), 9);
  });

  it("is lowest for the truth by both scores", () => {
    const truth = scoreDistributions(claim(0.4, 8, 0.6), customers, money, 100);
    for (const [chance, mu, sigma] of [
      [0.3, 8, 0.6],
      [0.5, 8, 0.6],
      [0.4, 7.7, 0.6],
      [0.4, 8.3, 0.6],
      [0.4, 8, 0.9],
      [0.4, 8, 0.4],
    ]) {
      const other = scoreDistributions(claim(chance, mu, sigma), customers, money, 100);
      expect(other.logScore).toBeGreaterThan(truth.logScore ?? 0);
      expect(other.crps).toBeGreaterThan(truth.crps);
    }
  });

  it("has the mean ranked score of everybody while there are few", () => {
    const side = claim(0.4, 8, 0.6);
    const scored = scoreDistributions(side, customers, money, 100);
    const mean = money.reduce((sum, value, i) => sum + logCrps(side, i, value, 100), 0) / n;
    expect(scored.crps).toBeCloseTo(mean, 12);
    expect(scored.crpsCustomers).toBe(n);
    expect(distributionScores.parse(scored)).toEqual(scored);
  });

  it("has no log score where something came that was held for impossible", () => {
    expect(scoreDistributions(claim(0, 8, 0.6), customers, money, 100).logScore).toBeNull();
    expect(scoreDistributions(claim(0.4, 800, 0.1), customers, money, 100).logScore).toBeNull();
    expect(scoreDistributions(claim(1, 8, 0.6), customers, money, 100).logScore).toBeNull();
  });

  it("wants labels of the same customers", () => {
    const side = claim(0.4, 8, 0.6);
    expect(() => scoreDistributions(side, customers.slice(1), money, 100)).toThrow(
      "scoreDistributions: 4000 distributions, 3999 customers and 4000 labels",
    );
    expect(() => scoreDistributions(side, customers, money, Number.NaN)).toThrow("are above 0, got NaN");
  });
});

describe("drawCustomers", () => {
  it("draws exactly as many as asked for, by number and not by row", () => {
    const numbers = Int32Array.from({ length: 5000 }, (_, i) => 11 * i);
    const rows = drawCustomers(numbers, 800);
    expect(rows.length).toBe(800);
    expect(rows).toEqual(rows.toSorted());
    const backwards = drawCustomers(numbers.toReversed(), 800);
    expect(new Set(Array.from(backwards, (row) => numbers[4999 - row]))).toEqual(
      new Set(Array.from(rows, (row) => numbers[row])),
    );
    expect(drawCustomers(numbers, 5000).length).toBe(5000);
  });

  it("draws from everywhere, and keeps who was drawn when there are fewer", () => {
    const numbers = Int32Array.from({ length: 20_000 }, (_, i) => i);
    const rows = drawCustomers(numbers, 2000);
    const early = rows.filter((row) => row < 10_000).length;
    expect(Math.abs(early - 1000)).toBeLessThan(4 * Math.sqrt(2000 * 0.25));
    const fewer = new Set(drawCustomers(numbers.slice(0, 10_000), 2000));
    expect(rows.filter((row) => row < 10_000).every((row) => fewer.has(row))).toBe(true);
  });
});
