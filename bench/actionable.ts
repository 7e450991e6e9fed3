import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { generateBase } from "../data/generate.ts";
import { twins } from "../data/worlds/migrating.ts";
import type { MeaningEvidence } from "../src/stability/meaning/segment-meaning.ts";
import { runAsOf } from "./commands/tessera.ts";

/**
 * Whether a run marks the segments nobody can act on, and no others: whole runs on the world `twins`, two of whose four groups
 * only shop in other places and spend alike. `npm run study:actionable` makes 100 bases of 2,000 customers and writes
 * bench/results/actionable.json; `-- 10` fewer. Goal: both twins marked in 95 of 100, others in at most 5.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = 2000;
const seeds = Number(process.argv[2] ?? 100);
const twinArchetypes = ["twin_web", "twin_store"].map((name) => twins.archetypes.indexOf(name));

const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const results: Awaited<ReturnType<typeof judged>>[] = [];
for (let seed = 1; seed <= seeds; seed++) {
  const result = await judged(connection, seed);
  console.log(
    `seed ${seed}: ${result.twins.length} segments of twins, ${result.caught ? "both marked" : "NOT both marked"}; ${result.falseFlags.length} others marked`,
  );
  results.push(result);
}
connection.closeSync();

const caught = results.filter((result) => result.caught).length;
const falselyFlagged = results.filter(({ falseFlags }) => falseFlags.length > 0).length;
const holds = caught >= 0.95 * seeds && falselyFlagged <= 0.05 * seeds;
const file = join(root, "bench", "results", "actionable.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
const study = { command: "npm run study:actionable", customers, seeds, caught, falselyFlagged, holds, results };
writeFileSync(file, `${JSON.stringify(study, null, 2)}\n`);
console.log(
  `twins marked in ${caught} of ${seeds}, others in ${falselyFlagged}: ${holds ? "holds" : "MISSED"}\nwritten: ${file}`,
);
process.exitCode = holds ? 0 : 1;

/** Which segments of a whole run hold twins, by the truth, and which the run marks. */
async function judged(db: DuckDBConnection, seed: number) {
  const work = mkdtempSync(join(tmpdir(), "tessera-actionable-"));
  try {
    const base = join(work, "base");
    await generateBase({ world: twins, customers, seed, format: "parquet", out: base });
    const { runDir } = runAsOf("2026-01-01", work, configuration(base));
    const { meaning }: { meaning: MeaningEvidence } = JSON.parse(readFileSync(join(runDir, "stability.json"), "utf8")); // as a run writes it
    const majority = await majorities(db, runDir, base);
    const idle = meaning.segments.filter(({ actionable }) => !actionable).map(({ id }) => id);
    const ofTwins = meaning.segments
      .map(({ id }) => id)
      .filter((id) => twinArchetypes.includes(majority.get(id) ?? -1));
    const bothThere = new Set(ofTwins.map((id) => majority.get(id))).size === twinArchetypes.length;
    return {
      seed,
      twins: ofTwins,
      caught: bothThere && ofTwins.every((id) => idle.includes(id)),
      falseFlags: idle.filter((id) => !ofTwins.includes(id)),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The archetype most members of each segment are of. */
async function majorities(db: DuckDBConnection, runDir: string, base: string): Promise<Map<string, number>> {
  const reader = await db.runAndReadAll(
    `SELECT c.segment_id, CAST(mode(t.archetype_index) AS INTEGER) AS archetype FROM read_parquet('${runDir}/customers.parquet') c
     JOIN read_parquet('${base}/truth/customers.parquet') t USING (customer_id) GROUP BY ALL`,
  );
  return new Map(reader.getRowsJS().map(([id, archetype]) => [String(id), Number(archetype)]));
}

/** A quick run without the net (no base has the history its horizon asks for). */
function configuration(base: string): string {
  return `version: 1
project: twins
timezone: Europe/Berlin
sources:
  transactions: { path: ${base}/transactions.parquet }
windows: { lookback: 1mo, count: 4 }
features: { families: [frequency, monetary, channel] }
segments: { k: ${twins.archetypes.length}, restarts: 5, families: [frequency, monetary, channel] }
stability: { bootstraps: 10 }
ltv: { horizon: 30y }
`;
}
