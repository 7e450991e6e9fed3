import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";

/**
 * The same run on a base of three million transactions with 1, 2 and 4 threads, in UTC and in New York: every file but
 * timings.json and log.ndjson must have the same bytes. Written to bench/results/same-bytes.json.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = Number(process.argv[2] ?? 150_000);
const notResults = ["timings.json", "log.ndjson"];
const variants = [
  { threads: 1, zone: "UTC" },
  { threads: 2, zone: "America/New_York" },
  { threads: 4, zone: "UTC" },
  { threads: 4, zone: "America/New_York" },
];

const base = join(root, "data", "out", `everyday-${customers}`);
if (!existsSync(join(base, "truth", "world.json"))) {
  await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
}
const { transactions, rowGroups } = await sizeOf(`${base}/transactions.parquet`);
console.log(`${customers} customers, ${transactions} transactions in ${rowGroups} row groups`);

const work = join(tmpdir(), `tessera-same-bytes-${process.pid}`);
const runs = variants.map(({ threads, zone }) => ({ threads, zone, hashes: runWith(threads, zone) }));
rmSync(work, { recursive: true });

const [reference, ...others] = runs;
const different = others.flatMap(({ threads, zone, hashes }) =>
  [...new Set([...reference.hashes.keys(), ...hashes.keys()])]
    .filter((file) => hashes.get(file) !== reference.hashes.get(file))
    .map((file) => `${file} (${threads} threads, ${zone})`),
);
const results = {
  command: "npm run study:same-bytes",
  customers,
  transactions,
  rowGroups,
  variants,
  files: Object.fromEntries(reference.hashes),
  different,
};
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(join(root, "bench", "results", "same-bytes.json"), `${JSON.stringify(results, null, 2)}\n`);
console.log(
  `${reference.hashes.size} files compared over ${variants.length} runs: ${different.length === 0 ? "all identical" : `different: ${different.join(", ")}`}`,
);
process.exitCode = different.length === 0 ? 0 : 1;

async function sizeOf(file: string) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT CAST(num_rows AS DOUBLE), CAST(num_row_groups AS DOUBLE) FROM parquet_file_metadata('${file}')`,
  );
  const [[rows, groups]] = reader.getRowsJS();
  connection.closeSync();
  return { transactions: Number(rows), rowGroups: Number(groups) };
}

function runWith(threads: number, zone: string): Map<string, string> {
  const folder = join(work, `${threads}-${zone.replace("/", "-")}`);
  mkdirSync(folder, { recursive: true });
  const sources = ["transactions", "customers", "contacts", "costs"].map(
    (table) => `  ${table}: { path: ${base}/${table}.parquet }`,
  );
  const config = join(folder, "tessera.yaml");
  writeFileSync(
    config,
    `version: 1\nproject: same\ntimezone: Europe/Berlin\nsources:\n${sources.join("\n")}\nsegments: { k: { min: 3, max: 5 } }\nengine: { threads: ${threads} }\n`,
  );
  const args = [
    join(root, "dist/src/cli/tessera.js"),
    "run",
    "--config",
    config,
    "--as-of",
    "2026-01-01",
    "--out",
    join(folder, "runs"),
    "--models",
    join(folder, "models"),
    "--json",
  ];
  const child = spawnSync(process.execPath, args, {
    env: { ...process.env, TZ: zone },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0 && child.status !== 4) throw new Error(`the run ended with ${child.status}`);
  const { runDir } = JSON.parse(child.stdout) as { runDir: string };
  const files = readdirSync(runDir, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(runDir, file)).isFile() && !notResults.includes(file))
    .sort();
  return new Map(
    files.map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(runDir, file)))
        .digest("hex"),
    ]),
  );
}
