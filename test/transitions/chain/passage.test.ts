import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absorption } from "../../../src/transitions/chain/absorption.ts";
import { communicatingClasses } from "../../../src/transitions/chain/communicating-classes.ts";
import {
  firstPassage,
  meanFirstPassageTimes,
  meanRecurrenceTimes,
} from "../../../src/transitions/chain/first-passage.ts";
import { kemenyConstant } from "../../../src/transitions/chain/kemeny-constant.ts";
import { stationaryDistribution } from "../../../src/transitions/chain/stationary-distribution.ts";
import { chainOf, denseChains, sparseChains } from "./some-chains.ts";

const relative = (found: number, expected: number) => expect(found / expected).toBeCloseTo(1, 9);

describe("firstPassage", () => {
  it("has chances and times that follow from those one window later", () => {
    const chainsAndSets = sparseChains.chain((chain) =>
      fc.tuple(fc.constant(chain), fc.uniqueArray(fc.nat(chain.k - 1), { minLength: 1 })),
    );
    fc.assert(
      fc.property(chainsAndSets, ([chain, target]) => {
        const { k, probabilities } = chain;
        const { probability, mean, variance } = firstPassage(chain, target);
        for (let from = 0; from < k; from++) {
          if (target.includes(from)) {
            expect([probability[from], mean[from], variance[from]]).toEqual([1, 0, 0]);
            continue;
          }
          let [chance, time, square] = [0, 1, 1];
          for (let to = 0; to < k; to++) {
            const p = probabilities[from * k + to];
            if (p === 0) continue;
            chance += p * probability[to];
            time += p * mean[to];
            // E(1 + T)² = 1 + 2 ET + ET².
            square += p * (2 * mean[to] + variance[to] + mean[to] ** 2);
          }
          expect(probability[from]).toBeCloseTo(chance, 12);
          expect(Number.isFinite(mean[from])).toBe(probability[from] === 1);
          if (Number.isFinite(mean[from])) {
            relative(mean[from], time);
            relative(variance[from] + mean[from] ** 2, square);
          } else expect(variance[from]).toBe(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it("is the geometric distribution with one chance: mean 1/p, variance (1 − p)/p²", () => {
    const p = 1e-7;
    const { mean, variance } = firstPassage(
      chainOf([
        [1 - p, p],
        [0, 1],
      ]),
      [1],
    );
    relative(mean[0], 1 / p);
    relative(variance[0], (1 - p) / p ** 2);
  });

  it("counts the first time only, also where customers come back from the set", () => {
    const chain = chainOf([
      [0.5, 0.5, 0],
      [0.9, 0, 0.1],
      [0, 1, 0],
    ]);
    const { probability, mean } = firstPassage(chain, [1]);
    expect([...probability]).toEqual([1, 1, 1]);
    expect([...mean]).toEqual([2, 0, 1]);
  });

  it("may miss the set where another one holds customers for ever", () => {
    const chain = chainOf([
      [0.5, 0.3, 0.2],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const { probability, mean } = firstPassage(chain, [1]);
    expect(probability[0]).toBeCloseTo(0.6, 14);
    expect(probability[2]).toBe(0);
    expect([...mean]).toEqual([Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect([...firstPassage(chain, [1, 2]).probability]).toEqual([1, 1, 1]);
  });

  it("keeps every digit where a way takes very long", () => {
    const [rare, rarer] = [1e-13, 1e-15];
    const chain = chainOf([
      [1 - rare, rare, 0],
      [rare, 1 - rare - rarer, rarer],
      [0, 0, 1],
    ]);
    // m₁ = (1 + rare · m₀)/(rare + rarer) and m₀ = 1/rare + m₁.
    const fromMiddle = 2 / rarer;
    const { mean } = firstPassage(chain, [2]);
    expect(mean[1] / fromMiddle).toBeCloseTo(1, 13);
    expect(mean[0] / (fromMiddle + 1 / rare)).toBeCloseTo(1, 13);
  });

  it("rejects a set without states, or with one the chain does not have", () => {
    const chain = chainOf([[1]]);
    expect(() => firstPassage(chain, [])).toThrow("firstPassage: no state to come to");
    expect(() => firstPassage(chain, [1])).toThrow("firstPassage: 1 is no state of 0…0");
  });
});

describe("passage, recurrence and Kemeny's constant", () => {
  it("fit together in an irreducible chain", () => {
    fc.assert(
      fc.property(denseChains, (chain) => {
        const { k, probabilities } = chain;
        const classes = communicatingClasses(chain);
        const times = meanFirstPassageTimes(chain);
        const recurrence = meanRecurrenceTimes(chain, classes);
        const shares = stationaryDistribution(chain, classes[0]);
        const kemeny = kemenyConstant(shares, times);
        for (let from = 0; from < k; from++) {
          expect(times[from * k + from]).toBe(0);
          let [around, toDrawn] = [1, 0];
          for (let to = 0; to < k; to++) {
            around += probabilities[from * k + to] * times[to * k + from];
            toDrawn += shares[to] * times[from * k + to];
          }
          relative(recurrence[from], around);
          expect(toDrawn).toBeCloseTo(kemeny, 7);
        }
      }),
    );
  });

  it("never come back to a transient state", () => {
    const chain = chainOf([
      [0.9, 0.1],
      [0, 1],
    ]);
    expect([...meanRecurrenceTimes(chain, communicatingClasses(chain))]).toEqual([Number.POSITIVE_INFINITY, 1]);
    expect([...meanFirstPassageTimes(chain)]).toEqual([0, 10, Number.POSITIVE_INFINITY, 0]);
  });
});

describe("absorption", () => {
  it("ends somewhere, and agrees with the way to everything recurrent", () => {
    fc.assert(
      fc.property(sparseChains, (chain) => {
        const { transient, recurrent, fundamental, probability, mean, variance } = absorption(
          chain,
          communicatingClasses(chain),
        );
        const [t, c] = [transient.length, recurrent.length];
        expect(t + recurrent.flat().length).toBe(chain.k);
        const anywhere = firstPassage(chain, recurrent.flat());
        const classwise = recurrent.map((states) => firstPassage(chain, states).probability);
        for (const [row, from] of transient.entries()) {
          expect(probability.subarray(row * c, (row + 1) * c).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(
            1,
            12,
          );
          for (let into = 0; into < c; into++) {
            expect(probability[row * c + into]).toBeCloseTo(classwise[into][from], 12);
          }
          relative(mean[row], anywhere.mean[from]);
          expect(variance[row]).toBeCloseTo(anywhere.variance[from], 6);
          // N = I + QN.
          for (let to = 0; to < t; to++) {
            const later = transient.reduce(
              (sum, over, at) => sum + chain.probabilities[from * chain.k + over] * fundamental[at * t + to],
              row === to ? 1 : 0,
            );
            expect(fundamental[row * t + to]).toBeCloseTo(later, 8);
          }
        }
      }),
    );
  });

  it("is empty where every state is recurrent", () => {
    const chain = chainOf([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const { transient, fundamental, mean } = absorption(chain, communicatingClasses(chain));
    expect([transient.length, fundamental.length, mean.length]).toEqual([0, 0, 0]);
  });
});
