/**
 * Solves A x = y for a symmetric positive definite matrix by the decomposition of Cholesky, O(k³).
 *
 * @param matrix k × k, row-major; not changed
 * @param right length k; not changed
 * @returns length k, or undefined where the matrix is not positive definite
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const k = right.length;
  const factor = matrix.slice();
  const x = right.slice();
  for (let column = 0; column < k; column++) {
    for (let row = column; row < k; row++) {
      let sum = factor[row * k + column];
      for (let j = 0; j < column; j++) sum -= factor[row * k + j] * factor[column * k + j];
      if (row > column) factor[row * k + column] = sum / factor[column * k + column];
      // Less than rounding leaves of the diagonal is as good as nothing.
      else if (sum > 1e-14 * matrix[row * k + row]) factor[row * k + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  for (let row = 0; row < k; row++) {
    for (let j = 0; j < row; j++) x[row] -= factor[row * k + j] * x[j];
    x[row] /= factor[row * k + row];
  }
  for (let row = k - 1; row >= 0; row--) {
    for (let j = row + 1; j < k; j++) x[row] -= factor[j * k + row] * x[j];
    x[row] /= factor[row * k + row];
  }
  return x;
}
