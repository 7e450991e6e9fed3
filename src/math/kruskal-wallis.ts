import { chiSquareUpperTail } from "./chi-square.ts";
import type { RankSums } from "./rank-sums.ts";

/** Whether some groups tend to higher values than others. */
export interface KruskalWallis {
  /** Corrected for ties. */
  readonly h: number;
  readonly df: number;
  /** Chance of as large an H from groups of one distribution, by its chi-square limit: rough below five values a group. */
  readonly p: number;
  /** H/(n − 1): the share of the variation of ranks that lies between groups, 0…1. */
  readonly epsilon2: number;
}

/**
 * Kruskal and Wallis' analysis of variance by ranks: what a few very large values do to means, they cannot do here.
 * Groups without values do not count.
 *
 * H, p and epsilon² are NaN with fewer than two groups and where all values are equal. O(k).
 *
 * @param ranks of k groups, as `rankSums(groupValues(values, labels, k))` gives them
 * @see Kruskal & Wallis (1952), Use of ranks in one-criterion variance analysis, JASA 47, 583–621; Tomczak & Tomczak
 *   (2014), The need to report effect size estimates revisited, Trends in Sport Sciences 21, for ε²
 *
 * @example
 * kruskalWallis(rankSums([Float64Array.of(1, 2), Float64Array.of(3, 4)])).h; // ranks 3 of 10 and 7 of 10: 2.4
 */
export function kruskalWallis({ n, sizes, sums, tied }: RankSums): KruskalWallis {
  const mean = (n + 1) / 2;
  let known = 0;
  let between = 0;
  for (let group = 0; group < sizes.length; group++) {
    if (sizes[group] === 0) continue;
    known += 1;
    between += (sums[group] - sizes[group] * mean) ** 2 / sizes[group];
  }
  const df = Math.max(0, known - 1);
  const isTestable = df > 0 && tied < 1;
  const h = isTestable ? (12 * between) / (n * (n + 1)) / (1 - tied) : Number.NaN;
  return { h, df, p: isTestable ? chiSquareUpperTail(h, df) : Number.NaN, epsilon2: h / (n - 1) };
}
