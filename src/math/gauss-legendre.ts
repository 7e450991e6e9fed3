/** Points in −1…1 and their weights, which sum to 2. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, QuadratureRule>();

/**
 * The rule of Gauss and Legendre with n nodes: Σ weight · f(node) is the integral of f over −1…1, exact for polynomials of
 * degree 2n − 1. Nodes by Newton's method, to the last digit or two; a rule is computed once and kept.
 *
 * @param n at least 1
 * @see Press et al. (2007), Numerical Recipes, 3rd edition, section 4.6
 */
export function gaussLegendre(n: number): QuadratureRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (n - i - 0.25)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let [value, before] = [1, 0];
      for (let j = 1; j <= n; j++) [value, before] = [((2 * j - 1) * x * value - (j - 1) * before) / j, value];
      slope = (n * (x * value - before)) / (x * x - 1);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}
