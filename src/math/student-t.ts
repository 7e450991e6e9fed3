/**
 * Chance that Student's t with a whole number of degrees of freedom is at least `t`: the upper tail, in 0…1.
 *
 * O(df).
 *
 * @throws RangeError if df is not a whole number of at least 1, or t is unknown
 * @see Abramowitz & Stegun (1964), Handbook of mathematical functions, 26.7.3 and 26.7.4
 */
export function studentTUpperTail(t: number, df: number): number {
  if (!Number.isInteger(df) || df < 1 || Number.isNaN(t)) {
    throw new RangeError(`studentTUpperTail: t is a number and df at least 1, got ${t} and ${df}`);
  }
  const angle = Math.atan(Math.abs(t) / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = df % 2 === 1;
  // Terms of the series in powers of the cosine, each from the one before.
  let term = isOdd ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= df - 2; k += 2) {
    term *= (cosine ** 2 * (k - 1)) / k;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  const tail = Math.max(0, (1 - within) / 2);
  return t >= 0 ? tail : 1 - tail;
}
