import { gammaln } from "simple-statistics";
import type { Random } from "./random.ts";

/** Mean from which rejection is faster than adding up probabilities. */
const manyEvents = 10;

/**
 * A Poisson deviate: inversion for small means, Hörmann's transformed rejection (PTRS) for others. The time does not grow
 * with the mean.
 *
 * @param mean at least 0, up to 1e9
 * @throws RangeError otherwise
 * @see Hörmann (1993), The transformed rejection method for generating Poisson random variables, Insurance: Mathematics
 *   and Economics 12, 39–45
 *
 * @example
 * poissonDraw(createRandom(1), 400); // about 400 ± 20
 */
export function poissonDraw(random: Random, mean: number): number {
  if (!(mean >= 0 && mean <= 1e9)) throw new RangeError(`poissonDraw: a mean is within 0…1e9, got ${mean}`);
  return mean < manyEvents ? byInversion(random, mean) : byRejection(random, mean);
}

function byInversion(random: Random, mean: number): number {
  let probability = Math.exp(-mean);
  let left = random.next();
  let events = 0;
  // Far in the tail rounding leaves a remainder that no probability uses up.
  while (left >= probability && probability > 0) {
    left -= probability;
    events += 1;
    probability *= mean / events;
  }
  return events;
}

function byRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const squeezed = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const fromEdge = 0.5 - Math.abs(u);
    const events = Math.floor(((2 * a) / fromEdge + b) * u + mean + 0.43);
    if (fromEdge >= 0.07 && v <= squeezed) return events;
    if (!(events >= 0) || (fromEdge < 0.013 && v > fromEdge)) continue;
    const bound = (v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (fromEdge * fromEdge) + b);
    if (Math.log(bound) <= events * logMean - mean - gammaln(events + 1)) return events;
  }
}
