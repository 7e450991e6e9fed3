/** How a percentile is written: `p90`, `p99.5`. */
export const percentilePattern = /^p(100|\d{1,2}(\.\d+)?)$/;

/**
 * The share of values at or below a percentile, in 0…1.
 *
 * @throws RangeError if the text is not written like a percentile
 *
 * @example
 * shareOfPercentile("p90"); // 0.9
 */
export function shareOfPercentile(written: string): number {
  const match = percentilePattern.exec(written);
  if (match === null) throw new RangeError(`percentile: "${written}" is not written like p90`);
  return Number(match[1]) / 100;
}
