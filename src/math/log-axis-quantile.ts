/** What is known of an amount: its distribution function, and the density that is its slope. */
export interface AmountDistribution {
  /** Chance of at most `amount` (> 0); continuous above 0. */
  readonly chanceOfAtMost: (amount: number) => number;
  readonly density: (amount: number) => number;
}

/** Of the logarithm: the longest step, and where doubles end. */
const [longest, farthest] = [3, 650];

/**
 * The amount above 0 at or below which lies this share. Newton's steps on the logarithm of the amount, kept between two amounts that
 * have the share between them once there are such; where the density is next to nothing, steps of 3 or halves. Three to six
 * evaluations of both functions from a fair start.
 *
 * @param share above the chance of 0 and below 1
 * @param start an amount above 0
 * @param enough relative step that is not worth another one; the relative error is about its square over the spread of the logarithm
 */
export function logAxisQuantile(
  { chanceOfAtMost, density }: AmountDistribution,
  share: number,
  start: number,
  enough: number,
): number {
  let at = Math.log(start);
  let [logLo, logHi] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let step = 0; step < 200; step++) {
    const amount = Math.exp(at);
    const over = chanceOfAtMost(amount) - share;
    if (over < 0) logLo = at;
    else logHi = at;
    if (logHi - logLo < enough || Math.abs(at) > farthest) break;
    const slope = amount * density(amount);
    const move = slope > 0 ? -over / slope : over < 0 ? longest : -longest;
    const next = at + Math.min(longest, Math.max(-longest, move));
    if (Math.abs(move) < enough) return Math.exp(next);
    at = next > logLo && next < logHi ? next : (logLo + logHi) / 2;
  }
  return Math.exp(at);
}
