import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainValue, chainValueOver } from "../../../src/transitions/chain/chain-value.ts";
import { matrixPower } from "../../../src/transitions/chain/matrix-power.ts";
import { chainOf, denseChains } from "./some-chains.ts";

const valued = denseChains.chain((chain) =>
  fc.record({
    chain: fc.constant(chain),
    values: fc
      .array(fc.double({ min: -50, max: 200, noNaN: true }), { minLength: chain.k, maxLength: chain.k })
      .map((values) => Float64Array.from(values)),
    discountFactor: fc.double({ min: 0, max: 0.95, noNaN: true }),
    windows: fc.nat(15),
  }),
);

describe("the value of a customer by the chain", () => {
  it("is the discounted sum of what each window brings", () => {
    fc.assert(
      fc.property(valued, ({ chain, values, discountFactor, windows }) => {
        const { k } = chain;
        const found = chainValueOver(chain, { values, discountFactor }, windows);
        for (let start = 0; start < k; start++) {
          let expected = 0;
          for (let window = 0; window < windows; window++) {
            const chances = matrixPower(chain, window).subarray(start * k, (start + 1) * k);
            expected += discountFactor ** window * chances.reduce((sum, chance, to) => sum + chance * values[to], 0);
          }
          expect(found[start]).toBeCloseTo(expected, 8);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is what the coming window brings and the discounted value after it", () => {
    fc.assert(
      fc.property(valued, ({ chain, values, discountFactor }) => {
        const { k, probabilities } = chain;
        const worth = chainValue(chain, { values, discountFactor });
        for (let start = 0; start < k; start++) {
          let later = 0;
          for (let to = 0; to < k; to++) later += probabilities[start * k + to] * worth[to];
          expect(worth[start]).toBeCloseTo(values[start] + discountFactor * later, 8);
        }
        const long = chainValueOver(chain, { values, discountFactor }, 1000);
        for (let start = 0; start < k; start++) expect(long[start]).toBeCloseTo(worth[start], 8);
      }),
    );
  });

  it("meets the catalogue of Pfeifer and Carraway: 52.320 for who just bought, recency 5 gone for good", () => {
    // A purchase brings 40, a mailing costs 4, and 20 % interest; chances to buy fall with recency.
    const chain = chainOf([
      [0.3, 0.7, 0, 0, 0],
      [0.2, 0, 0.8, 0, 0],
      [0.15, 0, 0, 0.85, 0],
      [0.05, 0, 0, 0, 0.95],
      [0, 0, 0, 0, 1],
    ]);
    const value = { values: Float64Array.of(36, -4, -4, -4, 0), discountFactor: 1 / 1.2 };
    const worth = chainValue(chain, value);
    expect(worth[0]).toBeCloseTo(52.32, 3);
    expect(worth[4]).toBe(0);
  });

  it("sums up without discount over a horizon only", () => {
    const chain = chainOf([
      [0.5, 0.5],
      [0, 1],
    ]);
    const value = { values: Float64Array.of(8, 0), discountFactor: 1 };
    expect([...chainValueOver(chain, value, 3)]).toEqual([14, 0]);
    expect([...chainValueOver(chain, value, 0)]).toEqual([0, 0]);
    expect(() => chainValue(chain, value)).toThrow(
      "chainValue: without discount the value of all windows to come has no end; name a horizon",
    );
  });

  it("rejects values, discounts and horizons that are none", () => {
    const chain = chainOf([[1]]);
    const of = (values: number[], discountFactor = 0.9) => ({ values: Float64Array.from(values), discountFactor });
    expect(() => chainValue(chain, of([1, 2]))).toThrow("chainValue: 2 values for 1 states");
    expect(() => chainValue(chain, of([Number.NaN]))).toThrow("chainValue: the value of state 0 is NaN");
    expect(() => chainValue(chain, of([1], 1.2))).toThrow("chainValue: a discount factor is within [0, 1], got 1.2");
    expect(() => chainValueOver(chain, of([1]), -1)).toThrow("chainValue: windows are a whole number, got -1");
  });
});
