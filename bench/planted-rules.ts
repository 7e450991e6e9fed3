import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { movesOfBase } from "./rules/base-moves.ts";
import { inProcesses, ownTask } from "./rules/in-processes.ts";
import { inventions, type JudgedBase, judgeBase, missesOf, printJudged, recovery } from "./rules/judged-bases.ts";
import { shuffledMoves } from "./rules/planted.ts";
import { brisk, briskStates, plantInWorld, type RuleDesign } from "./rules/ruled-world.ts";

/**
 * Whether rules planted in the world of a generated base are found, and no others: customers move by what they did, their events are
 * written to files, and rules are looked for in the features that the engine computes of those at the ends of thirteen monthly
 * windows, all families there are, with the planted archetypes as states. 30,000 customers, six rules of one, two and three terms.
 *
 * `npm run study:planted-rules` judges 20 seeds of each world, 200 shuffles of the destinations within each origin and 40
 * bases without rules, and writes bench/results/planted-rules.json; `npm run study:planted-rules -- 5 20` fewer. What counts as
 * found, and the goals, are those of study:transition-rules. Two worlds are printed beside the one with goals: weak rules, and
 * rules that share a move, where some ask contrary things of one feature, so that customers are covered whom no single rule tells apart.
 */
const root = resolve(import.meta.dirname, "../..");
const seeds = Number(process.argv[2] ?? 20);
const shuffles = Number(process.argv[3] ?? 200);
const size = { customers: 30_000, windows: 13 };
const strong: RuleDesign = { terms: [1, 1, 2, 2, 3, 3], lifts: [2.5, 4], moves: 6 };

/** Worlds with rules: how they are planted, and whether they have goals to meet. */
const worlds: Record<string, RuleDesign & { readonly hasGoal: boolean }> = {
  "six rules, 2.5 to 4 times as often": { ...strong, hasGoal: true },
  "the same in three moves, so that rules meet": { ...strong, moves: 3, hasGoal: false },
  "weak rules, 1.5 to 2.2 times as often": { ...strong, lifts: [1.5, 2.2], hasGoal: false },
};
const [shuffled, ruleless] = ["destinations shuffled within origins", "nobody moves by a rule"];
/** Shuffles of one base, and seeds that one process judges. */
const shufflesOfBase = 20;
const seedsAtATime = 5;
/** A base that nobody is judged by: where thresholds divide customers. */
const pilotSeed = 999;

interface Task {
  readonly world: string;
  readonly from: number;
  readonly to: number;
}

const task = ownTask<Task>();
if (task === undefined) await judgeAll();
else console.log(JSON.stringify(await judgeTask(task)));

async function judgeAll() {
  const judged = await inProcesses<Task, JudgedBase>([
    ...Object.keys(worlds).flatMap((world) => split(world, seeds, seedsAtATime)),
    ...split(shuffled, shuffles, shufflesOfBase),
    ...split(ruleless, Math.ceil(shuffles / 5), seedsAtATime),
  ]);
  const planted = Object.entries(worlds).map(([world, { hasGoal }]) => ({
    ...recovery(world, hasGoal, judged),
    misses: missesOf(world, judged),
  }));
  const empty = [shuffled, ruleless].map((world) => inventions(world, judged));
  printJudged(planted, empty);
  for (const { world, misses } of planted) console.log(`${world}: missed by`, misses);
  const holds = [...planted, ...empty].every((row) => row.holds);
  const file = join(root, "bench", "results", "planted-rules.json");
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  const study = { command: "npm run study:planted-rules", ...size, terms: strong.terms, holds, planted, empty };
  writeFileSync(file, `${JSON.stringify(study, null, 2)}\n`);
  console.log(`${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
  process.exitCode = holds ? 0 : 1;
}

function split(world: string, count: number, atATime: number): Task[] {
  return Array.from({ length: Math.ceil(count / atATime) }, (_, part) => ({
    ...{ world, from: part * atATime + 1 },
    to: Math.min(count, (part + 1) * atATime),
  }));
}

async function judgeTask({ world, from, to }: Task): Promise<JudgedBase[]> {
  const judged: JudgedBase[] = [];
  const none = { states: briskStates, rules: [] };
  if (world === ruleless) {
    for (let seed = from; seed <= to; seed++)
      judged.push(judgeBase(world, none, seed, await movesOfBase(brisk, { ...size, seed })));
    return judged;
  }
  const [pilot] = await movesOfBase(brisk, { customers: 20_000, seed: pilotSeed, windows: 2 });
  if (world === shuffled) {
    const seed = Math.ceil(from / shufflesOfBase);
    const moves = await movesOfBase(plantInWorld(strong, pilot, seed).world, { ...size, seed });
    for (let shuffle = from; shuffle <= to; shuffle++)
      judged.push(judgeBase(world, none, shuffle, shuffledMoves(moves, shuffle)));
    return judged;
  }
  for (let seed = from; seed <= to; seed++) {
    const base = plantInWorld(worlds[world], pilot, seed);
    const moves = await movesOfBase(base.world, { ...size, seed });
    judged.push(judgeBase(world, { states: briskStates, rules: base.rules }, seed, moves));
  }
  return judged;
}
