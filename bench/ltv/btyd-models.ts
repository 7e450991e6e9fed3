import type { BtydModel } from "../../src/ltv/btyd/btyd-model.ts";
import { compressHistories } from "../../src/ltv/btyd/compress-histories.ts";
import { fitBtyd } from "../../src/ltv/btyd/fit-btyd.ts";
import { fitGammaGamma } from "../../src/ltv/btyd/fit-gamma-gamma.ts";
import type { SpendHistories } from "../../src/ltv/btyd/gamma-gamma.ts";
import { tablePurchaseCounts } from "../../src/ltv/btyd/purchase-counts.ts";
import { btydDistributions } from "../../src/ltv/pool/btyd-distributions.ts";
import { type ForecastModel, forecastOf, type TestCut } from "./forecast-model.ts";
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

function btyd(kind: BtydModel["kind"], spendOf: SpendOf): ForecastModel {
  return {
    name: `${names[kind]}, spend of ${spendOf}`,
    async forecast({ test }) {
      const { distributions, logLikelihood } = btydAt(kind, spendOf, test);
      return { ...forecastOf(distributions), logLikelihood };
    },
  };
}

/** What a model fitted to what is known at a cut says there. Time is in weeks and money in units of the currency, as in the published tables. */
export function btydAt(kind: BtydModel["kind"], spendOf: SpendOf, { summary, horizonDays }: TestCut) {
  const weeks = (days: Float64Array) => days.map((count) => count / 7);
  const own = { x: summary.repeats, tx: weeks(summary.lastAfterDays), T: weeks(summary.ageDays) };
  const histories = compressHistories(own);
  const fit = fitBtyd(kind, histories);
  const spend = spendHistories(summary, spendOf);
  const spendFit = fitGammaGamma(spend);
  if (fit.status === "refused") throw new Error(fit.reason.en);
  if (spendFit.status === "refused") throw new Error(spendFit.reason.en);
  const distributions = btydDistributions({
    counts: tablePurchaseCounts(fit.model, histories, horizonDays / 7),
    rowOf: histories.rowOf,
    ...{ spendModel: spendFit.model, spend, minorPerMoney: 100 },
  });
  if ("status" in distributions) throw new Error(distributions.reason.en);
  return { distributions, logLikelihood: fit.logLikelihood };
}

function spendHistories({ repeats, meanRepeatMinor, meanMinor }: RepeatSummary, spendOf: SpendOf): SpendHistories {
  const units = (minor: Float64Array) => minor.map((value) => value / 100);
  return spendOf === "repeats"
    ? { purchases: repeats, mean: units(meanRepeatMinor) }
    : { purchases: repeats.map((count) => count + 1), mean: units(meanMinor) };
}
