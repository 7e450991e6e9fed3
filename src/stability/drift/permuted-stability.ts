import { createRandom } from "../../math/random.ts";
import { assertComparable, total } from "./bin-counts.ts";
import { stabilityIndex } from "./population-stability.ts";

/** What the population stability index is where nothing has changed, found out on the customers themselves. */
export interface PermutedStability {
  /** Mean over the draws. */
  readonly mean: number;
  /** Customers who have not changed pass it at most once in twenty times. */
  readonly p95: number;
  /** Chance of an index as large as theirs without any change, above 0 and at most 1. */
  readonly p: number;
}

/**
 * Permutation test of the population stability index: the n + m customers are divided anew into n and m at random, and
 * each time the index is computed. It holds for samples of any size, where the approximation of `populationStability`
 * needs large ones; of bins whose edges are quantiles of the reference it is a close approximation itself.
 *
 * O(draws·(min(n, m) + B)): meant for samples of which one is small.
 *
 * @param reference customers by bin, length B, whole numbers
 * @param current customers by bin, length B, whole numbers
 * @param draws divisions, at least 19, so that one of 20 can stand out
 * @throws RangeError if the counts cannot be compared or are no whole numbers, or draws are too few
 * @see Phipson & Smyth (2010), Permutation p-values should never be zero, Statistical Applications in Genetics and
 *   Molecular Biology 9(1), 39
 */
export function permutedStability(
  reference: Float64Array,
  current: Float64Array,
  seed: number,
  draws = 999,
): PermutedStability {
  assertComparable(reference, current);
  if (!(Number.isInteger(draws) && draws >= 19)) {
    throw new RangeError(`permutedStability: needed 19 draws or more, got ${draws}`);
  }
  const together = reference.map((count, bin) => count + current[bin]);
  const urn = binOfEach(together);
  const fewer = Math.min(total(reference), total(current));
  const random = createRandom(seed);

  const psi = new Float64Array(draws);
  const drawn = new Float64Array(together.length);
  const rest = new Float64Array(together.length);
  for (let draw = 0; draw < draws; draw++) {
    drawn.fill(0);
    rest.set(together);
    for (let i = 0; i < fewer; i++) {
      const at = i + random.below(urn.length - i);
      const bin = urn[at];
      urn[at] = urn[i];
      urn[i] = bin;
      drawn[bin] += 1;
      rest[bin] -= 1;
    }
    psi[draw] = stabilityIndex(rest, drawn).psi;
  }

  psi.sort();
  // Divisions into the same counts are ties that rounding must not part.
  const seen = stabilityIndex(reference, current).psi * (1 - 1e-12);
  const asLarge = psi.filter((index) => index >= seen).length;
  return {
    mean: total(psi) / draws,
    p95: psi[Math.ceil(0.95 * (draws + 1)) - 1],
    p: (asLarge + 1) / (draws + 1),
  };
}

function binOfEach(counts: Float64Array): Int32Array {
  const odd = counts.findIndex((count) => !Number.isInteger(count));
  if (odd !== -1)
    throw new RangeError(`permutedStability: bin ${odd} counts ${counts[odd]} customers, needed a whole number`);
  const bins = new Int32Array(total(counts));
  let from = 0;
  for (const [bin, count] of counts.entries()) {
    bins.fill(bin, from, from + count);
    from += count;
  }
  return bins;
}
