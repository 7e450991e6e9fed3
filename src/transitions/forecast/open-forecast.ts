import type { MarkovChain } from "../chain/markov-chain.ts";

/**
 * Expected sizes of states with newcomers: n(t + 1) = n(t) P + inflow. Who comes in during a window is in their first state
 * at its end, and moves from the next one on. O(windows · k²).
 *
 * @param sizes customers in each state now, length k
 * @param inflow customers who come in each window, by the state they are first seen in, length k
 * @param windows how many ahead, whole, at least 0
 * @returns sizes after 1, 2, … windows, each of length k
 * @throws RangeError if lengths differ, or `windows` is no number of windows
 */
export function forecastOpen(
  sizes: Float64Array,
  { k, probabilities }: MarkovChain,
  inflow: Float64Array,
  windows: number,
): Float64Array[] {
  if (sizes.length !== k || inflow.length !== k) {
    throw new RangeError(`forecastOpen: ${sizes.length} sizes and ${inflow.length} inflows for ${k} states`);
  }
  if (!(Number.isInteger(windows) && windows >= 0)) {
    throw new RangeError(`forecastOpen: windows are a whole number, got ${windows}`);
  }
  const ahead: Float64Array[] = [];
  let now = sizes;
  for (let window = 0; window < windows; window++) {
    const next = inflow.slice();
    for (let from = 0; from < k; from++) {
      for (let to = 0; to < k; to++) next[to] += now[from] * probabilities[from * k + to];
    }
    ahead.push(next);
    now = next;
  }
  return ahead;
}
