import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Feature, FeatureTable } from "../src/features/feature-table.ts";
import type { EpochDay } from "../src/math/calendar.ts";
import { createRandom, type Random } from "../src/math/random.ts";
import { chooseSegmentCount } from "../src/segments/choice/choose-segment-count.ts";
import { noGroupsIn } from "../src/segments/choice/no-groups.ts";
import type { SegmentCount } from "../src/segments/choice/segment-count.ts";
import { fitComponentSpace } from "../src/segments/component-space.ts";
import { openClusteringEngine } from "../src/segments/open-clustering-engine.ts";
import { fromRows, type Points } from "../src/segments/points.ts";
import { projectTable } from "../src/segments/project-table.ts";
import { takeCustomers } from "../src/segments/sample-customers.ts";
import { segmentsConfig } from "../src/segments/segments-config.ts";
import { stabilityConfig } from "../src/stability/stability-config.ts";

/**
 * How many segments are chosen, and of what kind, in data without groups and with four: `npm run study:kinds` judges 100
 * seeds of each world and writes bench/results/kinds.json; `npm run study:kinds -- 20` fewer. Goals: without groups at
 * most 5 % are called natural; four groups at least three standard deviations apart are found as four in 95 %. Each world is
 * judged in a process of its own, as many at a time as there are cores.
 */
const root = resolve(import.meta.dirname, "../..");
const seeds = Number(process.argv[2] ?? 100);
/** The world this process judges; none in the one that asks. */
const own = process.argv[3];
const customers = 1000;
const config = segmentsConfig.parse({});
const clustering = await openClusteringEngine("auto");
const settings = { ...config, ...stabilityConfig.parse({}) };

const worlds: Record<string, { groups: number; choose: (random: Random, seed: number) => Promise<SegmentCount> }> = {
  "single Gaussian": { groups: 0, choose: (random, seed) => ofRows(seed, () => normals(random)) },
  uniform: { groups: 0, choose: (random, seed) => ofRows(seed, () => [0, 0, 0].map(() => random.next())) },
  "correlated cloud": {
    groups: 0,
    choose: (random, seed) =>
      ofRows(seed, () => {
        const common = random.normal();
        return normals(random).map((own) => Math.sqrt(0.7) * common + Math.sqrt(0.3) * own);
      }),
  },
  "column-permuted mixed": { groups: 0, choose: (random, seed) => ofTable(seed, permutedMixed(random, 3, 2)) },
  // So few columns that their combinations are clusters which come back every time.
  "column-permuted mixed, few columns": {
    groups: 0,
    choose: (random, seed) => ofTable(seed, permutedMixed(random, 1, 1)),
  },
  "four groups, separation 3": { groups: 4, choose: (random, seed) => ofRows(seed, () => grouped(random, 3)) },
  "four groups, separation 4": { groups: 4, choose: (random, seed) => ofRows(seed, () => grouped(random, 4)) },
};

interface Judged {
  readonly world: string;
  readonly holds: boolean;
}

if (own === undefined) await judgeAll();
else console.log(JSON.stringify(await judge(own)));

async function judgeAll() {
  const names = Object.keys(worlds);
  const results: Judged[] = [];
  const waiting = [...names];
  const worker = async () => {
    for (let world = waiting.shift(); world !== undefined; world = waiting.shift()) {
      const child = spawn(process.execPath, [process.argv[1], String(seeds), world], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const judged = JSON.parse(await text(child.stdout)) as Judged; // as judge() writes it
      results.push(judged);
      console.log(`${JSON.stringify(judged)} ${judged.holds ? "holds" : "MISSED"}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  results.sort((a, b) => names.indexOf(a.world) - names.indexOf(b.world));
  const file = join(root, "bench", "results", "kinds.json");
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ command: "npm run study:kinds", customers, results }, null, 2)}\n`);
  console.log(`written: ${file}`);
  process.exitCode = results.every(({ holds }) => holds) ? 0 : 1;
}

async function judge(world: string): Promise<Judged & Record<string, unknown>> {
  const { groups, choose } = worlds[world];
  const kinds: Record<string, number> = { natural: 0, reproducible: 0, unstable: 0, "one segment": 0 };
  const counts: Record<string, number> = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const { k, kind } = await choose(createRandom(seed, groups + 17), seed);
    kinds[kind ?? "one segment"] += 1;
    counts[k] = (counts[k] ?? 0) + 1;
  }
  const share = (groups === 0 ? kinds.natural : (counts[groups] ?? 0)) / seeds;
  const holds = groups === 0 ? share <= 0.05 : share >= 0.95;
  return { world, seeds, kinds, k: counts, goal: groups === 0 ? "natural ≤ .05" : "k = 4 ≥ .95", share, holds };
}

async function ofRows(seed: number, draw: () => number[]): Promise<SegmentCount> {
  const points = fromRows(Array.from({ length: customers }, draw), 3);
  return (await chooseSegmentCount(clustering, points, { ...settings, seed })).choice;
}

async function ofTable(seed: number, table: FeatureTable): Promise<SegmentCount> {
  const space = await fitComponentSpace(clustering, table, config.variance);
  const nulls = (rows: Int32Array, scores: Points) =>
    noGroupsIn(takeCustomers(table, rows), space, scores, config.variance);
  const points = projectTable(space, table);
  return (await chooseSegmentCount(clustering, points, { ...settings, seed }, { nulls })).choice;
}

function normals(random: Random): number[] {
  return [random.normal(), random.normal(), random.normal()];
}

/** Four equally large round groups of standard deviation 1, their centres the given distance apart or more. */
function grouped(random: Random, separation: number): number[] {
  const group = random.below(4);
  return normals(random).map((value, axis) => value + (group === axis + 1 ? separation : 0));
}

/** Two groups of customers with numbers and categories of their own, in which every column is then shuffled. */
function permutedMixed(random: Random, numberCount: number, categoryCount: number): FeatureTable {
  const group = Array.from({ length: customers }, () => random.below(2));
  const numbers = ["recency", "orders", "revenue"].slice(0, numberCount).map((name) =>
    column(
      name,
      [],
      group.map((own) => 3 * own + random.normal()),
    ),
  );
  const levelsOf = [
    ["web", "store"],
    ["city", "town", "country"],
  ];
  const categories = levelsOf.slice(0, categoryCount).map((levels, at) =>
    column(
      `category ${at}`,
      levels,
      group.map((own) => (random.next() < 0.7 ? own : random.below(levels.length))),
    ),
  );
  const features = [...numbers, ...categories].map((feature) => ({
    ...feature,
    values: shuffled(feature.values, random),
  }));
  const day = 0 as EpochDay; // no date enters the choice
  return {
    window: { from: day, until: day, short: false, incomplete: false },
    customers: Int32Array.from(group.keys()),
    features,
  };
}

function column(name: string, levels: string[], values: number[]): Feature {
  const nameless = { title: "", high: "", low: "" };
  return {
    name,
    family: levels.length === 0 ? "behaviour" : "demographics",
    kind: levels.length === 0 ? "number" : "category",
    unit: "",
    definition: "",
    words: { en: nameless, ru: nameless },
    levels,
    values: Float64Array.from(values),
  };
}

function shuffled(values: Float64Array, random: Random): Float64Array {
  const order = values.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
