import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { duckdbDialect } from "../src/engine/dialect.ts";
import type { Feature, FeatureTable } from "../src/features/feature-table.ts";
import type { EpochDay } from "../src/math/calendar.ts";
import { createRandom, type Random } from "../src/math/random.ts";
import { fitSegments } from "../src/segments/fit-segments.ts";
import { openClusteringEngine } from "../src/segments/open-clustering-engine.ts";
import type { SegmentFit } from "../src/segments/segment-fit.ts";
import { segmentsConfig } from "../src/segments/segments-config.ts";
import { certifyBreaks } from "../src/stability/breaks/certify-breaks.ts";
import { certifyDrift } from "../src/stability/drift/certify-drift.ts";
import { judgeMeaning } from "../src/stability/meaning/segment-meaning.ts";
import { certifyStability } from "../src/stability/stability-certificate.ts";
import { stabilityConfig } from "../src/stability/stability-config.ts";

/**
 * How many segments are chosen, of what kind, and whether they are certified, in data without groups and with four:
 * `npm run study:kinds` judges 100 seeds of each world and writes bench/results/kinds.json; `npm run study:kinds -- 20` fewer.
 * Goals: without groups at most 5 % are called natural, and of permuted columns at most 5 % are certified; four groups at least
 * three standard deviations apart are found as four in 95 %, and certified in as many. Certified is what passes every part of the
 * certificate that one table allows. Each world is judged in a process of its own, as many at a time as there are cores.
 */
const root = resolve(import.meta.dirname, "../..");
const seeds = Number(process.argv[2] ?? 100);
/** The world this process judges; none in the one that asks. */
const own = process.argv[3];
const customers = 1000;
const config = segmentsConfig.parse({});
const clustering = await openClusteringEngine("auto");
const stability = stabilityConfig.parse({});

interface StudiedWorld {
  readonly groups: number;
  /** Whether columns have nothing to do with each other, so that no segments may be certified. */
  readonly independent?: boolean;
  readonly draw: (random: Random) => FeatureTable;
}

const worlds: Record<string, StudiedWorld> = {
  "single Gaussian": { groups: 0, draw: (random) => ofRows(() => normals(random)) },
  uniform: { groups: 0, draw: (random) => ofRows(() => [0, 0, 0].map(() => random.next())) },
  "correlated cloud": {
    groups: 0,
    draw: (random) =>
      ofRows(() => {
        const common = random.normal();
        return normals(random).map((own) => Math.sqrt(0.7) * common + Math.sqrt(0.3) * own);
      }),
  },
  "column-permuted mixed": { groups: 0, independent: true, draw: (random) => permutedMixed(random, 3, 2) },
  // So few columns that their combinations are clusters which come back every time.
  "column-permuted mixed, few columns": {
    ...{ groups: 0, independent: true },
    draw: (random) => permutedMixed(random, 1, 1),
  },
  "column-permuted groups": {
    groups: 0,
    independent: true,
    draw: (random) =>
      permuted(
        ofRows(() => grouped(random, 4)),
        random,
      ),
  },
  "four groups, separation 3": { groups: 4, draw: (random) => ofRows(() => grouped(random, 3)) },
  "four groups, separation 4": { groups: 4, draw: (random) => ofRows(() => grouped(random, 4)) },
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
  const { groups, independent = false, draw } = worlds[world];
  const kinds: Record<string, number> = { natural: 0, reproducible: 0, unstable: 0, "one segment": 0 };
  const counts: Record<string, number> = {};
  let certified = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const table = draw(createRandom(seed, groups + 17));
    const fit = await fitSegments(table, { segments: { ...config, seed }, stability, clustering });
    const { k, kind } = fit.model.choice;
    kinds[kind ?? "one segment"] += 1;
    counts[k] = (counts[k] ?? 0) + 1;
    if (isCertified(table, fit)) certified += 1;
  }
  const share = (groups === 0 ? kinds.natural : (counts[groups] ?? 0)) / seeds;
  const goal = groups > 0 ? "k = 4 and certified ≥ .95" : independent ? "natural and certified ≤ .05" : "natural ≤ .05";
  const holds =
    groups > 0
      ? share >= 0.95 && certified >= 0.95 * seeds
      : share <= 0.05 && (!independent || certified <= 0.05 * seeds);
  return { world, seeds, kinds, k: counts, certified, goal, share, holds };
}

function isCertified(table: FeatureTable, fit: SegmentFit): boolean {
  const oneTable = { en: "one table", ru: "одна таблица" };
  const drift = certifyDrift(fit.model, oneTable, config.seed);
  const breaks = certifyBreaks(fit.model, oneTable, { moneyUnits: 1, seed: config.seed });
  const meaning = judgeMeaning(fit.model, table, fit.segmentation.labels, oneTable, {
    ...config,
    dialect: duckdbDialect,
    moneyUnits: 1,
  });
  const { bootstrap, structure } = certifyStability(fit, stability, { drift, breaks, meaning, compared: undefined });
  return bootstrap.status === "passed" && structure.status === "passed";
}

/** A table of three numbers. */
function ofRows(draw: () => number[]): FeatureTable {
  const rows = Array.from({ length: customers }, draw);
  const features = ["recency", "orders", "revenue"].map((name, c) =>
    column(
      name,
      [],
      rows.map((row) => row[c]),
    ),
  );
  return tableOf(features);
}

function tableOf(features: readonly Feature[]): FeatureTable {
  const day = 0 as EpochDay; // no date enters the choice
  return {
    window: { from: day, until: day, short: false, incomplete: false },
    customers: Int32Array.from({ length: customers }, (_, customer) => customer),
    features,
  };
}

/** Every column shuffled by itself. */
function permuted({ features }: FeatureTable, random: Random): FeatureTable {
  return tableOf(features.map((feature) => ({ ...feature, values: shuffled(feature.values, random) })));
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
  return permuted(tableOf([...numbers, ...categories]), random);
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
