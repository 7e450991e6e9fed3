/**
 * The number above `low` and at most `high` with the fewest digits, the smallest of them: a threshold that people can say.
 *
 * @param low below `high`; both finite
 *
 * @example
 * roundestBetween(87.3, 118); // 90
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
