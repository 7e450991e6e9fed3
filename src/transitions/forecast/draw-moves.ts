import { dirichletDraw } from "../../math/dirichlet-draw.ts";
import { multinomialDraw } from "../../math/multinomial-draw.ts";
import type { Random } from "../../math/random.ts";

/** Dirichlet parameters below which a whole row would move as one; no dispersion is taken to say that. */
const leastKnown = 1;

/**
 * Where n customers of one state go, added to `sizes`: multinomial, or Dirichlet-multinomial with `dispersion` times its
 * variances. For that its parameters sum to A = (n − φ)/(φ − 1), from (n + A)/(1 + A) = φ; few customers cannot vary
 * more than n times as much, and A is at least 1. O(k).
 *
 * @param chances of the next state, length k, summing to 1
 * @param dispersion φ, at least 1
 */
export function drawMoves(
  random: Random,
  n: number,
  chances: Float64Array,
  dispersion: number,
  sizes: Float64Array,
): void {
  if (n === 0) return;
  const known = dispersion > 1 ? Math.max(leastKnown, (n - dispersion) / (dispersion - 1)) : Number.POSITIVE_INFINITY;
  const shaken = Number.isFinite(known)
    ? dirichletDraw(
        random,
        chances.map((chance) => chance * known),
        new Float64Array(chances.length),
      )
    : chances;
  const arrived = multinomialDraw(random, n, shaken, new Float64Array(chances.length));
  for (let state = 0; state < sizes.length; state++) sizes[state] += arrived[state];
}
