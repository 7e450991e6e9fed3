/** How much more counts vary from window to window than customers who move for themselves would make them. */
export interface Dispersion {
  /** Pearson's statistic of windows against what they have in common. */
  readonly pearson: number;
  readonly df: number;
  /** Variance relative to the multinomial: pearson/df, at least 1; 1 where there is nothing to compare. */
  readonly factor: number;
}

/** Of all origins together, and of each, length k. */
export interface MoveDispersion {
  readonly overall: Dispersion;
  readonly origins: readonly Dispersion[];
}

/**
 * Over-dispersion of moves: for each origin, Pearson's statistic of its row in all pairs of windows against the pooled row,
 * over its degrees of freedom, (pairs with customers − 1)(destinations seen − 1). Seasons, campaigns and labels that move
 * together make it larger than 1. On average the factor is 1 for independent moves, however few there are, but from few
 * pairs it is rough.
 *
 * O(pairs · k²).
 *
 * @param pairs moves of each pair of neighbouring windows, k × k, row-major
 * @throws RangeError if a table has another size
 * @see McCullagh & Nelder (1989), Generalized Linear Models, section 4.5.2
 */
export function moveDispersion(pairs: readonly Float64Array[], k: number): MoveDispersion {
  for (const counts of pairs) {
    if (counts.length !== k * k) throw new RangeError(`moveDispersion: ${counts.length} moves for ${k} × ${k} cells`);
  }
  const origins = Array.from({ length: k }, (_, from) =>
    dispersionOf(pairs.map((counts) => counts.subarray(from * k, (from + 1) * k))),
  );
  const pearson = origins.reduce((sum, one) => sum + one.pearson, 0);
  const df = origins.reduce((sum, one) => sum + one.df, 0);
  return { overall: withFactor(pearson, df), origins };
}

/**
 * Over-dispersion of how counts divide among classes, over windows.
 *
 * @param windows counts of each class, all of one length; windows without counts do not tell
 */
export function dispersionOf(windows: readonly Float64Array[]): Dispersion {
  const known = windows.map((counts) => ({ counts, n: sumOf(counts) })).filter(({ n }) => n > 0);
  if (known.length === 0) return withFactor(0, 0);
  const pooled = known[0].counts.map((_, j) => known.reduce((sum, { counts }) => sum + counts[j], 0));
  const all = sumOf(pooled);
  let pearson = 0;
  for (const { counts, n } of known) {
    for (let j = 0; j < pooled.length; j++) {
      const expected = (n * pooled[j]) / all;
      if (expected > 0) pearson += (counts[j] - expected) ** 2 / expected;
    }
  }
  return withFactor(pearson, (known.length - 1) * (pooled.filter((count) => count > 0).length - 1));
}

function withFactor(pearson: number, df: number): Dispersion {
  return { pearson, df, factor: df === 0 ? 1 : Math.max(1, pearson / df) };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
