import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { affinityConfig, categoryAffinity } from "../../src/metrics/category-affinity.ts";
import { buyers, type Taste } from "./buyers.ts";

const plain = affinityConfig.parse({});
const anybody = affinityConfig.parse({ minCustomers: 2, priorCustomers: 0 });

describe("categoryAffinity", () => {
  // Two northerners, three southerners and one who bought nothing; tea and coats. Shares of coats: 1, .5 | 0, .2, .5.
  const codes = Int16Array.of(0, 0, 1, 1, 1, 0);
  const tea = Float64Array.of(0, 50, 3, 8, 1, 0);
  const coats = Float64Array.of(7, 50, 0, 2, 1, 0);

  it("counts every customer once, whatever they bought", () => {
    const { customers, baseShare, share, lift } = categoryAffinity(codes, 2, [tea, coats], anybody);
    expect([...customers]).toEqual([2, 3]);
    expect(baseShare[1]).toBeCloseTo(0.44, 12);
    expect([share[1], share[3]]).toEqual([0.75, expect.closeTo(0.7 / 3, 12)]);
    expect(lift[1]).toBeCloseTo(0.75 / 0.44, 12);
    expect(lift[3]).toBeCloseTo(0.7 / 3 / 0.44, 12);
  });

  it("pulls lift and log-odds towards the base by the prior", () => {
    const { lift, logOdds } = categoryAffinity(codes, 2, [tea, coats], { ...anybody, priorCustomers: 8 });
    const north = (1.5 + 8 * 0.44) / 10;
    const south = (0.7 + 8 * 0.44) / 11;
    expect(lift[1]).toBeCloseTo(north / 0.44, 12);
    expect(logOdds[1]).toBeCloseTo(Math.log(north / (1 - north)) - Math.log(south / (1 - south)), 12);
    expect(logOdds[3]).toBeCloseTo(-logOdds[1], 12);
  });

  it("divides the difference by the larger of two standard errors", () => {
    const { z } = categoryAffinity(codes, 2, [tea, coats], anybody);
    // Between customers: .125 in the north, .19/3 in the south, .143 in all (divisors n − 1).
    const apart = 0.125 / 2 + 0.19 / 3 / 3;
    const alike = 0.143 * (1 / 2 + 1 / 3);
    expect(apart).toBeLessThan(alike);
    expect(z[1]).toBeCloseTo((0.75 - 0.7 / 3) / Math.sqrt(alike), 12);
    expect(z[3]).toBeCloseTo(-z[1], 12);
  });

  it("is Welch's t where the customers of a part differ more than those of the base", () => {
    const part = Int16Array.of(0, 0, 0, 1, 1, 1, 1, 1);
    const first = Float64Array.of(0, 1, 1, 1, 1, 1, 1, 1);
    const second = Float64Array.of(10, 1, 0, 0, 0, 0, 0, 0);
    // scipy.stats.ttest_ind([1, .5, 0], [0, 0, 0, 0, 0], equal_var=False), scipy 1.17.1
    expect(categoryAffinity(part, 2, [first, second], anybody).z[1]).toBeCloseTo(1.7320508075688774, 12);
  });

  it("tests neither small parts nor categories that nobody bought", () => {
    const { z, q, lift, finding } = categoryAffinity(codes, 2, [tea, coats, new Float64Array(6)], {
      ...anybody,
      minCustomers: 3,
    });
    expect([...z, ...q]).toEqual(new Array(12).fill(Number.NaN));
    expect([...lift.subarray(2, 3), ...lift.subarray(5)]).toEqual([Number.NaN, Number.NaN]);
    expect([...finding]).toEqual(new Array(6).fill(0));
  });

  it("finds nothing where all parts hold the same customers, in any unit", () => {
    const columns = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(columns, (lists) => {
        const twice = lists.map((list) => Float64Array.from([...list, ...list]));
        const halves = Int16Array.from({ length: 24 }, (_, i) => (i < 12 ? 0 : 1));
        const result = categoryAffinity(halves, 2, twice, { ...anybody, minLift: 1 });
        expect(result.finding.some((found) => found !== 0)).toBe(false);
        const inCents = twice.map((column) => column.map((amount) => amount * 64));
        expect(categoryAffinity(halves, 2, inCents, { ...anybody, minLift: 1 })).toEqual(result);
      }),
    );
  });

  it("rejects amounts and parts that make no sense", () => {
    expect(() => categoryAffinity(codes, 2, [tea, Float64Array.of(1)], plain)).toThrow(
      "categoryAffinity: 1 amounts, 6 customers",
    );
    expect(() => categoryAffinity(codes, 1, [tea], plain)).toThrow("categoryAffinity: customer 2 is in part 1 of 1");
    expect(() => categoryAffinity(codes, 2, [tea.map((amount) => -amount)], plain)).toThrow(
      "categoryAffinity: customer 1 has -50 of category 0, an amount is at least 0",
    );
  });
});

