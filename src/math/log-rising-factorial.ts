import { stirlingError } from "./stirling-error.ts";

/** From here on the series of Stirling's formula below is exact to the last digit. */
const largeEnough = 16;

/**
 * ln (a(a + 1)…(a + n − 1)) = ln Γ(a + n) − ln Γ(a), for whole and broken n alike. The two logarithms, which nearly
 * cancel where a is large, are never subtracted; absolute error about 1e-15 · n · ln(a + n).
 *
 * @param a above 0
 * @param n at least 0
 *
 * @example
 * logRisingFactorial(2, 3); // ln (2 · 3 · 4)
 */
export function logRisingFactorial(a: number, n: number): number {
  if (n === 0) return 0;
  // Γ(a + n)/Γ(a) = Γ(z + n)/Γ(z) · ∏ (a + i)/(a + n + i), for z = a + the number of factors.
  let z = a;
  let factors = 1;
  while (z < largeEnough) {
    factors *= z / (z + n);
    z += 1;
  }
  const stirling = (z - 0.5) * Math.log1p(n / z) + n * (Math.log(z + n) - 1);
  return Math.log(factors) + stirling + stirlingError(z + n) - stirlingError(z);
}
