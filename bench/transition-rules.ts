import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { duckdbDialect } from "../src/engine/dialect.ts";
import type { MovesOfWindow } from "../src/transitions/moves-of-window.ts";
import { findTransitionRules } from "../src/transitions/rules/find-transition-rules.ts";
import { judgeRules, ruleLine } from "./rules/judge-rules.ts";
import { type PlantedSize, type PlantedWorld, plantedWorld, shuffledMoves } from "./rules/planted.ts";

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
/** The task of this process; none in the one that asks. */
const own = process.argv[4];
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

interface Judged {
  readonly world: string;
  readonly seed: number;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

if (own === undefined) await judgeAll();
else console.log(JSON.stringify(judgeTask(JSON.parse(own)))); // as judgeAll() writes it

async function judgeAll() {
  const tasks = [
    ...Object.keys(worlds).flatMap((world) => split(world, seeds)),
    ...split(nulls[0], shuffles),
    ...split(nulls[1], Math.ceil(shuffles / 2)),
  ];
  const judged: Judged[] = [];
  const worker = async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const child = spawn(process.execPath, [process.argv[1], "0", "0", JSON.stringify(task)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      judged.push(...(JSON.parse(await text(child.stdout)) as Judged[])); // as judgeTask() writes it
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  judged.sort((a, b) => a.seed - b.seed);

  const planted = Object.entries(worlds).map(([world, { hasGoal }]) => recovery(world, hasGoal, judged));
  const empty = nulls.map((world) => inventions(world, judged));
  console.table(planted.map(({ missedRules, falseRules, ...row }) => row));
  console.table(empty.map(({ rules, ...row }) => row));
  for (const { world, missedRules, falseRules } of planted.filter(({ goal }) => goal !== null)) {
    for (const rule of missedRules) console.log(`${world}: missed ${rule}`);
    for (const rule of falseRules) console.log(`${world}: false ${rule}`);
  }
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

function judgeTask({ world, from, to }: Task): Judged[] {
  const each = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  if (world === nulls[0]) {
    const seed = Math.ceil(from / shufflesOfWorld);
    const planted = plantedWorld({ ...size, seed, terms });
    return each.map((shuffle) =>
      judge(world, { ...planted, rules: [] }, shuffle, shuffledMoves(planted.moves, shuffle)),
    );
  }
  return each.map((seed) => {
    const planted = plantedWorld({ ...size, seed, terms: world === nulls[1] ? [] : terms, ...worlds[world] });
    return judge(world, planted, seed, planted.moves);
  });
}

function judge(world: string, { states, rules }: PlantedWorld, seed: number, moves: readonly MovesOfWindow[]): Judged {
  const found = findTransitionRules(moves, states, { seed, dialect: duckdbDialect });
  if (found.status === "refused") throw new Error(found.reason.en);
  const { missed, wrong } = judgeRules(rules, found.rules);
  return {
    ...{ world, seed, planted: rules.length, found: found.rules.length },
    missed: missed.map((rule) => `${ruleLine(rule)} (${rule.lift.toFixed(2)} times)`),
    wrong: wrong.map(
      (rule) => `${ruleLine(rule)} (${rule.later.lift.toFixed(2)} times, q ${rule.later.q.toPrecision(1)})`,
    ),
  };
}

/** What was found of planted rules over all seeds of a world. */
function recovery(world: string, hasGoal: boolean, judged: readonly Judged[]) {
  const runs = judged.filter((run) => run.world === world);
  const sum = (count: (run: Judged) => number) => runs.reduce((total, run) => total + count(run), 0);
  const planted = sum((run) => run.planted);
  const recall = 1 - sum((run) => run.missed.length) / planted;
  const found = sum((run) => run.found);
  // The rate is the mean over bases; the share of all rules that were published must not be larger either.
  const falseDiscovery = sum((run) => run.wrong.length / Math.max(1, run.found)) / runs.length;
  const falseShare = found === 0 ? 0 : sum((run) => run.wrong.length) / found;
  return {
    ...{ world, seeds: runs.length, planted, found, recall, falseDiscovery, falseShare },
    goal: hasGoal ? "recall ≥ .9, false ≤ .05" : null,
    holds: !hasGoal || (recall >= 0.9 && Math.max(falseDiscovery, falseShare) <= 0.05),
    missedRules: runs.flatMap((run) => run.missed.map((rule) => `seed ${run.seed}: ${rule}`)),
    falseRules: runs.flatMap((run) => run.wrong.map((rule) => `seed ${run.seed}: ${rule}`)),
  };
}

/** In how many runs without rules any is found. */
function inventions(world: string, judged: readonly Judged[]) {
  const runs = judged.filter((run) => run.world === world);
  const withRules = runs.filter((run) => run.found > 0).length;
  const share = withRules / runs.length;
  return {
    ...{ world, runs: runs.length, withRules, share, goal: "≤ .05", holds: share <= 0.05 },
    rules: runs.flatMap((run) => run.wrong.map((rule) => `seed ${run.seed}: ${rule}`)),
  };
}
