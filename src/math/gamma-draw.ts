import type { Random } from "./random.ts";

/**
 * A gamma deviate of scale 1 (mean and variance are the shape), by squeezing a cubed normal one. Shapes below 1 go by
 * shape + 1 and a power of a uniform number, and may come out as 0 where the deviate is below 1e-308: `logGammaDraw`
 * keeps it.
 *
 * @param shape above 0
 * @see Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26, 363–372
 */
export function gammaDraw(random: Random, shape: number): number {
  return shape < 1 ? Math.exp(logGammaDraw(random, shape)) : fromOne(random, shape);
}

/** The logarithm of a gamma deviate of scale 1. */
export function logGammaDraw(random: Random, shape: number): number {
  if (shape >= 1) return Math.log(fromOne(random, shape));
  // next() may be 0, 1 − next() never is.
  return Math.log(fromOne(random, shape + 1)) + Math.log(1 - random.next()) / shape;
}

/** For shapes of at least 1. */
function fromOne(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random.next();
    if (u < 1 - 0.0331 * x ** 4 || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
