import { gaussLegendre } from "./gauss-legendre.ts";

/** Beyond this exponent nothing is left of an integrand that began at 1. */
const enough = 45;

/**
 * eᶻ E_s(z) = ∫₀^∞ e^(−zw) (1 + w)^(−s) dw: the generalised exponential integral without the factor that makes it vanish;
 * Tricomi's Ψ(1, 2 − s; z), or z^(s−1) Ψ(s, s; z). Relative error about 1e-13, for every size of s and z.
 *
 * Quadrature on the axis of ln(1 + w), where the integrand is smooth however small z is: 20 nodes a panel, a panel for
 * each 1.5 of the axis or each e⁻⁶ of decay.
 *
 * @param s any number
 * @param z above 0
 * @throws RangeError otherwise
 * @see DLMF 8.19.4, https://dlmf.nist.gov/8.19
 *
 * @example
 * scaledExponentialIntegral(0, 2); // 1/2
 */
export function scaledExponentialIntegral(s: number, z: number): number {
  if (!(z > 0 && z < Number.POSITIVE_INFINITY && Number.isFinite(s))) {
    throw new RangeError(`scaledExponentialIntegral: a finite s and z above 0, got ${s} and ${z}`);
  }
  const exponent = (v: number) => z * Math.expm1(v) + (s - 1) * v;
  let end = Math.log1p(enough / z) + 1;
  // Where s is negative, the integrand rises before it falls.
  while (exponent(end) < enough) end *= 1.25;
  // The exponent bends upwards, so Newton's steps come down to where it is enough and never below it.
  if (exponent(0.5 * end) > enough) {
    for (let step = 0; step < 60 && exponent(end) > enough + 10; step++) {
      end -= (exponent(end) - enough) / (z * Math.exp(end) + s - 1);
    }
  }

  const panels = Math.max(Math.ceil(end / 1.5), 8);
  const { nodes, weights } = gaussLegendre(20);
  const half = end / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < nodes.length; i++) {
      sum += weights[i] * Math.exp(-exponent(half * (2 * panel + 1 + nodes[i])));
    }
  }
  return sum * half;
}
