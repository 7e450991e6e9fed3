/**
 * A threshold that people can say: the first multiple above `low` of the largest step, 5, 2 or 1 times a power of ten, of
 * which one is at most `high`; 0 where it lies between.
 *
 * @param low below `high`; both finite
 *
 * @example
 * roundestBetween(87.3, 118); // 100
 */
export function roundestBetween(low: number, high: number): number {
  if (low < 0 && high >= 0) return 0;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const largest = Math.floor(Math.log10(size)) + 1;
  for (let exponent = largest; exponent > largest - 16; exponent--) {
    for (const step of [5, 2, 1]) {
      const found = nextMultiple(low, step, exponent);
      if (found <= high) return found;
    }
  }
  return high;
}

/** The first multiple of step · 10^exponent above a number, without the crumbs of binary fractions. */
function nextMultiple(low: number, step: number, exponent: number): number {
  const unit = 10 ** Math.abs(exponent);
  const count = Math.floor((exponent < 0 ? low * unit : low / unit) / step) + 1;
  return exponent < 0 ? (count * step) / unit : count * step * unit;
}
