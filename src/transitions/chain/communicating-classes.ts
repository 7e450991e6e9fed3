import type { MarkovChain } from "./markov-chain.ts";

/** States that lead to one another, directly or over others. */
export interface CommunicatingClass {
  /** Ascending. */
  readonly states: readonly number[];
  /** Nothing leads out of the class: who is in it stays in it. A class that can be left is transient. */
  readonly recurrent: boolean;
}

/**
 * The communicating classes of a chain: the strongly connected components of its moves of positive probability, by
 * Tarjan's search. Ordered by their first states. O(k²).
 *
 * A smoothed matrix has few zeros: classes tell what is possible, and not what is likely.
 *
 * @see Tarjan (1972), Depth-first search and linear graph algorithms, SIAM Journal on Computing 1, 146–160
 *
 * @example
 * communicatingClasses(markovChain(Float64Array.of(0.5, 0.5, 0, 1))); // [0] transient, [1] recurrent
 */
export function communicatingClasses({ k, probabilities }: MarkovChain): CommunicatingClass[] {
  const order = new Int32Array(k).fill(-1);
  const lowest = new Int32Array(k);
  const classOf = new Int32Array(k).fill(-1);
  const open: number[] = [];
  const classes: number[][] = [];
  let visited = 0;

  const visit = (state: number) => {
    order[state] = visited;
    lowest[state] = visited;
    visited += 1;
    open.push(state);
    for (let to = 0; to < k; to++) {
      if (probabilities[state * k + to] === 0) continue;
      if (order[to] < 0) {
        visit(to);
        lowest[state] = Math.min(lowest[state], lowest[to]);
      } else if (classOf[to] < 0) lowest[state] = Math.min(lowest[state], order[to]);
    }
    if (lowest[state] !== order[state]) return;
    const members = open.splice(open.indexOf(state));
    for (const member of members) classOf[member] = classes.length;
    classes.push(members.sort((a, b) => a - b));
  };
  for (let state = 0; state < k; state++) if (order[state] < 0) visit(state);

  const leadsOut = (members: readonly number[]) =>
    members.some((from) => {
      for (let to = 0; to < k; to++) if (probabilities[from * k + to] > 0 && classOf[to] !== classOf[from]) return true;
      return false;
    });
  return classes
    .map((states) => ({ states, recurrent: !leadsOut(states) }))
    .sort((one, other) => one.states[0] - other.states[0]);
}

/** States that are never left. */
export function absorbingStates({ k, probabilities }: MarkovChain): number[] {
  return Array.from({ length: k }, (_, state) => state).filter((state) =>
    probabilities.subarray(state * k, (state + 1) * k).every((chance, to) => to === state || chance === 0),
  );
}
