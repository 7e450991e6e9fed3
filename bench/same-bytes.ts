import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

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
  const settings = `segments: { k: { min: 3, max: 5 } }\nengine: { threads: ${threads} }`;
  const { runDir } = runAsOf("2026-01-01", folder, configurationOf(base, "same", settings), {
    ...process.env,
    TZ: zone,
  });
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
