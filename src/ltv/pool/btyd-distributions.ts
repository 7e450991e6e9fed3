import { inEachLanguage, type Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import { type GammaGammaModel, meanSpend, type SpendHistories, spendPosterior } from "../btyd/gamma-gamma.ts";
import {
  chanceOfAtMostMoney,
  type MoneyDistribution,
  moneyDensity,
  moneyDistribution,
  moneyQuantile,
} from "../btyd/money-distribution.ts";
import { type PurchaseCountTable, purchaseCountsAt } from "../btyd/purchase-counts.ts";
import type { MoneyDistributions } from "./money-distributions.ts";

/** What a buy-till-you-die model and a model of spend know of n customers. */
export interface BtydMoney {
  /** Of u different histories, for the horizon. */
  readonly counts: PurchaseCountTable;
  /** Which of the u histories each customer has, length n. */
  readonly rowOf: Int32Array;
  readonly spendModel: GammaGammaModel;
  /** What each customer spent, length n, in the money that the model of spend was fitted in. */
  readonly spend: SpendHistories;
  /** Minor units in one unit of that money: 1 where it was fitted in minor units, 100 where in euros. */
  readonly minorPerMoney: number;
}

/**
 * The distributions of Pareto/NBD, BG/NBD or MBG/NBD with Gamma-Gamma, in minor units: a beta prime variable of another unit is one of
 * another scale. Counts are shared by customers of one history, and the posterior of a customer's spend is worked out when asked for, so
 * that nothing is kept beside the arguments. About 1 µs for each possible number of purchases, 10 µs a quantile.
 *
 * @returns refused where the spend of somebody has no mean: q ≤ 1, and no purchases to learn from
 * @throws RangeError if lengths differ, or a unit is not above 0
 */
export function btydDistributions({
  counts,
  rowOf,
  spendModel,
  spend,
  minorPerMoney,
}: BtydMoney): MoneyDistributions | { readonly status: "refused"; readonly reason: Text } {
  const n = rowOf.length;
  if (spend.purchases.length !== n || spend.mean.length !== n) {
    throw new RangeError(
      `btydDistributions: ${n} customers, spend of ${spend.purchases.length} and ${spend.mean.length}`,
    );
  }
  if (!(minorPerMoney > 0 && minorPerMoney < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`btydDistributions: minor units in one of money are above 0, got ${minorPerMoney}`);
  }
  let withoutMean = 0;
  for (let i = 0; i < n; i++) {
    if (meanSpend(spendPosterior(spendModel, spend.purchases[i], spend.mean[i])) === null) withoutMean += 1;
  }
  if (withoutMean > 0) return { status: "refused", reason: noMean(spendModel.q, withoutMean, n) };

  const at = (i: number): MoneyDistribution => {
    const posterior = spendPosterior(spendModel, spend.purchases[i], spend.mean[i]);
    const inMinor = { ...posterior, scale: posterior.scale * minorPerMoney };
    return moneyDistribution(purchaseCountsAt(counts, rowOf[i]), inMinor);
  };
  return {
    customers: n,
    // Checked above: everybody's has a mean.
    mean: (i) => at(i).mean as number,
    chanceOfMoney: (i) => 1 - counts.chances[counts.start[rowOf[i]]],
    chanceOfAtMost: (i, money) => chanceOfAtMostMoney(at(i), money),
    density: (i, money) => moneyDensity(at(i), money),
    quantile: (i, level) => moneyQuantile(at(i), level),
  };
}

function noMean(q: number, customers: number, n: number): Text {
  return inEachLanguage((language) => {
    const { decimal, count } = writers[language];
    const shape = decimal(q, 2);
    return {
      en: `ltv: no pool with the classical model: its expected money is infinite for ${count(customers)} of ${count(n)} customers (q = ${shape}, a mean needs q above 1)`,
      ru: `LTV: прогноз сети не объединить с классической моделью: её ожидаемая выручка бесконечна, клиентов: ${count(customers)} из ${count(n)} (q = ${shape}, для среднего нужно q больше 1)`,
    }[language];
  });
}
