import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { openDuckDb } from "../src/engine/duckdb.ts";
import { sourcesConfig } from "../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../src/inputs/stage-inputs.ts";
import { isoDate, toEpochDay } from "../src/math/calendar.ts";

/**
 * A CSV file of five million transactions, typed, checked and staged, beside plain reads of the same file into memory:
 * DuckDB's with every field as text (the same DuckDB), and polars' with its own types. Every reading is a process of its
 * own; they take turns, and the least CPU of each counts. Written to bench/results/inputs.json.
 *
 * The parent starts this file again with the name of one reading and prints what each child measured of itself.
 */
const root = resolve(import.meta.dirname, "../..");
const rows = 5_000_000;
const rounds = 3;
const goal = 2;
const folder = join(root, "data", "out", "bench-inputs");
const file = join(folder, "transactions.csv");
const columns = [
  ...["order_id", "customer_id", "ts", "kind", "category", "channel", "quantity", "amount", "discount_amount"],
];

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly rows: number;
}

const reading = process.argv[2];
if (reading === "tessera") console.log(JSON.stringify(await measure(stageFile)));
else if (reading === "duckdb") console.log(JSON.stringify(await measure(readAsText)));
else await compare();

async function compare() {
  await makeFile();
  const python = process.env.TESSERA_PYTHON ?? "python3";
  const again = (name: string) => [process.execPath, [import.meta.filename, name]] as const;
  const readings = {
    duckdb: again("duckdb"),
    tessera: again("tessera"),
    polars: [python, [join(root, "bench", "peers", "read_csv.py"), file]] as const,
  };
  const best: Record<string, Measured> = {};
  const load = loadavg()[0];
  for (let round = 0; round < rounds; round++) {
    for (const [name, [program, args]] of Object.entries(readings)) {
      const measured = JSON.parse(execFileSync(program, args, { encoding: "utf8" })) as Measured;
      if (measured.rows !== rows) throw new Error(`${name} read ${measured.rows} rows of ${rows}`);
      if (!(measured.cpuSeconds >= best[name]?.cpuSeconds)) best[name] = measured;
    }
  }
  console.log(`${rows} rows, ${columns.length} columns (load before: ${load.toFixed(1)})`);
  console.log("reading     seconds   CPU-s   rows/CPU-s   peak MiB");
  for (const [name, { seconds, cpuSeconds, peakMiB }] of Object.entries(best)) {
    const rate = Math.round(rows / cpuSeconds);
    console.log(
      `${name.padEnd(10)} ${seconds.toFixed(1).padStart(8)} ${cpuSeconds.toFixed(1).padStart(7)} ${String(rate).padStart(12)} ${String(peakMiB).padStart(10)}`,
    );
  }
  const ratio = best.tessera.cpuSeconds / best.duckdb.cpuSeconds;
  console.log(`CPU beside DuckDB's untyped read: ${ratio.toFixed(2)} (goal: at most ${goal})`);
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const result = { command: "npm run bench:inputs", machine, loadBefore: load, rows, rounds, goal, ratio, best };
  mkdirSync(join(root, "bench", "results"), { recursive: true });
  writeFileSync(join(root, "bench", "results", "inputs.json"), `${JSON.stringify(result, null, 2)}\n`);
}

/** The first five million transactions of a base of a million customers, made once and kept in data/out. */
async function makeFile() {
  if (existsSync(file)) return;
  const base = join(root, "data", "out", "everyday-1000000");
  if (!existsSync(join(base, "truth", "world.json"))) {
    console.log(`making a base of a million customers in ${base} …`);
    await generateBase({ world: everyday, customers: 1_000_000, seed: 1, format: "parquet", out: base });
  }
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT ${columns.join(", ")} FROM '${base}/transactions.parquet' LIMIT ${rows}) TO '${file}' (HEADER)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function measure(read: () => Promise<number>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const begun = process.hrtime.bigint();
  const found = await read();
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    rows: found,
  };
}

/** All that a run does with its inputs: rows typed, checked, customers numbered, lines ready. */
async function stageFile(): Promise<number> {
  const work = join(tmpdir(), `tessera-bench-inputs-${process.pid}`);
  mkdirSync(work, { recursive: true });
  const engine = await openDuckDb({ kind: "duckdb", memory: "4GB", threads: "auto" }, work);
  const sources = sourcesConfig.parse({ transactions: { path: file } });
  const staged = await stageInputs(engine, await locateInputs(engine, sources, folder), {
    sources,
    contract: { maxRejectShare: 0 },
    baseDir: folder,
    timezone: "Europe/Berlin",
    currency: "EUR",
    asOf: toEpochDay(isoDate.parse("2026-01-01")),
  });
  await engine.close();
  rmSync(work, { recursive: true });
  return staged.accounts[0].rowsRead;
}

async function readAsText(): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "4GB" });
  const connection = await instance.connect();
  const types = columns.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  await connection.run(
    `CREATE TABLE plain AS SELECT * FROM read_csv('${file}', auto_detect = false, header = true, columns = {${types}})`,
  );
  const reader = await connection.runAndReadAll("SELECT CAST(count(*) AS DOUBLE) FROM plain");
  const [[n]] = reader.getRowsJS();
  connection.closeSync();
  instance.closeSync();
  return Number(n);
}
