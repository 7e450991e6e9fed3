import fc from "fast-check";
import { type MarkovChain, markovChain } from "../../../src/transitions/chain/markov-chain.ts";

export function chainOf(rows: readonly (readonly number[])[]): MarkovChain {
  return markovChain(Float64Array.from(rows.flat()));
}

/** Rows of weights as a chain; a row without any stays where it is. */
function chainOfWeights(rows: readonly (readonly number[])[]): MarkovChain {
  return chainOf(
    rows.map((row, from) => {
      const sum = row.reduce((total, weight) => total + weight, 0);
      return sum === 0 ? row.map((_, to) => (to === from ? 1 : 0)) : row.map((weight) => weight / sum);
    }),
  );
}

function square(cell: fc.Arbitrary<number>, most: number) {
  return fc
    .integer({ min: 1, max: most })
    .chain((k) => fc.array(fc.array(cell, { minLength: k, maxLength: k }), { minLength: k, maxLength: k }));
}

const weight = fc.double({ min: 1e-4, max: 1, noNaN: true });

/** Every move is possible. */
export const denseChains = square(weight, 7).map(chainOfWeights);

/** Two cells of three are 0: several classes, transient states, periods. */
export const sparseChains = square(
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: weight }),
  7,
).map(chainOfWeights);
