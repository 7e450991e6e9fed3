import * as z from "zod";
import { inEachLanguage, type Text, text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import { checkLabels } from "../evaluation/distribution-scores.ts";
import { drawCustomers } from "../evaluation/draw-customers.ts";
import { logCrpsProducts } from "../evaluation/log-crps.ts";
import { likelihoodOf, type MoneyDistributions } from "./money-distributions.ts";

const mostCustomers = 10_000;
/** A classical side that weighs more says that the net is of little use. */
const warnedAbove = 0.8;
const share = z.number().min(0).max(1);
const score = z.number().min(0);

/** How much of a linear pool is the classical side, and why. */
export const poolWeight = z.strictObject({
  weight: share.describe("Weight of the classical side: the pool with the lowest continuous ranked probability score."),
  byLogScore: share
    .nullable()
    .describe(
      "The weight that the log score would choose, for comparison; empty where both sides held all for impossible.",
    ),
  crps: z
    .strictObject({ net: score, btyd: score, pool: score })
    .describe(
      "Mean continuous ranked probability score of log(1 + money in units of the currency), of each and at the weight.",
    ),
  customers: z.int().min(1).describe("Customers these figures are of."),
  warning: text.nullable().describe("Said where the classical side weighs more than 0.8: the net drifts."),
});
export type PoolWeight = z.output<typeof poolWeight>;

/** Two forecasts of n customers at a cut, and what came; all of one length. */
export interface PoolTrial {
  readonly btyd: MoneyDistributions;
  readonly net: MoneyDistributions;
  /** Customer number of each row. */
  readonly customers: Int32Array;
  /** Minor units of the label window, ≥ 0: of a cut earlier than the one that the pool is judged at. */
  readonly money: Float64Array;
  /** Minor units in one unit of the currency: 100 for euros, 1 for yen. */
  readonly minorPerUnit: number;
}

/**
 * The weight of `linearPool` that the money of one cut asks for, by the mean continuous ranked probability score on the axis of log(1 +
 * money). With the mean products A of the classical side's error with itself, B of the net's, and C of one with the other
 * (`logCrpsProducts`), the score of the pool is a parabola,
 *
 *     w² A + 2w(1 − w) C + (1 − w)² B,   lowest at w = (B − C)/(A − 2C + B), held to 0…1
 *
 * so nothing is searched for. Where the two say the same of everybody, any weight would do and it is 0. Beside it the weight of the best
 * mean log score, which is concave in w.
 *
 * Of at most 10,000 customers, drawn by hash of their numbers: 0.2 to 0.7 ms each, so 7 seconds at most.
 *
 * @throws RangeError if lengths differ, nobody is there, money is negative or `minorPerUnit` is not above 0
 * @see Gneiting & Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102, 359–378; Thorey, Mallet &
 *   Baudin (2017), Online learning with the continuous ranked probability score for ensemble forecasting, Quarterly Journal of the
 *   Royal Meteorological Society 143, 521–529
 */
export function choosePoolWeight({ btyd, net, customers, money, minorPerUnit }: PoolTrial): PoolWeight {
  for (const side of [btyd, net]) checkLabels("choosePoolWeight", side, customers, money, minorPerUnit);
  const drawn = drawCustomers(customers, mostCustomers);
  let [ofBtyd, ofBoth, ofNet] = [0, 0, 0];
  for (const i of drawn) {
    const products = logCrpsProducts([btyd, net], i, money[i], minorPerUnit);
    ofBtyd += products[0] / drawn.length;
    ofBoth += products[1] / drawn.length;
    ofNet += products[3] / drawn.length;
  }
  const apart = ofBtyd - 2 * ofBoth + ofNet;
  const areAlike = apart <= 1e-12 * (ofBtyd + ofNet);
  const weight = areAlike ? 0 : Math.min(1, Math.max(0, (ofNet - ofBoth) / apart));
  const pool = weight * weight * ofBtyd + 2 * weight * (1 - weight) * ofBoth + (1 - weight) ** 2 * ofNet;
  return {
    weight,
    byLogScore: weightByLogScore(
      Float64Array.from(drawn, (i) => likelihoodOf(btyd, i, money[i])),
      Float64Array.from(drawn, (i) => likelihoodOf(net, i, money[i])),
    ),
    crps: { net: ofNet, btyd: ofBtyd, pool },
    customers: drawn.length,
    warning: weight > warnedAbove ? drifting(weight) : null,
  };
}

/**
 * Where Σ log(w a + (1 − w) b) is highest, by halves of its falling slope Σ (a − b)/(w a + (1 − w) b); null where no customer has a
 * likelihood by either side.
 */
function weightByLogScore(a: Float64Array, b: Float64Array): number | null {
  const isTold = a.map((likelihood, i) => (likelihood > 0 || b[i] > 0 ? 1 : 0));
  if (!isTold.includes(1)) return null;
  const slope = (w: number) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      if (isTold[i] === 1) sum += (a[i] - b[i]) / (w * a[i] + (1 - w) * b[i]);
    }
    return sum;
  };
  if (slope(0) <= 0) return 0;
  if (slope(1) >= 0) return 1;
  let [lo, hi] = [0, 1];
  while (hi - lo > 1e-9) {
    const middle = (lo + hi) / 2;
    if (slope(middle) > 0) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}

function drifting(weight: number): Text {
  return inEachLanguage((language) => {
    const [weighs, most] = [weight, warnedAbove].map((value) => writers[language].share(value));
    return {
      en: `ltv: the classical model is ${weighs} of the pool, more than ${most}: on money it had not seen, the net added next to nothing, so what it learned has drifted`,
      ru: `LTV: доля классической модели в общем прогнозе — ${weighs}, больше ${most}: на выручке, которой сеть не видела, она почти ничего не добавила, то есть выученное ею устарело`,
    }[language];
  });
}