describe("categoryAffinity on 20,000 customers", () => {
  const common = [0.24, 0.2, 0.15, 0.1, 0.08, 0.07, 0.06, 0.05, 0.03, 0.02];
  const [, , warm, beach, fashion, garden] = common.keys();
  // North and south, the young and the old. No part's true lift is near the threshold, where a coin would decide.
  const zones = { shares: [0.5, 0.5], tastes: [{ [warm]: 2.5 }, { [beach]: 2.5 }] };
  const ages = { shares: [0.3, 0.4, 0.3], tastes: [{ [fashion]: 3 }, {}, { [garden]: 3 }] };

  it.each([1, 2, 3])("finds planted affinities of zones and ages, and nothing else (seed %d)", (seed) => {
    const world = buyers({ customers: 20_000, seed, common, divisions: [zones, ages] });
    let found = 0;
    let planted = 0;
    let right = 0;
    for (const [d, { tastes }] of [zones, ages].entries()) {
      const { finding } = categoryAffinity(world.codes[d], tastes.length, world.columns, plain);
      const truth = trueLifts(d).map((lift) => (lift >= plain.minLift ? 1 : lift <= 1 / plain.minLift ? -1 : 0));
      for (const [cell, direction] of finding.entries()) {
        found += Math.abs(direction);
        planted += Math.abs(truth[cell]);
        if (direction !== 0 && direction === truth[cell]) right += 1;
      }
    }
    expect(planted).toBe(10);
    expect(right / found).toBeGreaterThanOrEqual(0.9);
    expect(right / planted).toBeGreaterThanOrEqual(0.9);
  });

  it("finds something in at most 5 % of structures where there is nothing, at any lift", () => {
    let structures = 0;
    let falsely = 0;
    for (let seed = 0; seed < 4; seed++) {
      const { columns, lines } = buyers({ customers: 20_000, seed, common, divisions: [] });
      const random = createRandom(seed, 99);
      for (let trial = 0; trial < 40; trial++) {
        const parts = 2 + random.below(9);
        // Skewed sizes, and for every second structure parts that differ in how much they buy.
        const codes = Int16Array.from(lines, (count) => {
          const place = trial % 2 === 0 ? random.next() : Math.min(0.999, Math.log2(count) / 10 + random.next() / 4);
          return Math.floor(parts * place ** 2);
        });
        structures += 1;
        const { finding } = categoryAffinity(codes, parts, columns, affinityConfig.parse({ minLift: 1 }));
        if (finding.some((direction) => direction !== 0)) falsely += 1;
      }
    }
    expect(falsely / structures).toBeLessThanOrEqual(0.05);
  });

  /** Shares of the categories over each part by the planted tastes, over those of the base. */
  function trueLifts(division: number): number[] {
    const [own, other] = division === 0 ? [zones, ages] : [ages, zones];
    const shares = own.tastes.map((taste) => {
      const mixed = common.map(() => 0);
      for (const [o, otherTaste] of other.tastes.entries()) {
        for (const [c, share] of tasted(common, [taste, otherTaste]).entries()) mixed[c] += other.shares[o] * share;
      }
      return mixed;
    });
    const base = common.map((_, c) => own.shares.reduce((sum, size, p) => sum + size * shares[p][c], 0));
    return shares.flatMap((part) => part.map((share, c) => share / base[c]));
  }

  function tasted(of: readonly number[], tastes: readonly Taste[]): number[] {
    const weights = of.map((share, c) => tastes.reduce((product, taste) => product * (taste[c] ?? 1), share));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
});
