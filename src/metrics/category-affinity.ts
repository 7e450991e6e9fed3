import * as z from "zod";
import { benjaminiHochberg } from "../math/benjamini-hochberg.ts";
import { normalCdf } from "../math/normal-cdf.ts";

export const affinityConfig = z.strictObject({
  minLift: z
    .number()
    .min(1)
    .default(1.2)
    .describe("Smallest lift of a finding; a part that buys less of a category is held to 1 over it."),
  falseDiscovery: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.05)
    .describe("Share of false findings to expect among the findings of one structure (Benjamini and Hochberg)."),
  minCustomers: z
    .int()
    .min(2)
    .default(50)
    .describe("Fewest buyers in a part, and outside it, that its affinities are tested with."),
  priorCustomers: z
    .number()
    .nonnegative()
    .default(20)
    .describe(
      "Customers like the base that every part is thought to hold as well, which pulls small parts towards it.",
    ),
});
export type AffinityConfig = z.output<typeof affinityConfig>;

/** Which categories the parts of a structure buy more or less of than the base; P parts × C categories, row-major. */
export interface CategoryAffinity {
  /** Customers of each part with a purchase in any category, length P. */
  readonly customers: Float64Array;
  /** What share of a customer's purchases is of each category, on average over the base, length C. */
  readonly baseShare: Float64Array;
  /** The same over each part, P × C; NaN where nobody bought anything. */
  readonly share: Float64Array;
  /** Smoothed share over base share, P × C: 1 is like the base; NaN for a category that nobody bought. */
  readonly lift: Float64Array;
  /** Smoothed log-odds of the part less those of everybody else, P × C: 0 is alike. */
  readonly logOdds: Float64Array;
  /** Difference of the part's and everybody else's share over its standard error, P × C; NaN where not tested. */
  readonly z: Float64Array;
  /** Two-sided, after Benjamini and Hochberg over all tested cells, P × C; NaN where not tested. */
  readonly q: Float64Array;
  /** 1 where the part buys more than the base, −1 where less, 0 where neither is a finding, P × C. */
  readonly finding: Int8Array;
}

/**
 * Category affinity of every part of a structure.
 *
 * Customers are what is sampled, not lines: lines of one customer resemble each other, and a wholesaler has thousands. So
 * each customer counts once, with the shares of the categories in what they bought, and their variation between
 * customers is the standard error. That leaves nothing to the size of purchases, which may be counts or money.
 *
 * Lift and log-odds are smoothed by an informative Dirichlet prior, `priorCustomers` customers with the shares of the
 * base, as in Monroe, Colaresi & Quinn. Their z would divide the log-odds by a standard error that explodes where hardly
 * anybody buys a category (Hauck & Donner); here z compares the shares themselves. Its variance is the larger of two: that
 * of Welch's test, which rules where few bought a lot, and that of parts alike in everything, which rules where nobody
 * bought. A cell is a finding when q is below `falseDiscovery` and the lift at least `minLift`, or at most 1 over it.
 *
 * One pass over the N customers, O(N·C) time, O(P·C) memory.
 *
 * @param codes part of each customer, length N, values 0…P−1
 * @param columns what each customer bought of each of C categories, each of length N; at least 0, any unit
 * @throws RangeError if lengths differ, a part is out of range, or an amount is negative or unknown
 * @see Monroe, Colaresi & Quinn (2008), Fightin' words, Political Analysis 16, 372–403; Hauck & Donner (1977), Wald's
 *   test as applied to hypotheses in logit analysis, JASA 72, 851–853
 */
