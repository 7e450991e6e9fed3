import { type Sample, visitSteps } from "./sample.ts";

/** The two-sample test of Kolmogorov and Smirnov. */
export interface KolmogorovSmirnov {
  /** Largest difference between the two empirical distribution functions, 0…1. */
  readonly d: number;
  /** Chance of as large a difference between samples of one continuous distribution, 0…1. */
  readonly p: number;
  /** Whether p is exact; otherwise it is the limit of large samples. */
  readonly exact: boolean;
}

/** Customers of both samples up to which p is exact. */
const mostExact = 10_000;

/**
 * Compares the known values of two samples of n and m customers.
 *
 * Where values are tied, D is taken over the different values, and p, which supposes there are no ties, is too large:
 * the test says less than it could, never more. O(n + m), and O(D·n·m) for the exact p of up to 10,000 customers together.
 *
 * @returns null when nothing is known of one sample
 * @see Hodges (1958), The significance probability of the Smirnov two-sample test, Arkiv för Matematik 3, 469–486
 */
export function kolmogorovSmirnov({ known: a }: Sample, { known: b }: Sample): KolmogorovSmirnov | null {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return null;
  // In units of 1/(n·m) the difference is a whole number.
  let largest = 0;
  visitSteps(a, b, (_, ofA, ofB) => {
    largest = Math.max(largest, Math.abs(ofA * m - ofB * n));
  });

  const d = largest / (n * m);
  const exact = n + m <= mostExact;
  return { d, p: exact ? exactTail(n, m, largest) : limitingTail(d * Math.sqrt((n * m) / (n + m))), exact };
}

/**
 * Without ties, every order of the n + m values is a path of n steps right and m steps up, all of them equally likely:
 * the chance that one of its points (i, j) has |i·m − j·n| ≥ `distance`. The share of such paths among those to (i, j)
 * follows from the shares at the two points before it, in sums of positive terms that keep their digits however small.
 */
function exactTail(n: number, m: number, distance: number): number {
  if (distance === 0) return 1;
  // Column by column; `strayed` holds 1 where a point itself is too far off.
  const strayed = new Float64Array(m + 1).fill(1);
  strayed.fill(0, 0, Math.ceil(distance / n));
  for (let i = 1; i <= n; i++) {
    const first = Math.floor((i * m - distance) / n) + 1;
    const last = Math.min(m, Math.ceil((i * m + distance) / n) - 1);
    if (first > 0) strayed[first - 1] = 1;
    for (let j = Math.max(1, first); j <= last; j++) {
      strayed[j] = (i * strayed[j] + j * strayed[j - 1]) / (i + j);
    }
  }
  return strayed[m];
}

/**
 * Chance that the largest distance of a Brownian bridge from 0 is at least x: two series of the same function, each used
 * where a few terms are enough.
 *
 * @see Smirnov (1948), Table for estimating the goodness of fit of empirical distributions, Annals of Mathematical
 *   Statistics 19, 279–281
 */
function limitingTail(x: number): number {
  const terms = [1, 2, 3, 4, 5];
  if (x < 1.2) {
    const rate = (-Math.PI * Math.PI) / (8 * x * x);
    const within = terms.reduce((sum, k) => sum + Math.exp(rate * (2 * k - 1) ** 2), 0);
    return x === 0 ? 1 : 1 - (Math.sqrt(2 * Math.PI) / x) * within;
  }
  return 2 * terms.reduce((sum, k) => sum + (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * (k * x) ** 2), 0);
}
