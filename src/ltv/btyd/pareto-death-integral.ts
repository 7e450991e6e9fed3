import { gaussLegendre } from "../../math/gauss-legendre.ts";

/** Of an exponent that says how far the integrand has fallen: what comes after is nothing, and where to cut it off. */
const [tooFar, farEnough] = [50, 40];

/** What the integral gives, in this order: its logarithm, then means over the integrand as a density of y. */
export const deathIntegralParts = { log: 0, logAlphaY: 1, perAlphaY: 2, logBetaY: 3, perBetaY: 4, length: 5 } as const;

/**
 * The integral over the time of a death between t_x and T in the Pareto/NBD,
 *
 *     I = ∫_{t_x}^T s (alpha + y)^−R (beta + y)^−(s+1) dy,    R = r + x,
 *
 * and the means of ln(alpha + y), 1/(alpha + y), ln(beta + y) and 1/(beta + y) over the integrand, of which the derivatives of
 * ln I are made. Fader and Hardie write I as a difference of two hypergeometric functions, whose derivatives in the
 * parameters have no closed form and which overflows for a large x; here value and derivatives come from one sum without
 * cancellation.
 *
 * Gauss–Legendre on the axis of ln(θ + y), θ the smaller of alpha and beta: there the integrand is an exponential times a
 * power of something between constant and exponential, without a singularity nearer than π. Cut off where e⁻⁴⁰ is left.
 * 14 to 64 nodes, relative error below 1e-12 (200,000 random cases with x to 2000 and parameters of .001 to 10,000).
 *
 * @param out written: see `deathIntegralParts`; the logarithm is −∞ where t_x = T
 */
export function deathIntegral(
  R: number,
  alpha: number,
  s: number,
  beta: number,
  tx: number,
  T: number,
  out: Float64Array,
): void {
  const isAlphaSmall = alpha <= beta;
  const small = (isAlphaSmall ? alpha : beta) + tx;
  const large = (isAlphaSmall ? beta : alpha) + tx;
  // The exponents of the two factors; the first less the one that the axis of logarithms brings.
  const first = (isAlphaSmall ? R : s + 1) - 1;
  const second = isAlphaSmall ? s + 1 : R;
  const share = small / large;

  let length = Math.log1p((T - tx) / small);
  let fallen = first * length + second * Math.log1p(share * Math.expm1(length));
  // The exponent bends upwards, so Newton's steps from the right stay on the right.
  for (let step = 0; fallen > tooFar && step < 60; step++) {
    const grown = 1 + share * Math.expm1(length);
    length -= (fallen - farEnough) / (first + (second * share * Math.exp(length)) / grown);
    fallen = first * length + second * Math.log1p(share * Math.expm1(length));
  }

  const { nodes, weights } = gaussLegendre(nodesFor(length, fallen));
  const half = length / 2;
  let [sum, smallLog, smallInverse, largeLog, largeInverse] = [0, 0, 0, 0, 0];
  for (let i = 0; i < nodes.length; i++) {
    const v = half * (1 + nodes[i]);
    const grown = Math.exp(v);
    const stretch = 1 + share * (grown - 1);
    const logStretch = Math.log(stretch);
    const mass = weights[i] * Math.exp(-first * v - second * logStretch);
    sum += mass;
    smallLog += mass * v;
    smallInverse += mass / grown;
    largeLog += mass * logStretch;
    largeInverse += mass / stretch;
  }
  out[deathIntegralParts.log] = Math.log(s * half * sum) - first * Math.log(small) - second * Math.log(large);
  smallLog = Math.log(small) + smallLog / sum;
  smallInverse /= sum * small;
  largeLog = Math.log(large) + largeLog / sum;
  largeInverse /= sum * large;
  out[deathIntegralParts.logAlphaY] = isAlphaSmall ? smallLog : largeLog;
  out[deathIntegralParts.perAlphaY] = isAlphaSmall ? smallInverse : largeInverse;
  out[deathIntegralParts.logBetaY] = isAlphaSmall ? largeLog : smallLog;
  out[deathIntegralParts.perBetaY] = isAlphaSmall ? largeInverse : smallInverse;
}

function nodesFor(length: number, fallen: number): number {
  if (length > 9) return 64;
  if (length > 6) return 48;
  if (length > 3 || fallen > 20) return 32;
  return fallen > 5 ? 20 : 14;
}
