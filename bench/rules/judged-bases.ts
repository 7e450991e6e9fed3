import { duckdbDialect } from "../../src/engine/dialect.ts";
import type { MovesOfWindow } from "../../src/transitions/moves-of-window.ts";
import { findTransitionRules } from "../../src/transitions/rules/find-transition-rules.ts";
import { judgeRules, type KindOfMiss, kindOfMiss, ruleLine } from "./judge-rules.ts";
import type { PlantedWorld } from "./planted.ts";

/** What was found of one base. */
export interface JudgedBase {
  readonly world: string;
  readonly seed: number;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
  /** Why each of those was missed. */
  readonly misses: readonly KindOfMiss[];
  readonly wrong: readonly string[];
}

/** Finds the rules of a base and judges them by those planted in it. */
export function judgeBase(
  world: string,
  { states, rules }: Pick<PlantedWorld, "states" | "rules">,
  seed: number,
  moves: readonly MovesOfWindow[],
): JudgedBase {
  const found = findTransitionRules(moves, states, { seed, dialect: duckdbDialect });
  if (found.status === "refused") throw new Error(found.reason.en);
  const { missed, wrong } = judgeRules(rules, found.rules);
  return {
    ...{ world, seed, planted: rules.length, found: found.rules.length },
    missed: missed.map((rule) => `${ruleLine(rule)} (${rule.lift.toFixed(2)} times)`),
    misses: missed.map((rule) => kindOfMiss(rule, wrong)),
    wrong: wrong.map(
      (rule) => `${ruleLine(rule)} (${rule.later.lift.toFixed(2)} times, q ${rule.later.q.toPrecision(1)})`,
    ),
  };
}

/** What was found of planted rules over all seeds of a world. */
export function recovery(world: string, hasGoal: boolean, judged: readonly JudgedBase[]) {
  const runs = runsOf(world, judged);
  const sum = (count: (run: JudgedBase) => number) => runs.reduce((total, run) => total + count(run), 0);
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

/** Why planted rules of a world were missed, with how often. */
export function missesOf(world: string, judged: readonly JudgedBase[]): Partial<Record<KindOfMiss, number>> {
  const counts: Partial<Record<KindOfMiss, number>> = {};
  for (const kind of runsOf(world, judged).flatMap(({ misses }) => misses)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** In how many runs without rules any is found. */
export function inventions(world: string, judged: readonly JudgedBase[]) {
  const runs = runsOf(world, judged);
  const withRules = runs.filter((run) => run.found > 0).length;
  const share = withRules / runs.length;
  return {
    ...{ world, runs: runs.length, withRules, share, goal: "≤ .05", holds: share <= 0.05 },
    rules: runs.flatMap((run) => run.wrong.map((rule) => `seed ${run.seed}: ${rule}`)),
  };
}

/** Both as tables, then what went wrong in worlds with goals. */
export function printJudged(
  planted: readonly ReturnType<typeof recovery>[],
  empty: readonly ReturnType<typeof inventions>[],
): void {
  console.table(planted.map(({ missedRules, falseRules, ...row }) => row));
  console.table(empty.map(({ rules, ...row }) => row));
  for (const { world, missedRules, falseRules } of planted.filter(({ goal }) => goal !== null)) {
    for (const rule of missedRules) console.log(`${world}: missed ${rule}`);
    for (const rule of falseRules) console.log(`${world}: false ${rule}`);
  }
}

function runsOf(world: string, judged: readonly JudgedBase[]): JudgedBase[] {
  return judged.filter((run) => run.world === world).sort((a, b) => a.seed - b.seed);
}
