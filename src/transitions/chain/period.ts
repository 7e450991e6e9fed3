import type { CommunicatingClass } from "./communicating-classes.ts";
import type { MarkovChain } from "./markov-chain.ts";

/**
 * Period of a class: the greatest common divisor of the lengths of all ways back to a state. 1 is aperiodic: shares of
 * states settle. 0 for a single state that is always left at once, and never returned to within its class.
 *
 * By the depths of a breadth-first search: an edge from u to v closes ways that differ by depth(u) + 1 − depth(v).
 * O(size²).
 *
 * @see Denardo (1977), Periods of connected networks and powers of nonnegative matrices, Mathematics of Operations
 *   Research 2, 20–24
 */
export function periodOf({ k, probabilities }: MarkovChain, { states }: CommunicatingClass): number {
  const depth = new Map([[states[0], 0]]);
  const reached = [states[0]];
  let period = 0;
  for (const from of reached) {
    const next = (depth.get(from) ?? 0) + 1;
    for (const to of states) {
      if (probabilities[from * k + to] === 0) continue;
      const known = depth.get(to);
      if (known === undefined) {
        depth.set(to, next);
        reached.push(to);
      } else period = greatestCommonDivisor(period, Math.abs(next - known));
    }
  }
  return period;
}

/** Period of the chain in the long run: the least common multiple of the periods of its recurrent classes. */
export function periodOfChain(chain: MarkovChain, classes: readonly CommunicatingClass[]): number {
  return classes
    .filter(({ recurrent }) => recurrent)
    .map((one) => periodOf(chain, one))
    .reduce((multiple, period) => (multiple * period) / greatestCommonDivisor(multiple, period), 1);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
