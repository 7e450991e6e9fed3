import { logHypergeometric } from "../../math/log-hypergeometric.ts";

/** Chance of another purchase before which the series is short. */
const shortSeries = 0.9;
/** Logarithm of what a double holds with all its digits, and of a factor to spare. */
const smallest = -650;

/**
 * Purchases expected in a time t by a customer who is alive, buys at a rate λ ~ Gamma(R, rate A) and dies after each
 * purchase with probability p ~ Beta(a, b):
 *
 *     E[(1 − (1 + p t/A)^−R) / p]
 *       = (a + b − 1)/(a − 1) · (1 − (A/(A + t))^R ₂F₁(R, b; a + b − 1; t/(A + t)))
 *
 * The closed form divides 0 by 0 at a = 1 and loses digits where t or a − 1 is small. Summed instead is
 *
 *     Σₙ NB(n; R, t/(A + t)) Σ_{j<n} E[(1 − p)ʲ]
 *
 * over the n purchases an immortal would make: no term is negative, so nothing cancels, and nothing overflows for a large
 * R. Its O(R t/A) terms are too many where t is far beyond A, and there the closed form is good, unless a is near 1.
 */
export function expectedWhileAlive(R: number, A: number, a: number, b: number, t: number): number {
  if (t === 0) return 0;
  const z = t / (A + t);
  const c = a + b - 1;
  if (z > shortSeries && Math.abs(a - 1) > 1e-3 && c > 1e-3) {
    return (c / (a - 1)) * -Math.expm1(R * Math.log(A / (A + t)) + logHypergeometric(R, b, c, z));
  }
  return sumOverPurchases(R, z, a, b);
}

function sumOverPurchases(R: number, z: number, a: number, b: number): number {
  // A chance below what a double holds is kept as a logarithm until it has grown; what it weighs until then is nothing.
  let logChance = R * Math.log1p(-z);
  let isDouble = logChance > smallest;
  let chance = isDouble ? Math.exp(logChance) : 0;
  let survival = 1;
  let made = 0;
  let expected = 0;
  for (let n = 1; ; n++) {
    const ratio = (z * (R + n - 1)) / n;
    if (isDouble) chance *= ratio;
    else {
      logChance += Math.log(ratio);
      isDouble = logChance > smallest;
      if (isDouble) chance = Math.exp(logChance);
    }
    made += survival;
    survival *= (b + n - 1) / (a + b + n - 1);
    const part = chance * made;
    expected += part;
    // From here terms fall at least as fast as a geometric series, for `made` grows by less than 1/n of itself.
    const worst = Math.max(ratio, z) * (1 + 1 / n);
    if (worst < 1 && isDouble && part <= 1e-16 * expected * (1 - worst)) return expected;
  }
}
