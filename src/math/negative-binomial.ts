import { betaPower } from "./regularized-beta.ts";

/**
 * Chances of 0, 1, 2 … failures before the `shape`-th success: Γ(shape + n)/(Γ(shape) n!) (1 − z)^shape zⁿ, the number of
 * events of a Poisson process whose rate is gamma-distributed. Begun at the most frequent number, so that large shapes do
 * not underflow, and ended where less than about 1e-16 is left, or at `most`.
 *
 * @param shape above 0
 * @param z chance of a failure, in [0, 1)
 * @param most largest number wanted
 * @returns chances of 0…N; what is beyond N is left out
 *
 * @example
 * negativeBinomialChances(1, 0.5, 2); // [1/2, 1/4, 1/8]
 */
export function negativeBinomialChances(shape: number, z: number, most: number): Float64Array {
  if (!(shape > 0 && z >= 0 && z < 1 && most >= 0)) {
    throw new RangeError(
      `negativeBinomialChances: a shape above 0, z in [0, 1) and a number, got ${shape}, ${z} and ${most}`,
    );
  }
  const mode = Math.min(most, Math.max(0, Math.floor(((shape - 1) * z) / (1 - z))));
  const top = mode === 0 ? Math.exp(shape * Math.log1p(-z)) : betaPower(shape, mode, 1 - z, z) / mode;
  const above = [top];
  for (let n = mode + 1; n <= most; n++) {
    const ratio = (z * (shape + n - 1)) / n;
    const chance = above[above.length - 1] * ratio;
    if (chance < 1e-17 * (1 - Math.max(ratio, z))) break;
    above.push(chance);
  }
  const chances = new Float64Array(mode + above.length);
  chances.set(above, mode);
  for (let n = mode; n > 0; n--) chances[n - 1] = (chances[n] * n) / (z * (shape + n - 1));
  return chances;
}
