import { resolve } from "node:path";
import { countBuyers } from "../src/ltv/protocol/ltv-cut.ts";
import { keepResults } from "./activity/keep-results.ts";
import { baselineModels } from "./ltv/baseline-models.ts";
import { cdnow } from "./ltv/cdnow.ts";
import { checkGates, type Gates } from "./ltv/gates.ts";
import { type JudgedModel, judgeCut, trialAt } from "./ltv/judge-cut.ts";
import { cutAfter, type LtvBase } from "./ltv/ltv-base.ts";
import { netModels } from "./ltv/net-models.ts";
import { onlineRetail } from "./ltv/online-retail.ts";
import { p1Features } from "./ltv/p1-features.ts";
import { readBase } from "./ltv/read-base.ts";
import { tableOf } from "./ltv/table-of.ts";

/**
 * Lifetime value on CDNOW and Online Retail II by protocol P1: at the cut of the protocol and two earlier ones every model is
 * trained on label windows that ended before, and held against the same money of the horizon after it. Prints the metrics of all
 * models and the differences of Gini from one of them, with bands over 400 resamples of customers. Goals, for the net of
 * the engine on the 25 inputs of P1 at the first cut of each base: see `gates`.
 *
 *     npm run bench:ltv -- [model to compare with, ziln] [seed, 1]
 */
const data = resolve(import.meta.dirname, "../../../shared/data");
const [against = "ziln", seed = "1"] = process.argv.slice(2);
const models = [...baselineModels, ...netModels];
const bases: readonly { base: LtvBase; gates: Gates }[] = [
  { base: cdnow, gates: { leastGini: 0.757, mostDecileMape: 0.22, mostBias: 0.1, mostPitError: 0.02 } },
  { base: onlineRetail, gates: { leastGini: 0.861, mostDecileMape: 0.3, mostBias: 0.16, mostPitError: 0.02 } },
];

const results = [];
for (const { base, gates } of bases) {
  const purchases = await readBase(base, data);
  const cuts = [];
  for (const lastDay of base.lastDays) {
    const trial = trialAt(base, purchases, cutAfter(lastDay), p1Features(base.horizonDays));
    const { label } = trial.test;
    const judged = await judgeCut(trial, models, against, Number(seed));
    const customers = label.length;
    const buyers = countBuyers(label);
    const money = label.reduce((sum, minor) => sum + minor, 0) / 100;
    console.log(
      `${base.name}, seen until ${lastDay}, ${base.horizonDays} days ahead: ${customers} customers, ${((100 * buyers) / customers).toFixed(2)} % with money, ${money.toFixed(2)} in all\n${tableOf(judged, against)}`,
    );
    cuts.push({ lastDay, customers, buyers, money, models: judged });
  }
  const net = cuts[0].models.find(({ model }) => model === "ziln") as JudgedModel; // it is one of the models
  const { checks, holds } = checkGates(net, gates);
  const missed = Object.entries(checks).flatMap(([check, passed]) => (passed ? [] : [check]));
  console.log(`${base.name}: ${holds ? "the net passes its gates" : `the net misses ${missed.join(", ")}`}\n`);
  results.push({ base: base.name, horizonDays: base.horizonDays, gates, checks, holds, cuts });
}
keepResults("ltv", {
  command: "npm run bench:ltv",
  seed: Number(seed),
  against,
  holds: results.every(({ holds }) => holds),
  results,
});
