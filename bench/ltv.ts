import { resolve } from "node:path";
import { countBuyers } from "../src/ltv/protocol/ltv-cut.ts";
import { isoDate } from "../src/math/calendar.ts";
import { keepResults } from "./activity/keep-results.ts";
import { baselineModels } from "./ltv/baseline-models.ts";
import { btydModels } from "./ltv/btyd-models.ts";
import { cdnow } from "./ltv/cdnow.ts";
import { checkGates, describeGate, type Gate } from "./ltv/gates.ts";
import { judgeCut, trialAt } from "./ltv/judge-cut.ts";
import { cutAfter, type LtvBase } from "./ltv/ltv-base.ts";
import { netModels } from "./ltv/net-models.ts";
import { onlineRetail } from "./ltv/online-retail.ts";
import { p1Features } from "./ltv/p1-features.ts";
import { poolModels } from "./ltv/pool-models.ts";
import { readBase } from "./ltv/read-base.ts";
import { tableOf } from "./ltv/table-of.ts";

/**
 * Lifetime value on CDNOW and Online Retail II by protocol P1: at the cut of the protocol and two earlier ones every model is
 * trained on label windows that ended before, and held against the same money of the horizon after it. Prints the metrics of all
 * models and the differences of Gini from one of them, with bands over 400 resamples of customers. Goals, at the first cut of each
 * base unless another is named: see `bases`.
 *
 *     npm run bench:ltv -- [model to compare with, mixture] [seed, 1]
 */
const data = resolve(import.meta.dirname, "../../../shared/data");
const [against = "mixture", seed = "1"] = process.argv.slice(2);
const pareto = "Pareto/NBD, spend of all";
const pooled = "pool of mixture";
const models = [...baselineModels, ...btydModels, ...netModels, ...poolModels];

/** What is asked of the plain net, as regression gates, and of the classical models. */
const netGates = (leastGini: number, mostDecileMape: number, mostBias: number): readonly Gate[] => [
  { model: "ziln", figure: "Gini", least: leastGini },
  { model: "ziln", figure: "decile MAPE", most: mostDecileMape },
  { model: "ziln", figure: "|bias|", most: mostBias },
  { model: "ziln", figure: "PIT .8", least: 0.78, most: 0.82 },
  { model: "ziln", figure: "PIT .9", least: 0.88, most: 0.92 },
];
/** The same of the pool, which chooses without the cut it is judged at. */
const poolGates = (leastGini: number, mostDecileMape: number, mostBias: number, mostKs: number): readonly Gate[] => [
  { model: pooled, figure: "Gini", least: leastGini },
  { model: pooled, figure: "decile MAPE", most: mostDecileMape },
  { model: pooled, figure: "|bias|", most: mostBias },
  { model: pooled, figure: "PIT KS", most: mostKs },
];
const bases: readonly { base: LtvBase; gates: readonly Gate[] }[] = [
  {
    base: cdnow,
    gates: [
      ...netGates(0.757, 0.22, 0.1),
      { model: pareto, figure: "Gini", least: 0.752 },
      ...poolGates(0.758, 0.15, 0.09, 0.02),
    ],
  },
  {
    base: onlineRetail,
    gates: [
      ...netGates(0.861, 0.3, 0.16),
      { model: pareto, figure: "Gini", least: 0.87 },
      { model: "BG/NBD, spend of all", figure: "log-likelihood", least: -58392.94, most: -58392.92 },
      ...poolGates(0.871, 0.28, 0.18, 0.04),
      { model: pooled, figure: "Gini ahead", least: 0 },
      { model: pooled, lastDay: isoDate.parse("2011-03-09"), figure: "|bias|", most: 0.3 },
    ],
  },
];

const results = [];
for (const { base, gates } of bases) {
  const purchases = await readBase(base, data);
  const cuts = [];
  for (const lastDay of base.lastDays) {
    const trial = trialAt(base, purchases, cutAfter(lastDay), p1Features);
    const { label } = trial.at;
    const judged = await judgeCut(trial, models, against, Number(seed));
    const customers = label.length;
    const buyers = countBuyers(label);
    const money = label.reduce((sum, minor) => sum + minor, 0) / 100;
    console.log(
      `${base.name}, seen until ${lastDay}, ${base.horizonDays} days ahead: ${customers} customers, ${((100 * buyers) / customers).toFixed(2)} % with money, ${money.toFixed(2)} in all\n${tableOf(judged, against)}`,
    );
    cuts.push({ lastDay, customers, buyers, money, models: judged });
  }
  const checked = checkGates(gates, cuts);
  console.log(`${base.name}:\n${checked.map(describeGate).join("\n")}\n`);
  results.push({ base: base.name, horizonDays: base.horizonDays, gates: checked, cuts });
}
keepResults("ltv", {
  command: "npm run bench:ltv",
  seed: Number(seed),
  against,
  holds: results.every(({ gates }) => gates.every(({ holds }) => holds)),
  results,
});
