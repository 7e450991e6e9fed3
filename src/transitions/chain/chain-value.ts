import { solveLeaving } from "./gth-elimination.ts";
import type { MarkovChain } from "./markov-chain.ts";

/** What customers bring, by the state they are in. */
export interface ValuePerWindow {
  /** What a customer who is in the state at the beginning of a window brings in it, length k; costs may make it negative. */
  readonly values: Float64Array;
  /** What one unit a window later is worth now, 0…1: 1/(1 + rate of interest per window). */
  readonly discountFactor: number;
}

/**
 * Expected discounted value of a customer who starts in each state: v = (I − dP)⁻¹ r, all windows to come together. The
 * coming window counts in full, each later one d times the one before it. O(k³).
 *
 * @returns length k, in the units of `values`
 * @throws RangeError if there are not k values or they are not finite, or the factor is not in [0, 1): without discount
 *   the sum has no end
 * @see Pfeifer & Carraway (2000), Modeling customer relationships as Markov chains, Journal of Interactive Marketing 14(2),
 *   43–55
 *
 * @example
 * chainValue(markovChain(Float64Array.of(1)), { values: Float64Array.of(10), discountFactor: 0.9 }); // 10/(1 − 0.9)
 */
export function chainValue(chain: MarkovChain, value: ValuePerWindow): Float64Array {
  checkValue(chain, value);
  const { values, discountFactor } = value;
  if (discountFactor === 1) {
    throw new RangeError("chainValue: without discount the value of all windows to come has no end; name a horizon");
  }
  const leaving = new Float64Array(chain.k).fill(1 - discountFactor);
  return solveLeaving(
    chain.probabilities.map((chance) => discountFactor * chance),
    leaving,
    values,
  );
}

/**
 * Expected discounted value of a customer who starts in each state, over the coming windows:
 * r + dPr + … + (dP)ʰ⁻¹r. O(k² · windows).
 *
 * @param windows h, whole, at least 0
 * @returns length k, in the units of `values`
 * @throws RangeError if there are not k values or they are not finite, the factor is not in [0, 1], or h is no number of
 *   windows
 */
export function chainValueOver(chain: MarkovChain, value: ValuePerWindow, windows: number): Float64Array {
  checkValue(chain, value);
  if (!(Number.isInteger(windows) && windows >= 0)) {
    throw new RangeError(`chainValue: windows are a whole number, got ${windows}`);
  }
  const { k, probabilities } = chain;
  const { values, discountFactor } = value;
  let worth = new Float64Array(k);
  for (let window = 0; window < windows; window++) {
    const later = worth;
    worth = values.map((now, from) => {
      let next = 0;
      for (let to = 0; to < k; to++) next += probabilities[from * k + to] * later[to];
      return now + discountFactor * next;
    });
  }
  return worth;
}

function checkValue({ k }: MarkovChain, { values, discountFactor }: ValuePerWindow): void {
  if (values.length !== k) throw new RangeError(`chainValue: ${values.length} values for ${k} states`);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) throw new RangeError(`chainValue: the value of state ${broken} is ${values[broken]}`);
  if (!(discountFactor >= 0 && discountFactor <= 1)) {
    throw new RangeError(`chainValue: a discount factor is within [0, 1], got ${discountFactor}`);
  }
}
