import type { CommunicatingClass } from "./communicating-classes.ts";
import { solveLeaving } from "./gth-elimination.ts";
import { blockOf, type MarkovChain } from "./markov-chain.ts";
import { stationaryDistribution } from "./stationary-distribution.ts";

/** The way from each state to a set of states. */
export interface FirstPassage {
  /** Chance to ever be in the set, length k; 1 from its own states. */
  readonly probability: Float64Array;
  /** Mean windows until then, length k; 0 from the set's own states, ∞ where it may never happen. */
  readonly mean: Float64Array;
  /** Variance of the windows until then, length k; ∞ where the mean is. */
  readonly variance: Float64Array;
}

/**
 * When and whether a chain first comes into a set of states, such as those that count as churn. The set need not be
 * absorbing: customers may come back from it later.
 *
 * A chance is 1, and a time is finite, by what is possible and not by rounding: from where every way ends in the set.
 * O(k³).
 *
 * @param target indices of states, at least one
 * @throws RangeError if there is none, or one is no state
 * @see Kemeny & Snell (1976), Finite Markov Chains, chapter 3
 *
 * @example
 * firstPassage(markovChain(Float64Array.of(0.75, 0.25, 0, 1)), [1]).mean; // 4, 0
 */
export function firstPassage(chain: MarkovChain, target: readonly number[]): FirstPassage {
  const { k } = chain;
  const isTarget = new Uint8Array(k);
  for (const state of target) {
    if (!(Number.isInteger(state) && state >= 0 && state < k)) {
      throw new RangeError(`firstPassage: ${state} is no state of 0…${k - 1}`);
    }
    isTarget[state] = 1;
  }
  if (target.length === 0) throw new RangeError("firstPassage: no state to come to");

  const states = Array.from({ length: k }, (_, state) => state);
  const mayCome = leadingTo(chain, isTarget, isTarget);
  const mayMiss = leadingTo(
    chain,
    mayCome.map((may) => 1 - may),
    isTarget,
  );
  const goals = states.filter((state) => isTarget[state] === 1);
  const sure = states.filter((state) => isTarget[state] === 0 && mayMiss[state] === 0);
  const open = states.filter((state) => mayCome[state] === 1 && mayMiss[state] === 1);
  const lost = states.filter((state) => mayCome[state] === 0);

  const probability = Float64Array.from(states, (state) => (mayMiss[state] === 1 ? 0 : 1));
  const toGoals = rowSums(blockOf(chain, open, [...goals, ...sure]), open.length);
  const toLost = rowSums(blockOf(chain, open, lost), open.length);
  const exit = toGoals.map((chance, at) => chance + toLost[at]);
  const chances = solveLeaving(blockOf(chain, open, open), exit, toGoals);
  for (const [at, state] of open.entries()) probability[state] = chances[at];

  const mean = Float64Array.from(states, (state) => (mayMiss[state] === 1 ? Number.POSITIVE_INFINITY : 0));
  const variance = mean.slice();
  const within = blockOf(chain, sure, sure);
  const out = rowSums(blockOf(chain, sure, goals), sure.length);
  const times = solveLeaving(within, out, new Float64Array(sure.length).fill(1));
  for (const [at, state] of sure.entries()) mean[state] = times[at];
  const variances = solveLeaving(within, out, varianceOfNextStep(chain, sure, mean));
  for (const [at, state] of sure.entries()) variance[state] = variances[at];
  return { probability, mean, variance };
}

/**
 * How much the time that is left varies with the next move, from each of some states. What varies in all is the sum of
 * that over all moves to come, without the difference of large squares.
 */
export function varianceOfNextStep(
  { k, probabilities }: MarkovChain,
  states: readonly number[],
  mean: Float64Array,
): Float64Array {
  return Float64Array.from(states, (from) => {
    let variance = 0;
    for (let to = 0; to < k; to++) {
      const chance = probabilities[from * k + to];
      if (chance > 0) variance += chance * (mean[to] - (mean[from] - 1)) ** 2;
    }
    return variance;
  });
}

/**
 * Mean first passage times: windows from each state (row) until the chain is first in each other one (column), k × k,
 * row-major; 0 on the diagonal, ∞ where the chain may never come there. O(k⁴).
 */
export function meanFirstPassageTimes(chain: MarkovChain): Float64Array {
  const { k } = chain;
  const times = new Float64Array(k * k);
  for (let to = 0; to < k; to++) {
    const { mean } = firstPassage(chain, [to]);
    for (let from = 0; from < k; from++) times[from * k + to] = mean[from];
  }
  return times;
}

/** Mean windows until a state is left and come back to, or kept: 1/π, length k; ∞ for transient states. O(k³). */
export function meanRecurrenceTimes(chain: MarkovChain, classes: readonly CommunicatingClass[]): Float64Array {
  const times = new Float64Array(chain.k).fill(Number.POSITIVE_INFINITY);
  for (const one of classes) {
    if (!one.recurrent) continue;
    const shares = stationaryDistribution(chain, one);
    for (const state of one.states) times[state] = 1 / shares[state];
  }
  return times;
}

/** Marks the states from which some way leads to the marked ones, these included; ways end at `stops`. */
function leadingTo({ k, probabilities }: MarkovChain, goals: Uint8Array, stops: Uint8Array): Uint8Array {
  const leads = goals.slice();
  const found = [...leads.keys()].filter((state) => leads[state] === 1);
  for (const to of found) {
    for (let from = 0; from < k; from++) {
      if (leads[from] === 1 || stops[from] === 1 || probabilities[from * k + to] === 0) continue;
      leads[from] = 1;
      found.push(from);
    }
  }
  return leads;
}

function rowSums(cells: Float64Array, rows: number): Float64Array {
  const sums = new Float64Array(rows);
  const columns = cells.length / rows;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) sums[row] += cells[row * columns + column];
  }
  return sums;
}
