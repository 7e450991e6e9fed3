import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inProcesses, ownTask } from "./rules/in-processes.ts";
import { inventions, type JudgedBase, judgeBase, printJudged, recovery } from "./rules/judged-bases.ts";
import { type PlantedSize, plantedWorld, shuffledMoves } from "./rules/planted.ts";

/**
 * Whether planted rules of transition are found, and no others: 20,000 customers in six windows, six rules of one, two and three
 * terms. `npm run study:transition-rules` judges 20 seeds of each world, 200 shuffles of the destinations within each origin,
 * and 100 bases without rules, and writes bench/results/transition-rules.json; `npm run study:transition-rules -- 5 20` fewer.
 * Found is a rule with its origin, its destination and every term, thresholds within 10 %; any other rule that is published is
 * false. Goals: recall of at least .9 and false discoveries of at most 5 % in the first two worlds, and any rule in at
 * most 5 % of the shuffles and of the bases without rules. Weak rules are printed beside them.
 */
const root = resolve(import.meta.dirname, "../..");
const seeds = Number(process.argv[2] ?? 20);
const shuffles = Number(process.argv[3] ?? 200);
const size = { customers: 20_000, windows: 6 };
const terms = [1, 1, 2, 2, 3, 3];

/** Worlds with rules: how they are planted, and whether they have goals to meet. */
const worlds: Record<string, Pick<PlantedSize, "lifts" | "moves"> & { readonly hasGoal: boolean }> = {
  "six rules, lifts of 2.5 to 4": { hasGoal: true },
  "the same in three moves, so that rules meet": { moves: 3, hasGoal: true },
  "weak rules, lifts of 1.5 to 2.2": { lifts: [1.5, 2.2], hasGoal: false },
};
const nulls = ["destinations shuffled within origins", "nobody moves by a rule"];
/** Shuffles of one world, and seeds that one process judges. */
const shufflesOfWorld = 20;
const seedsAtATime = 5;

interface Task {
  readonly world: string;
  readonly from: number;
  readonly to: number;
}

const task = ownTask<Task>();
if (task === undefined) await judgeAll();
else console.log(JSON.stringify(judgeTask(task)));

async function judgeAll() {
  const judged = await inProcesses<Task, JudgedBase>([
    ...Object.keys(worlds).flatMap((world) => split(world, seeds)),
    ...split(nulls[0], shuffles),
    ...split(nulls[1], Math.ceil(shuffles / 2)),
  ]);
  const planted = Object.entries(worlds).map(([world, { hasGoal }]) => recovery(world, hasGoal, judged));
  const empty = nulls.map((world) => inventions(world, judged));
  printJudged(planted, empty);
  const file = join(root, "bench", "results", "transition-rules.json");
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  const study = { command: "npm run study:transition-rules", ...size, terms, planted, empty };
  writeFileSync(file, `${JSON.stringify(study, null, 2)}\n`);
  const holds = [...planted, ...empty].every((row) => row.holds);
  console.log(`${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
  process.exitCode = holds ? 0 : 1;
}

function split(world: string, count: number): Task[] {
  const size = world === nulls[0] ? shufflesOfWorld : seedsAtATime;
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => ({
    world,
    from: part * size + 1,
    to: Math.min(count, (part + 1) * size),
  }));
}

function judgeTask({ world, from, to }: Task): JudgedBase[] {
  const each = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  if (world === nulls[0]) {
    const seed = Math.ceil(from / shufflesOfWorld);
    const planted = plantedWorld({ ...size, seed, terms });
    return each.map((shuffle) =>
      judgeBase(world, { ...planted, rules: [] }, shuffle, shuffledMoves(planted.moves, shuffle)),
    );
  }
  return each.map((seed) => {
    const planted = plantedWorld({ ...size, seed, terms: world === nulls[1] ? [] : terms, ...worlds[world] });
    return judgeBase(world, planted, seed, planted.moves);
  });
}
