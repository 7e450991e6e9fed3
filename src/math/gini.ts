/**
 * Gini coefficient: how unequally a total is divided, half the mean difference between two members in units of the mean.
 *
 *     G = Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ)   over ascending x₁…xₙ
 *
 * O(n log n).
 *
 * @param values NaN is "unknown" and left out
 * @returns 0 where everybody has the same, (n − 1)/n where one has it all; NaN where nothing is known, the total is 0, or
 *   a value is negative (money returned), which is no share of a total
 * @see Gini (1912), Variabilità e mutabilità; Sen (1973), On Economic Inequality, for the form by ranks
 *
 * @example
 * gini(Float64Array.of(1, 1, 4)); // (−2 + 0 + 8) / (3 · 6) = 1/3
 */
export function gini(values: Float64Array): number {
  const ascending = Float64Array.from(values).sort();
  const missing = ascending.findIndex(Number.isNaN);
  const n = missing === -1 ? ascending.length : missing;
  if (n === 0 || ascending[0] < 0) return Number.NaN;

  let total = 0;
  let weighted = 0;
  for (let i = 0; i < n; i++) {
    total += ascending[i];
    weighted += (2 * i + 1 - n) * ascending[i];
  }
  return weighted / (n * total);
}
