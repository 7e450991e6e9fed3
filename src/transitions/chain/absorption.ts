import type { CommunicatingClass } from "./communicating-classes.ts";
import { varianceOfNextStep } from "./first-passage.ts";
import { solveLeaving } from "./gth-elimination.ts";
import { blockOf, type MarkovChain } from "./markov-chain.ts";

/** How the transient states of a chain end in its recurrent classes. */
export interface Absorption {
  /** The t transient states, ascending: the order of all rows. */
  readonly transient: readonly number[];
  /** States of the c recurrent classes: the order of the columns of `probability`. An absorbing state is a class. */
  readonly recurrent: readonly (readonly number[])[];
  /** Mean windows spent in each transient state from each, the first one counted, t × t, row-major. */
  readonly fundamental: Float64Array;
  /** Chance to end in each class, t × c, row-major. */
  readonly probability: Float64Array;
  /** Mean windows until then, length t. */
  readonly mean: Float64Array;
  /** Variance of the windows until then, length t. */
  readonly variance: Float64Array;
}

/**
 * Absorption: from each transient state the fundamental matrix N = (I − Q)⁻¹, where the chain ends, and after how many
 * windows. Without transient states every part is empty. O(k³).
 *
 * @see Kemeny & Snell (1976), Finite Markov Chains, chapter 3
 */
export function absorption(chain: MarkovChain, classes: readonly CommunicatingClass[]): Absorption {
  const transient = classes
    .flatMap(({ states, recurrent }) => (recurrent ? [] : states))
    .sort((one, other) => one - other);
  const recurrent = classes.flatMap(({ states, recurrent }) => (recurrent ? [states] : []));
  const [t, c] = [transient.length, recurrent.length];

  const exit = new Float64Array(t);
  const right = new Float64Array(t * (t + c));
  for (const [row, from] of transient.entries()) {
    right[row * (t + c) + row] = 1;
    for (const [column, states] of recurrent.entries()) {
      for (const to of states) {
        const chance = chain.probabilities[from * chain.k + to];
        right[row * (t + c) + t + column] += chance;
        exit[row] += chance;
      }
    }
  }
  const q = blockOf(chain, transient, transient);
  const solved = solveLeaving(q, exit, right);

  const fundamental = new Float64Array(t * t);
  const probability = new Float64Array(t * c);
  const mean = new Float64Array(t);
  const meanOfState = new Float64Array(chain.k);
  for (const [row, from] of transient.entries()) {
    fundamental.set(solved.subarray(row * (t + c), row * (t + c) + t), row * t);
    probability.set(solved.subarray(row * (t + c) + t, (row + 1) * (t + c)), row * c);
    for (let column = 0; column < t; column++) mean[row] += fundamental[row * t + column];
    meanOfState[from] = mean[row];
  }
  const variance = solveLeaving(q, exit, varianceOfNextStep(chain, transient, meanOfState));
  return { transient, recurrent, fundamental, probability, mean, variance };
}
