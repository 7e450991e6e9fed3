import { normalQuantile } from "./normal-quantile.ts";

/**
 * Wilson's score interval for a proportion:
 *
 *     (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
 *
 * Unlike p̂ ± z·SE it stays inside [0, 1] and is not empty of doubt when the count is 0 or n.
 *
 * @param successes 0…trials
 * @param trials n ≥ 0; without trials the interval is [0, 1]
 * @param confidence share of intervals that hold the true proportion, in (0, 1)
 * @throws RangeError unless 0 ≤ successes ≤ trials
 * @see Wilson (1927), JASA 22, 209–212; Brown, Cai & DasGupta (2001), Statistical Science 16, 101–133
 *
 * @example
 * wilsonInterval(0, 10); // [0, 0.2775…]
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): [lo: number, hi: number] {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`wilsonInterval: ${successes} successes among ${trials} trials`);
  }
  if (trials === 0) return [0, 1];
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const doubt = (z * z) / trials;
  const centre = (share + doubt / 2) / (1 + doubt);
  const reach = (z * Math.sqrt((share * (1 - share)) / trials + doubt / (4 * trials))) / (1 + doubt);
  // The bounds are exact at the ends, where centre − reach would leave a rounding error of either sign.
  return [successes === 0 ? 0 : centre - reach, successes === trials ? 1 : centre + reach];
}
