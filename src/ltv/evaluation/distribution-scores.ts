import * as z from "zod";
import { likelihoodOf, type MoneyDistributions } from "../pool/money-distributions.ts";
import { drawCustomers } from "./draw-customers.ts";
import { logCrps } from "./log-crps.ts";

/** Customers whose continuous ranked probability score is worked out: 0.1 to 0.7 ms each. */
const mostCustomers = 10_000;

/** How much the distributions knew of what came, in figures that only the true distribution makes smallest. */
export const distributionScores = z.strictObject({
  logScore: z
    .number()
    .nullable()
    .describe(
      "Mean of −log density of the money that came, per unit of the currency, and of −log chance of nothing where nothing came; lower is better. Empty where something came that was held for impossible.",
    ),
  crps: z
    .number()
    .min(0)
    .describe("Mean continuous ranked probability score of log(1 + money in units of the currency); 0 is best."),
  crpsCustomers: z.int().min(1).describe("Customers that this is the mean of."),
});
export type DistributionScores = z.output<typeof distributionScores>;

/**
 * Log score of all n customers, and continuous ranked probability score of at most 10,000 of them, drawn by hash of their numbers. The
 * log score asks for the density where money fell; the ranked score forgives a near miss, and no single customer rules it.
 *
 * @param customers customer number of each row, length n
 * @param money minor units of the label window, ≥ 0, length n
 * @param minorPerUnit minor units in one unit of the currency: 100 for euros, 1 for yen
 * @throws RangeError if lengths differ, nobody is there, or `minorPerUnit` is not above 0
 * @see Gneiting & Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102, 359–378
 */
export function scoreDistributions(
  distributions: MoneyDistributions,
  customers: Int32Array,
  money: Float64Array,
  minorPerUnit: number,
): DistributionScores {
  checkLabels("scoreDistributions", distributions, customers, money, minorPerUnit);
  const n = money.length;
  let logScore = 0;
  for (let i = 0; i < n; i++) {
    const likelihood = likelihoodOf(distributions, i, money[i]);
    logScore -= Math.log(money[i] > 0 ? likelihood * minorPerUnit : likelihood);
  }
  const drawn = drawCustomers(customers, mostCustomers);
  let crps = 0;
  for (const i of drawn) crps += logCrps(distributions, i, money[i], minorPerUnit);
  return {
    logScore: Number.isFinite(logScore) ? logScore / n : null,
    crps: crps / drawn.length,
    crpsCustomers: drawn.length,
  };
}

/** @throws RangeError naming what does not fit */
export function checkLabels(
  who: string,
  distributions: MoneyDistributions,
  customers: Int32Array,
  money: Float64Array,
  minorPerUnit: number,
): void {
  const n = distributions.customers;
  if (customers.length !== n || money.length !== n) {
    throw new RangeError(`${who}: ${n} distributions, ${customers.length} customers and ${money.length} labels`);
  }
  if (n === 0) throw new RangeError(`${who}: no customers`);
  if (!(minorPerUnit > 0 && minorPerUnit < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${who}: minor units in one of the currency are above 0, got ${minorPerUnit}`);
  }
  for (let i = 0; i < n; i++) {
    if (!(money[i] >= 0 && money[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${who}: row ${i}: money is at least 0, got ${money[i]}`);
    }
  }
}
