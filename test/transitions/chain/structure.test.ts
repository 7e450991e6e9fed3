import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absorbingStates, communicatingClasses } from "../../../src/transitions/chain/communicating-classes.ts";
import { type MarkovChain, markovChain } from "../../../src/transitions/chain/markov-chain.ts";
import { periodOf, periodOfChain } from "../../../src/transitions/chain/period.ts";
import { chainOf, sparseChains } from "./some-chains.ts";

/** Whether a way of any length, of none included, leads from row to column, by Warshall's closure. */
function ways({ k, probabilities }: MarkovChain): boolean[][] {
  const leads = Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) => i === j || probabilities[i * k + j] > 0),
  );
  for (let over = 0; over < k; over++) {
    for (const row of leads) if (row[over]) for (let to = 0; to < k; to++) row[to] ||= leads[over][to];
  }
  return leads;
}

describe("communicatingClasses", () => {
  it("holds together exactly the states that lead to one another, and calls recurrent what cannot be left", () => {
    fc.assert(
      fc.property(sparseChains, (chain) => {
        const leads = ways(chain);
        const classes = communicatingClasses(chain);
        expect(classes.flatMap(({ states }) => states).sort()).toEqual([...leads.keys()].sort());
        const classOf = new Map(classes.flatMap((one) => one.states.map((state) => [state, one])));
        for (let i = 0; i < chain.k; i++) {
          for (let j = 0; j < chain.k; j++) {
            expect(classOf.get(i) === classOf.get(j)).toBe(leads[i][j] && leads[j][i]);
          }
          const returns = leads[i].every((there, j) => !there || leads[j][i]);
          expect(classOf.get(i)?.recurrent).toBe(returns);
        }
        expect(classes.some(({ recurrent }) => recurrent)).toBe(true);
      }),
    );
  });

  it("orders classes by their first states", () => {
    const chain = chainOf([
      [0.5, 0, 0.5, 0],
      [0, 0, 0, 1],
      [0.5, 0, 0.5, 0],
      [0.2, 0.8, 0, 0],
    ]);
    expect(communicatingClasses(chain)).toEqual([
      { states: [0, 2], recurrent: true },
      { states: [1, 3], recurrent: false },
    ]);
  });

  it("finds the states that are never left", () => {
    const chain = chainOf([
      [1, 0, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
    ]);
    expect(absorbingStates(chain)).toEqual([0, 2]);
    expect(absorbingStates(chainOf([[1]]))).toEqual([0]);
  });
});

describe("the period of a class", () => {
  const cycle = (n: number) =>
    Array.from({ length: n }, (_, from) => Array.from({ length: n }, (_, to) => (to === (from + 1) % n ? 1 : 0)));

  it("divides every number of windows after which one can be back, and no more does", () => {
    fc.assert(
      fc.property(sparseChains, (chain) => {
        const { k, probabilities } = chain;
        for (const one of communicatingClasses(chain)) {
          const period = periodOf(chain, one);
          const start = one.states[0];
          let there = new Set([start]);
          let divisor = 0;
          for (let windows = 1; windows <= 3 * k * k; windows++) {
            there = new Set([...there].flatMap((from) => one.states.filter((to) => probabilities[from * k + to] > 0)));
            if (!there.has(start)) continue;
            let [a, b] = [divisor, windows];
            while (b > 0) [a, b] = [b, a % b];
            divisor = a;
          }
          expect(period).toBe(divisor);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is the length of a cycle, and 1 as soon as one state can be kept", () => {
    const six = chainOf(cycle(6));
    expect(periodOf(six, communicatingClasses(six)[0])).toBe(6);
    const kept = chainOf([[0.5, 0.5, 0], ...cycle(3).slice(1)]);
    expect(periodOf(kept, communicatingClasses(kept)[0])).toBe(1);
  });

  it("is 0 for a state that is left at once and for good", () => {
    const chain = chainOf([
      [0, 1],
      [0, 1],
    ]);
    expect(periodOf(chain, communicatingClasses(chain)[0])).toBe(0);
  });

  it("is, of a chain, the least common multiple of those of its recurrent classes", () => {
    const [two, three] = [cycle(2), cycle(3)];
    const chain = chainOf([...two.map((row) => [...row, 0, 0, 0]), ...three.map((row) => [0, 0, ...row])]);
    expect(periodOfChain(chain, communicatingClasses(chain))).toBe(6);
  });
});

describe("markovChain", () => {
  it("takes rows that sum to 1 but for rounding", () => {
    expect(markovChain(Float64Array.of(0.1 + 0.2, 0.7, 1e-10, 1)).k).toBe(2);
  });

  it("rejects what is no matrix of probabilities", () => {
    const reject = (...cells: number[]) => expect(() => markovChain(Float64Array.from(cells)));
    reject(1, 0, 1).toThrow("markovChain: 3 cells are no k × k");
    reject().toThrow("markovChain: 0 cells are no k × k");
    reject(0.5, 0.5, Number.NaN, Number.NaN).toThrow(
      "markovChain: row 1 is unknown, nobody was seen in it; smooth the counts first",
    );
    reject(1.5, -0.5, 0, 1).toThrow("markovChain: from 0 to 0: 1.5 is no probability");
    reject(0.5, 0.4, 0, 1).toThrow("markovChain: row 0 sums to 0.9 and not to 1");
  });
});
