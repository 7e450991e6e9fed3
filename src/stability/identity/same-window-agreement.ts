import { quantiles } from "../../math/quantile.ts";
import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import { adjustedRandIndex } from "../../segments/agreement/adjusted-rand-index.ts";

/** Customers that are drawn again at most: more change the third digit. */
const mostRows = 20_000;
/** Random streams of the sample, and from here on of the bootstraps. */
const sampleStream = 0xa91;
const firstStream = 40_000;

/** How far two models put the same customers of one window into the same segments, where nobody can have moved. */
export interface SameWindowAgreement {
  /** Adjusted Rand index over all customers. */
  readonly ari: number;
  /** 5 % and 95 % quantiles over bootstraps of the customers. */
  readonly lo: number;
  readonly hi: number;
  readonly bootstraps: number;
}

/**
 * The agreement of two models on the customers of one window, with the scatter that other customers would give it. O(n), and
 * O(20,000) for each bootstrap.
 *
 * @param old segment of each customer by one model, length n ≥ 1
 * @param now the same customers by the other model, length n
 * @param bootstraps at least 1
 * @throws RangeError if the lengths differ or n is 0
 * @see Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2
 */
export function sameWindowAgreement(
  old: Int32Array,
  now: Int32Array,
  { bootstraps, seed }: { bootstraps: number; seed: number },
): SameWindowAgreement {
  const ari = adjustedRandIndex(old, now);
  const rows = sampleWithoutReplacement(createRandom(seed, sampleStream), old.length, mostRows);
  const redrawn = Float64Array.from({ length: bootstraps }, (_, bootstrap) => {
    const random = createRandom(seed, firstStream + bootstrap);
    const drawn = rows.map(() => rows[random.below(rows.length)]);
    return adjustedRandIndex(
      drawn.map((row) => old[row]),
      drawn.map((row) => now[row]),
    );
  });
  const [lo, hi] = quantiles(redrawn, [0.05, 0.95]);
  return { ari, lo, hi, bootstraps };
}
