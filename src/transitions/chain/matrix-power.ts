import { Matrix } from "ml-matrix";
import type { MarkovChain } from "./markov-chain.ts";

/**
 * Chances of moving from row to column over several windows: Pⁿ, k × k, row-major, by repeated squaring. O(k³ log n).
 *
 * @param windows n, whole, at least 0
 * @throws RangeError otherwise
 */
export function matrixPower({ k, probabilities }: MarkovChain, windows: number): Float64Array {
  if (!(Number.isInteger(windows) && windows >= 0)) {
    throw new RangeError(`matrixPower: windows are a whole number, got ${windows}`);
  }
  return Float64Array.from(Matrix.from1DArray(k, k, probabilities).mpow(windows).to1DArray());
}
