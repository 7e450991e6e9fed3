import { hypergeometricUpperTail } from "../../math/hypergeometric-tail.ts";
import { wilsonInterval } from "../../math/wilson-interval.ts";
import type { OriginRows } from "./origin-rows.ts";

/** Customers of an origin, those who moved to a destination, those a rule covers, and those who are both. */
export interface RuleCounts {
  readonly customers: number;
  readonly moved: number;
  readonly covered: number;
  readonly hits: number;
}

/** How the customers whom a rule covers move, beside all customers of the origin. */
export interface RuleFigures extends RuleCounts {
  /** moved / customers. */
  readonly baseRate: number;
  /** hits / customers. */
  readonly support: number;
  /** covered / customers. */
  readonly coverage: number;
  /** hits / covered. */
  readonly confidence: number;
  /** Lower end of the 95 % Wilson interval of the confidence. */
  readonly confidenceLo: number;
  /** confidence / base rate: how many times as often as everybody. */
  readonly lift: number;
  /** confidenceLo / base rate. The base rate is taken as known. */
  readonly liftLo: number;
  /** The upper end of that interval over the base rate. */
  readonly liftHi: number;
  /** support − coverage · base rate. */
  readonly leverage: number;
  /** Fisher's exact test of the covered against the others, one-sided: do they move there more often? */
  readonly p: number;
}

/**
 * The figures of an association rule; those over nobody are NaN.
 *
 * @throws RangeError if the counts are not those of one 2 × 2 table
 * @see Agrawal, Imieliński & Swami (1993), Mining association rules, SIGMOD 22, 207–216; Piatetsky-Shapiro (1991),
 *   Discovery, analysis, and presentation of strong rules, for the leverage
 */
export function ruleFigures(counts: RuleCounts): RuleFigures {
  const { customers, moved, covered, hits } = counts;
  const p = hypergeometricUpperTail({ hits, drawn: covered, marked: moved, total: customers });
  const baseRate = moved / customers;
  const confidence = hits / covered;
  const [confidenceLo, confidenceHi] = wilsonInterval(hits, covered);
  return {
    ...{ customers, moved, covered, hits, baseRate },
    ...{ support: hits / customers, coverage: covered / customers },
    ...{ confidence, confidenceLo, lift: confidence / baseRate },
    ...{ liftLo: confidenceLo / baseRate, liftHi: confidenceHi / baseRate },
    ...{ leverage: hits / customers - (covered / customers) * baseRate, p },
  };
}

/**
 * The figures of a rule over the rows of its origin.
 *
 * @param covered 1 for rows the rule covers, length n
 */
export function figuresOf(covered: Uint8Array, destination: number, { destinations }: OriginRows): RuleFigures {
  let [moved, hits, count] = [0, 0, 0];
  for (let row = 0; row < covered.length; row++) {
    count += covered[row];
    if (destinations[row] !== destination) continue;
    moved += 1;
    hits += covered[row];
  }
  return ruleFigures({ customers: covered.length, moved, covered: count, hits });
}
