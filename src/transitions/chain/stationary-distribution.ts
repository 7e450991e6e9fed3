import type { CommunicatingClass } from "./communicating-classes.ts";
import { stationaryShares } from "./gth-elimination.ts";
import { blockOf, type MarkovChain } from "./markov-chain.ts";

/**
 * Stationary distribution of a recurrent class: the shares π of its states with πP = π, in which the customers of the
 * class end up on average over time (and at every time, when the class is aperiodic). O(size³).
 *
 * @returns shares that sum to 1, length k, 0 outside the class
 *
 * @example
 * stationaryDistribution(chain, communicatingClasses(chain)[0]); // for rows .9 .1 and .5 .5: 5/6 and 1/6
 */
export function stationaryDistribution(chain: MarkovChain, { states }: CommunicatingClass): Float64Array {
  const shares = stationaryShares(blockOf(chain, states, states), states.length);
  const distribution = new Float64Array(chain.k);
  for (const [at, state] of states.entries()) distribution[state] = shares[at];
  return distribution;
}
