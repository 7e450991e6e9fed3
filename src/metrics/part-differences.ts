import { normalCdf } from "../math/normal-cdf.ts";
import type { CustomerRatio } from "./customer-ratios.ts";

/** Customers that a part and the others together must have. */
const fewestCustomers = 100;

/**
 * Chance that a part's ratio Σ above ÷ Σ below lies as far from that of all other customers, when parts and ratios have
 * nothing to do with each other; two-sided.
 *
 * The unit is the customer, not the order, message or month: those of one customer are alike, and counted singly they
 * would make chance look like a finding. With R of everybody, the residuals e = above − R·below sum up to 0, and
 *
 *     z = (E_p/B_p − E_r/B_r) / √(V_p/B_p² + V_r/B_r²)
 *
 * with the sums E of residuals and B of denominators in the part and in the rest, and V the larger of Σe² there and its
 * expectation over all: the first holds where a part's customers vary more, the second where an event is rare, or most
 * money one customer's, and the part happens to have none of it. So where the sums are not normal yet, chance is called a
 * finding less often than p says, not more. For a share of customers, where `below` is 1, z² is at most Pearson's
 * chi-square. O(n).
 *
 * @param codes part of each of the n customers; those with nothing above and below the line are left out
 * @param parts number of parts k
 * @returns p of each part, length k; NaN where it, or the rest, has fewer than 100 customers, and where all are alike
 * @see Cochran (1977), Sampling Techniques, 3rd ed., chapter 6, for the variance of a ratio
 */
export function partDifferences({ above, below }: CustomerRatio, codes: Int16Array, parts: number): Float64Array {
  const ratio = sum(above) / sum(below);
  const customers = new Float64Array(parts);
  const denominator = new Float64Array(parts);
  const residuals = new Float64Array(parts);
  const squares = new Float64Array(parts);
  for (let i = 0; i < codes.length; i++) {
    if (above[i] === 0 && below[i] === 0) continue;
    const residual = above[i] - ratio * below[i];
    customers[codes[i]]++;
    denominator[codes[i]] += below[i];
    residuals[codes[i]] += residual;
    squares[codes[i]] += residual * residual;
  }
  const n = sum(customers);
  const allSquares = sum(squares);
  const variance = (own: number, count: number) => Math.max(own, (allSquares * count) / (n - 1));

  return customers.map((count, part) => {
    const [here, there] = [denominator[part], sum(denominator) - denominator[part]];
    if (Math.min(count, n - count) < fewestCustomers || !(here > 0) || !(there > 0)) return Number.NaN;
    const difference = residuals[part] * (1 / here + 1 / there);
    const doubt = Math.sqrt(
      variance(squares[part], count) / here ** 2 + variance(allSquares - squares[part], n - count) / there ** 2,
    );
    return 2 * normalCdf(-Math.abs(difference / doubt));
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
