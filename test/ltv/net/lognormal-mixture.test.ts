import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chanceOfAtMost,
  chanceOfMoney,
  densityOfMoney,
  type LognormalMixture,
  meanMoney,
  quantileOfMoney,
} from "../../../src/ltv/net/lognormal-mixture.ts";

/** One customer, as the nets see them: [p, mu, sigma] each. */
function mixture(...nets: readonly (readonly number[])[]): LognormalMixture {
  const parameters = nets.flatMap(([p, mu, sigma]) => [p / nets.length, mu, sigma]);
  return { customers: 1, components: nets.length, parameters: Float64Array.from(parameters) };
}

const z90 = 1.2815515655446008;

describe("a chance of nothing and lognormals", () => {
  it("averages the nets", () => {
    const two = mixture([0.2, 3, 1], [0.4, 2, 2]);
    expect(chanceOfMoney(two, 0)).toBeCloseTo(0.3, 12);
    expect(meanMoney(two, 0)).toBeCloseTo((0.2 * Math.exp(3.5) + 0.4 * Math.exp(4)) / 2, 10);
  });

  it("reads the customer it is asked for", () => {
    const three: LognormalMixture = { customers: 2, components: 1, parameters: Float64Array.of(0.5, 1, 1, 0.25, 2, 1) };
    expect(chanceOfMoney(three, 1)).toBe(0.25);
    expect(meanMoney(three, 1)).toBeCloseTo(0.25 * Math.exp(2.5), 12);
  });

  it("holds sigma to 3 in the mean", () => {
    expect(meanMoney(mixture([1, 0, 5]), 0)).toBeCloseTo(Math.exp(4.5), 10);
  });

  it("has the quantile of a single lognormal in closed form", () => {
    expect(quantileOfMoney(mixture([1, 3, 0.7]), 0, 0.9)).toBeCloseTo(Math.exp(3 + 0.7 * z90), 4);
    // Half bring nothing, so the 95 % quantile is the 90 % quantile of those who do.
    expect(quantileOfMoney(mixture([0.5, 3, 0.7]), 0, 0.95)).toBeCloseTo(Math.exp(3 + 0.7 * z90), 4);
  });

  it("has the density that its distribution function rises by", () => {
    const two = mixture([0.2, 3, 1], [0.4, 2, 2]);
    for (const money of [0.5, 9, 70]) {
      const slope = (chanceOfAtMost(two, 0, money * 1.0001) - chanceOfAtMost(two, 0, money)) / (money * 1e-4);
      expect(densityOfMoney(two, 0, money)).toBeCloseTo(slope, 4);
    }
  });

  it("is 0 where nothing is likely enough", () => {
    expect(quantileOfMoney(mixture([0.05, 3, 0.7]), 0, 0.9)).toBe(0);
    expect(quantileOfMoney(mixture([0.89, 3, 0.7]), 0, 0.1)).toBe(0);
  });

  it("has quantiles that undo the distribution function, however far the nets disagree", () => {
    const net = fc.tuple(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: -5, max: 15, noNaN: true }),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(net, { minLength: 1, maxLength: 3 }), fc.constantFrom(0.1, 0.5, 0.9), (nets, level) => {
        const one = mixture(...nets);
        const money = quantileOfMoney(one, 0, level);
        if (money === 0) expect(1 - chanceOfMoney(one, 0)).toBeGreaterThanOrEqual(level - 1e-12);
        else expect(chanceOfAtMost(one, 0, money)).toBeCloseTo(level, 4);
      }),
    );
  });
});
