import { expectedPurchases } from "../../src/ltv/btyd/btyd-forecasts.ts";
import type { BtydModel } from "../../src/ltv/btyd/btyd-model.ts";
import { compressHistories, spread } from "../../src/ltv/btyd/compress-histories.ts";
import { fitBtyd } from "../../src/ltv/btyd/fit-btyd.ts";
import { fitGammaGamma } from "../../src/ltv/btyd/fit-gamma-gamma.ts";
import { expectedSpend, type SpendHistories, spendPosterior } from "../../src/ltv/btyd/gamma-gamma.ts";
import { chanceOfAtMostMoney, moneyDistribution } from "../../src/ltv/btyd/money-distribution.ts";
import { purchaseCountsAt, tablePurchaseCounts } from "../../src/ltv/btyd/purchase-counts.ts";
import type { ForecastModel } from "./forecast-model.ts";
import type { RepeatSummary } from "./p1-cut.ts";

/** What Gamma-Gamma learns the spend from: purchases after the first, as published, or all of them. */
type SpendOf = "repeats" | "all";

const names: Readonly<Record<BtydModel["kind"], string>> = {
  "bg-nbd": "BG/NBD",
  "mbg-nbd": "MBG/NBD",
  "pareto-nbd": "Pareto/NBD",
};

/** Classical models, fitted to what is known at the test cut; training cuts teach them nothing more. */
export const btydModels: readonly ForecastModel[] = [
  btyd("bg-nbd", "repeats"),
  btyd("mbg-nbd", "repeats"),
  btyd("pareto-nbd", "repeats"),
  btyd("bg-nbd", "all"),
  btyd("pareto-nbd", "all"),
];

/** Time is in weeks and money in units of the currency, as in the published tables. */
function btyd(kind: BtydModel["kind"], spendOf: SpendOf): ForecastModel {
  return {
    name: `${names[kind]}, spend of ${spendOf}`,
    async forecast(_trainingCuts, { summary, horizonDays }) {
      const weeks = (days: Float64Array) => days.map((count) => count / 7);
      const own = { x: summary.repeats, tx: weeks(summary.lastAfterDays), T: weeks(summary.ageDays) };
      const histories = compressHistories(own);
      const fit = fitBtyd(kind, histories);
      const spend = spendHistories(summary, spendOf);
      const spendFit = fitGammaGamma(spend);
      if (fit.status === "refused") throw new Error(fit.reason.en);
      if (spendFit.status === "refused") throw new Error(spendFit.reason.en);
      const each = expectedSpend(spendFit.model, spend);
      if (each === undefined) throw new Error(`${names[kind]}: the spend has no mean`);

      const horizon = horizonDays / 7;
      const purchases = spread(expectedPurchases(fit.model, histories, horizon), histories.rowOf);
      const counts = tablePurchaseCounts(fit.model, histories, horizon);
      const distributionOf = (i: number) =>
        moneyDistribution(
          purchaseCountsAt(counts, histories.rowOf[i]),
          spendPosterior(spendFit.model, spend.purchases[i], spend.mean[i]),
        );
      return {
        mean: purchases.map((count, i) => 100 * count * each[i]),
        chanceOfAtMost: (i, minor) => chanceOfAtMostMoney(distributionOf(i), minor / 100),
        logLikelihood: fit.logLikelihood,
      };
    },
  };
}

function spendHistories({ repeats, meanRepeatMinor, meanMinor }: RepeatSummary, spendOf: SpendOf): SpendHistories {
  const units = (minor: Float64Array) => minor.map((value) => value / 100);
  return spendOf === "repeats"
    ? { purchases: repeats, mean: units(meanRepeatMinor) }
    : { purchases: repeats.map((count) => count + 1), mean: units(meanMinor) };
}
