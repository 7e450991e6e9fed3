import { chiSquareUpperTail } from "../../math/chi-square.ts";

/** Whether moves were drawn from a given matrix. */
export interface GoodnessOfFit {
  /** Σ (count − expected)² / expected; ∞ where somebody made a move that the matrix has no chance of. */
  readonly pearson: number;
  /** Destinations with a chance, less one, over the origins with a move. */
  readonly df: number;
  /** Chance of as large a statistic under the matrix, for many moves: rough where `smallestExpected` is below 5; 1 with df 0. */
  readonly p: number;
  /** Moves that the matrix has no chance of. */
  readonly impossible: number;
  /** Smallest count expected where there is a chance. */
  readonly smallestExpected: number;
}

/**
 * Pearson's test of moves against a matrix that was not estimated from them: a plan, a published figure, or the matrix
 * of an earlier time. Cells without a chance and without a count do not count, and neither do origins without moves.
 *
 * O(k²).
 *
 * @param counts customers by origin and destination, k × k, row-major
 * @param probabilities chance of each move, k × k; every row that is left adds up to 1
 * @throws RangeError if a matrix is not k × k, or a row with moves is no distribution
 * @see Anderson & Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28, 89–110
 */
export function goodnessOfFit(counts: Float64Array, probabilities: Float64Array, k: number): GoodnessOfFit {
  if (counts.length !== k * k || probabilities.length !== k * k) {
    throw new RangeError(`goodnessOfFit: ${counts.length} counts and ${probabilities.length} chances for ${k} states`);
  }
  let [pearson, df, impossible, smallestExpected] = [0, 0, 0, Infinity];
  for (let origin = 0; origin < k; origin++) {
    const row = counts.subarray(origin * k, (origin + 1) * k);
    const chances = probabilities.subarray(origin * k, (origin + 1) * k);
    const n = row.reduce((sum, count) => sum + count, 0);
    if (n === 0) continue;
    assertDistribution(chances, origin);
    df -= 1;
    for (let destination = 0; destination < k; destination++) {
      const expected = n * chances[destination];
      if (expected > 0) {
        pearson += (row[destination] - expected) ** 2 / expected;
        df += 1;
        smallestExpected = Math.min(smallestExpected, expected);
      } else impossible += row[destination];
    }
  }
  if (impossible > 0) return { pearson: Infinity, df, p: 0, impossible, smallestExpected };
  return { pearson, df, p: df === 0 ? 1 : chiSquareUpperTail(pearson, df), impossible, smallestExpected };
}

function assertDistribution(chances: Float64Array, origin: number): void {
  const sum = chances.reduce((all, chance) => all + chance, 0);
  if (!(Math.abs(sum - 1) <= 1e-9 && chances.every((chance) => chance >= 0))) {
    throw new RangeError(
      `goodnessOfFit: the chances out of state ${origin} are at least 0 and add up to 1, got ${sum}`,
    );
  }
}
