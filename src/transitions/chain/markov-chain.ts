/** A matrix of transition probabilities that was looked at: k × k, nothing unknown, nothing negative, rows that sum to 1. */
export interface MarkovChain {
  /** Number of states. */
  readonly k: number;
  /** Chance of moving from row to column over one window, k × k, row-major. */
  readonly probabilities: Float64Array;
}

/** What rounding may leave of 1 in the sum of a row. */
const rounding = 1e-9;

/**
 * Takes a transition matrix as a chain, which every figure of `chain/` and `forecast/` starts from.
 *
 * @param probabilities k × k, row-major, kept and not copied
 * @throws RangeError if it is not square, a row is unknown (nobody was seen in the state), a cell is no probability, or a
 *   row does not sum to 1 within 1e-9
 *
 * @example
 * markovChain(Float64Array.of(0.9, 0.1, 0.5, 0.5)).k; // 2
 */
export function markovChain(probabilities: Float64Array): MarkovChain {
  const k = Math.sqrt(probabilities.length);
  if (!(Number.isInteger(k) && k > 0)) throw new RangeError(`markovChain: ${probabilities.length} cells are no k × k`);
  for (let from = 0; from < k; from++) {
    let sum = 0;
    for (let to = 0; to < k; to++) {
      const probability = probabilities[from * k + to];
      if (Number.isNaN(probability)) {
        throw new RangeError(`markovChain: row ${from} is unknown, nobody was seen in it; smooth the counts first`);
      }
      if (!(probability >= 0 && probability <= 1 + rounding)) {
        throw new RangeError(`markovChain: from ${from} to ${to}: ${probability} is no probability`);
      }
      sum += probability;
    }
    if (Math.abs(sum - 1) > rounding) throw new RangeError(`markovChain: row ${from} sums to ${sum} and not to 1`);
  }
  return { k, probabilities };
}

/** The cells of some rows and some columns, row-major. */
export function blockOf(
  { k, probabilities }: MarkovChain,
  rows: readonly number[],
  columns: readonly number[],
): Float64Array {
  return Float64Array.from(rows.flatMap((from) => columns.map((to) => probabilities[from * k + to])));
}
