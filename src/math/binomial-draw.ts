import { gammaln } from "simple-statistics";
import type { Random } from "./random.ts";

/** Expected successes from which rejection is faster than adding up probabilities. */
const manySuccesses = 10;

/**
 * Successes among n independent trials: inversion where few are expected, Hörmann's transformed rejection (BTRS) where
 * many are. The time does not grow with n.
 *
 * @param trials n, a whole number up to 1e9
 * @param chance of success, 0…1
 * @throws RangeError otherwise
 * @see Hörmann (1993), The generation of binomial random variates, Journal of Statistical Computation and Simulation 46,
 *   101–110
 *
 * @example
 * binomialDraw(createRandom(1), 1_000_000, 0.3); // about 300 000 ± 458
 */
export function binomialDraw(random: Random, trials: number, chance: number): number {
  if (!(Number.isInteger(trials) && trials >= 0 && trials <= 1e9 && chance >= 0 && chance <= 1)) {
    throw new RangeError(
      `binomialDraw: trials are whole, 0…1e9, and a chance is within [0, 1], got ${trials} and ${chance}`,
    );
  }
  if (chance > 0.5) return trials - rarely(random, trials, 1 - chance);
  return rarely(random, trials, chance);
}

/** For chances of at most a half. */
function rarely(random: Random, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  return n * p < manySuccesses ? byInversion(random, n, p) : byRejection(random, n, p);
}

function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let left = random.next();
  let successes = 0;
  while (left >= probability && successes < n) {
    left -= probability;
    successes += 1;
    probability *= (odds * (n - successes + 1)) / successes;
  }
  return successes;
}

function byRejection(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeezed = 0.92 - 4.2 / b;
  const logOdds = Math.log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  let atMode = Number.NaN;
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const fromEdge = 0.5 - Math.abs(u);
    const successes = Math.floor(((2 * a) / fromEdge + b) * u + centre);
    if (fromEdge >= 0.07 && v <= squeezed) return successes;
    if (!(successes >= 0 && successes <= n)) continue;
    if (Number.isNaN(atMode)) atMode = gammaln(mode + 1) + gammaln(n - mode + 1);
    const bound = (v * (2.83 + 5.1 / b) * deviation) / (a / (fromEdge * fromEdge) + b);
    const logRatio = atMode - gammaln(successes + 1) - gammaln(n - successes + 1) + (successes - mode) * logOdds;
    if (Math.log(bound) <= logRatio) return successes;
  }
}