export function categoryAffinity(
  codes: Int16Array,
  parts: number,
  columns: readonly Float64Array[],
  config: AffinityConfig,
): CategoryAffinity {
  const C = columns.length;
  const part = sumsOfShares(codes, parts, columns);
  const base = sumsOfAll(part, C);
  const baseShare = base.sums.map((sum) => sum / base.customers);

  const share = new Float64Array(parts * C).fill(Number.NaN);
  const lift = new Float64Array(parts * C).fill(Number.NaN);
  const logOdds = new Float64Array(parts * C).fill(Number.NaN);
  const zScore = new Float64Array(parts * C).fill(Number.NaN);
  for (let cell = 0; cell < parts * C; cell++) {
    const c = cell % C;
    const customers = part.customers[Math.floor(cell / C)];
    const inPart = { customers, sum: part.sums[cell], squares: part.squares[cell] };
    const all = { customers: base.customers, sum: base.sums[c], squares: base.squares[c] };
    const others = difference(all, inPart);
    if (customers > 0) share[cell] = inPart.sum / customers;
    if (baseShare[c] > 0) {
      const smoothed = smoothedShare(inPart, baseShare[c], config);
      lift[cell] = smoothed / baseShare[c];
      logOdds[cell] = logit(smoothed) - logit(smoothedShare(others, baseShare[c], config));
      if (Math.min(customers, others.customers) >= config.minCustomers) zScore[cell] = zOfShares(inPart, others, all);
    }
  }

  const q = benjaminiHochberg(zScore.map((score) => 2 * normalCdf(-Math.abs(score))));
  const finding = Int8Array.from(q, (value, cell) => {
    if (!(value < config.falseDiscovery)) return 0;
    if (lift[cell] >= config.minLift) return 1;
    return lift[cell] <= 1 / config.minLift ? -1 : 0;
  });
  return { customers: part.customers, baseShare, share, lift, logOdds, z: zScore, q, finding };
}

/** Shares of one category in what some customers bought, added up. */
interface Shares {
  readonly customers: number;
  readonly sum: number;
  readonly squares: number;
}

function sumsOfShares(codes: Int16Array, parts: number, columns: readonly Float64Array[]) {
  const C = columns.length;
  for (const { length } of columns) {
    if (length !== codes.length) throw new RangeError(`categoryAffinity: ${length} amounts, ${codes.length} customers`);
  }
  const customers = new Float64Array(parts);
  const sums = new Float64Array(parts * C);
  const squares = new Float64Array(parts * C);
  const amounts = new Float64Array(C);
  for (let i = 0; i < codes.length; i++) {
    const part = codes[i];
    if (!(part >= 0 && part < parts)) {
      throw new RangeError(`categoryAffinity: customer ${i} is in part ${part} of ${parts}`);
    }
    let total = 0;
    for (let c = 0; c < C; c++) {
      const amount = columns[c][i];
      if (!(amount >= 0)) {
        throw new RangeError(`categoryAffinity: customer ${i} has ${amount} of category ${c}, an amount is at least 0`);
      }
      amounts[c] = amount;
      total += amount;
    }
    if (total === 0) continue;
    customers[part] += 1;
    for (let c = 0; c < C; c++) {
      if (amounts[c] === 0) continue;
      const share = amounts[c] / total;
      sums[part * C + c] += share;
      squares[part * C + c] += share * share;
    }
  }
  return { customers, sums, squares };
}

function sumsOfAll(parts: ReturnType<typeof sumsOfShares>, C: number) {
  const sums = new Float64Array(C);
  const squares = new Float64Array(C);
  for (let cell = 0; cell < parts.sums.length; cell++) {
    sums[cell % C] += parts.sums[cell];
    squares[cell % C] += parts.squares[cell];
  }
  return { customers: parts.customers.reduce((sum, count) => sum + count, 0), sums, squares };
}

function difference(all: Shares, some: Shares): Shares {
  return {
    customers: all.customers - some.customers,
    // Rounding may leave the others less than nothing.
    sum: Math.max(0, all.sum - some.sum),
    squares: Math.max(0, all.squares - some.squares),
  };
}

function smoothedShare({ customers, sum }: Shares, base: number, { priorCustomers }: AffinityConfig): number {
  const weight = customers + priorCustomers;
  return weight > 0 ? (sum + priorCustomers * base) / weight : base;
}

function zOfShares(part: Shares, others: Shares, all: Shares): number {
  const apart = variance(part) / part.customers + variance(others) / others.customers;
  const alike = variance(all) * (1 / part.customers + 1 / others.customers);
  const error = Math.sqrt(Math.max(apart, alike));
  const gap = part.sum / part.customers - others.sum / others.customers;
  // Everybody buys the same share: there is no gap but a rounding error.
  return error > 0 ? gap / error : 0;
}

/** Between customers, divisor n − 1. */
function variance({ customers, sum, squares }: Shares): number {
  return Math.max(0, squares - (sum * sum) / customers) / (customers - 1);
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}
