import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communicatingClasses } from "../../../src/transitions/chain/communicating-classes.ts";
import { eigenvalueModuli } from "../../../src/transitions/chain/eigenvalue-moduli.ts";
import { entropyRate } from "../../../src/transitions/chain/entropy-rate.ts";
import { meanHoldingTimes } from "../../../src/transitions/chain/holding-time.ts";
import { matrixPower } from "../../../src/transitions/chain/matrix-power.ts";
import { halfLife, shorrocksMobility } from "../../../src/transitions/chain/mobility.ts";
import { stationaryDistribution } from "../../../src/transitions/chain/stationary-distribution.ts";
import { chainOf, denseChains, sparseChains } from "./some-chains.ts";

describe("stationaryDistribution", () => {
  it("is left as it is by a window, within one recurrent class", () => {
    fc.assert(
      fc.property(sparseChains, (chain) => {
        const { k, probabilities } = chain;
        for (const one of communicatingClasses(chain).filter(({ recurrent }) => recurrent)) {
          const shares = stationaryDistribution(chain, one);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13);
          for (let to = 0; to < k; to++) {
            const after = shares.reduce((sum, share, from) => sum + share * probabilities[from * k + to], 0);
            expect(after).toBeCloseTo(shares[to], 13);
            expect(shares[to] > 0).toBe(one.states.includes(to));
          }
        }
      }),
    );
  });

  it("keeps every digit where two groups of states are nearly apart", () => {
    // Into the second pair once in 1e12 windows, out of it once in 4e12: it holds 4/5.
    const rare = 1e-12;
    const chain = chainOf([
      [0.5 - rare, 0.5, rare, 0],
      [0.5, 0.5, 0, 0],
      [rare / 4, 0, 0.5 - rare / 4, 0.5],
      [0, 0, 0.5, 0.5],
    ]);
    const shares = stationaryDistribution(chain, communicatingClasses(chain)[0]);
    for (const [state, share] of [0.1, 0.1, 0.4, 0.4].entries()) expect(shares[state]).toBeCloseTo(share, 14);
  });

  it("is where everybody ends, wherever they began", () => {
    fc.assert(
      fc.property(denseChains, (chain) => {
        const shares = stationaryDistribution(chain, communicatingClasses(chain)[0]);
        const late = matrixPower(chain, 2 ** 40);
        for (let from = 0; from < chain.k; from++) {
          for (let to = 0; to < chain.k; to++) expect(late[from * chain.k + to] / shares[to]).toBeCloseTo(1, 2);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("eigenvalueModuli", () => {
  it("multiply to the determinant, are 1 as often as classes and periods say, and descend", () => {
    fc.assert(
      fc.property(sparseChains, (chain) => {
        const classes = communicatingClasses(chain);
        const moduli = eigenvalueModuli(chain, classes);
        expect(moduli).toHaveLength(chain.k);
        expect(moduli).toEqual([...moduli].sort((a, b) => b - a));
        expect(moduli[0]).toBe(1);
        expect(moduli.filter((one) => one === 1).length).toBeGreaterThanOrEqual(
          classes.filter(({ recurrent }) => recurrent).length,
        );
      }),
    );
    const two = chainOf([
      [0.8, 0.2],
      [0.5, 0.5],
    ]);
    expect(eigenvalueModuli(two, communicatingClasses(two))[1]).toBeCloseTo(0.3, 14);
  });

  it("are all 1 in a long cycle", () => {
    const n = 30;
    const chain = chainOf(
      Array.from({ length: n }, (_, from) => Array.from({ length: n }, (_, to) => (to === (from + 7) % n ? 1 : 0))),
    );
    expect(eigenvalueModuli(chain, communicatingClasses(chain))).toEqual(Array(n).fill(1));
  });
});

describe("mobility", () => {
  it("is 0 where nobody moves, and 1 where the present state does not matter", () => {
    const stays = chainOf([
      [1, 0],
      [0, 1],
    ]);
    const forgets = chainOf([
      [0.2, 0.3, 0.5],
      [0.2, 0.3, 0.5],
      [0.2, 0.3, 0.5],
    ]);
    expect(shorrocksMobility(stays)).toBe(0);
    expect(shorrocksMobility(forgets)).toBeCloseTo(1, 14);
  });

  it("halves what is known of the start in one half-life", () => {
    expect(0.3 ** halfLife(0.3)).toBeCloseTo(0.5, 14);
    expect(halfLife(0.5)).toBe(1);
    expect(halfLife(0)).toBe(0);
    expect(halfLife(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("holds a state for 1/(1 − p) windows, an absorbing one for ever, and counts rare leaving to the last digit", () => {
    const chain = chainOf([
      [0.75, 0.25, 0],
      [0, 1, 0],
      [3e-18, 0, 1 - 3e-18],
    ]);
    const times = meanHoldingTimes(chain);
    expect(times[0]).toBe(4);
    expect(times[1]).toBe(Number.POSITIVE_INFINITY);
    expect(times[2] * 3e-18).toBeCloseTo(1, 14);
  });
});

describe("entropyRate", () => {
  it("is ln k when every next state is as likely, and 0 when it is certain", () => {
    const even = chainOf([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const certain = chainOf([
      [0, 1],
      [1, 0],
    ]);
    expect(entropyRate(even, Float64Array.of(0.5, 0.5))).toBeCloseTo(Math.log(2), 14);
    expect(entropyRate(certain, Float64Array.of(0.5, 0.5))).toBe(0);
  });
});

describe("matrixPower", () => {
  it("is one window after another", () => {
    const chain = chainOf([
      [0.9, 0.1],
      [0.4, 0.6],
    ]);
    expect([...matrixPower(chain, 0)]).toEqual([1, 0, 0, 1]);
    expect([...matrixPower(chain, 1)]).toEqual([0.9, 0.1, 0.4, 0.6]);
    expect([...matrixPower(chain, 2)]).toEqual([0.85, 0.15, 0.6, 0.4].map((chance) => expect.closeTo(chance, 14)));
    expect(() => matrixPower(chain, 1.5)).toThrow("matrixPower: windows are a whole number, got 1.5");
  });
});
