/**
 * Solves (I − Q) X = B for an n × n matrix Q of non-negative numbers whose rows, with what leaves them, sum to 1. Given
 * are the cells of Q off its diagonal and the chance to leave; the diagonal 1 − qᵢᵢ is what they sum to. Nothing is
 * subtracted in the elimination, so every digit of X is right where B is not negative, however slowly the chain leaves.
 *
 * O(n³ + n²m).
 *
 * @param q n × n, row-major; its diagonal is not read
 * @param exit chance to leave from each state, length n; from every state some way must lead out
 * @param b n × m, row-major
 * @returns X, n × m, row-major
 * @see Grassmann, Taksar & Heyman (1985), Regenerative analysis and steady state distributions for Markov chains,
 *   Operations Research 33, 1107–1116; O'Cinneide (1996), Relative-error bounds for the LU decomposition via the GTH
 *   algorithm, Numerische Mathematik 73, 507–519
 *
 * @example
 * solveLeaving(Float64Array.of(0), Float64Array.of(1e-18), Float64Array.of(1)); // [1e18]
 */
export function solveLeaving(q: Float64Array, exit: Float64Array, b: Float64Array): Float64Array {
  const n = exit.length;
  const m = b.length / n;
  const [rates, leaving, solution] = [q.slice(), exit.slice(), b.slice()];
  const pivots = new Float64Array(n);
  for (let pivot = n - 1; pivot >= 0; pivot--) {
    pivots[pivot] = leaving[pivot];
    for (let to = 0; to < pivot; to++) pivots[pivot] += rates[pivot * n + to];
    for (let from = 0; from < pivot; from++) {
      const over = rates[from * n + pivot] / pivots[pivot];
      if (over === 0) continue;
      for (let to = 0; to < pivot; to++) rates[from * n + to] += over * rates[pivot * n + to];
      leaving[from] += over * leaving[pivot];
      for (let column = 0; column < m; column++) solution[from * m + column] += over * solution[pivot * m + column];
    }
  }
  for (let state = 0; state < n; state++) {
    for (let column = 0; column < m; column++) {
      let sum = solution[state * m + column];
      for (let before = 0; before < state; before++) sum += rates[state * n + before] * solution[before * m + column];
      solution[state * m + column] = sum / pivots[state];
    }
  }
  return solution;
}

/**
 * The stationary distribution of an irreducible chain by the same elimination: each state in turn is left out, and ways
 * over it become direct ones. Relative error of every share about k · 1e-16, also where groups of states are nearly apart.
 *
 * O(n³).
 *
 * @param p n × n, row-major, every state leading to every other one; its diagonal is not read
 * @returns shares that sum to 1, length n
 */
export function stationaryShares(p: Float64Array, n: number): Float64Array {
  const rates = p.slice();
  const pivots = new Float64Array(n);
  for (let pivot = n - 1; pivot > 0; pivot--) {
    for (let to = 0; to < pivot; to++) pivots[pivot] += rates[pivot * n + to];
    for (let from = 0; from < pivot; from++) {
      const over = rates[from * n + pivot] / pivots[pivot];
      if (over === 0) continue;
      for (let to = 0; to < pivot; to++) rates[from * n + to] += over * rates[pivot * n + to];
    }
  }
  const shares = new Float64Array(n);
  shares[0] = 1;
  let sum = 1;
  for (let state = 1; state < n; state++) {
    for (let from = 0; from < state; from++) shares[state] += shares[from] * rates[from * n + state];
    shares[state] /= pivots[state];
    sum += shares[state];
  }
  return shares.map((share) => share / sum);
}
