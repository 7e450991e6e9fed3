import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** Less than rounding leaves of a diagonal element is as good as nothing. */
const rounding = 1e-14;

/**
 * Solves A x = y for a symmetric positive definite matrix by the decomposition of Cholesky (ml-matrix), O(k³).
 *
 * @param matrix k × k, row-major, symmetric to the last digit; not changed
 * @param right length k; not changed
 * @returns length k, or undefined where the matrix is not positive definite, only by rounding, or not finite
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  // NaN, which a flat likelihood may leave, is not even symmetric.
  if (!matrix.every(Number.isFinite)) return undefined;
  const k = right.length;
  const decomposition = new CholeskyDecomposition(Matrix.from1DArray(k, k, matrix));
  const factor = decomposition.lowerTriangularMatrix;
  const isSound = (i: number) => factor.get(i, i) ** 2 > rounding * matrix[i * k + i];
  if (!decomposition.isPositiveDefinite() || !right.every((_, i) => isSound(i))) return undefined;
  return Float64Array.from(decomposition.solve(Matrix.columnVector(right)).getColumn(0));
}
