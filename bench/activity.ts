import { availableParallelism } from "node:os";
import { everyday } from "../data/worlds/everyday.ts";
import { mlKMeansEngine } from "../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { openActivityCrew } from "../src/transitions/activity/inference/activity-crew.ts";
import { describeFound, type FoundStates, findStates } from "./activity/find-states.ts";
import { keepResults } from "./activity/keep-results.ts";
import { plantPanel } from "./activity/planted-panel.ts";

/**
 * How well hidden states are found again in planted worlds, without a look at the truth: the number of states, the monthly matrix
 * (total variation of its rows to the planted ones), who is in which state at as-of (adjusted Rand index), and the share who
 * moves in a month. `npm run study:activity` makes three bases of `everyday` with 20,000 customers and writes
 * bench/results/activity-20000.json; `-- 100000 1` makes one with 100,000. Goals: six states in all, a total variation of at most
 * .008 (.006 from 100,000 customers on), an index of at least .52. Other worlds: `npm run study:activity-worlds`.
 */
const customers = Number(process.argv[2] ?? 20_000);
const seeds = Number(process.argv[3] ?? 3);
const months = 24;
const goal = { states: 6, totalVariation: customers >= 100_000 ? 0.006 : 0.008, ari: 0.52 };

const crew = openActivityCrew(availableParallelism());
const results: FoundStates[] = [];
for (let seed = 1; seed <= seeds; seed++) {
  const base = await plantPanel(everyday, customers, seed, months);
  const found = await findStates(base, mlKMeansEngine, crew, seed);
  console.log(describeFound(found));
  results.push(found);
}
await crew.close();
const holds = results.every(
  ({ states, totalVariation, ari }) =>
    states === goal.states && totalVariation <= goal.totalVariation && ari >= goal.ari,
);
const command = `npm run study:activity -- ${customers} ${seeds}`;
keepResults(`activity-${customers}`, { command, customers, months, goal, holds, results });
