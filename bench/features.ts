import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { openDuckDb } from "../src/engine/duckdb.ts";
import type { Engine } from "../src/engine/engine.ts";
import { readHistory } from "../src/features/customer-history.ts";
import { openFamilyContext } from "../src/features/family-context.ts";
import { type FeatureTable, featureFamily } from "../src/features/feature-table.ts";
import { offeredFeatures } from "../src/features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../src/features/read-window.ts";
import { cutSpans } from "../src/features/spans.ts";
import { middleOf, type Window, windowsConfig, windowsUntil } from "../src/features/window.ts";
import { moneyUnitsOf } from "../src/inputs/currency.ts";
import { sourcesConfig } from "../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../src/inputs/stage-inputs.ts";
import type { StagedTables } from "../src/inputs/staged-tables.ts";
import { isoDate, toEpochDay } from "../src/math/calendar.ts";

/**
 * All features of twelve monthly windows of `everyday` beside a polars script that computes the transaction features of
 * the same windows (bench/peers/features.py), each in a process of its own, in turns, after a round that is not counted.
 * The outputs are compared cell by cell. Written to bench/results/features.json.
 *
 *     npm run bench:features -- [customers, 1000000] [rounds, 2]
 *
 * Measured on both sides: from the accepted lines (here a table of the engine, there the same rows in a Parquet file) to
 * the features of the last window in memory. Here that includes the history, and the features of attributes and
 * contacts; there transactions only. Needs Python with polars as TESSERA_PYTHON (default python3).
 */
const root = resolve(import.meta.dirname, "../..");
const asOf = toEpochDay(isoDate.parse("2026-01-01"));
const currency = "EUR";
const memory = "3GB";
/** Tables of the staged base, each kept as a Parquet file; the peer reads that of the lines. */
const stagedTables = ["lines", "customer_ids", "attributes", "contacts"];
const output: ExecFileSyncOptionsWithStringEncoding = { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of it, before the first window. */
  readonly buildCpuSeconds: number;
  readonly peakMiB: number;
  /** Customers of all windows together. */
  readonly rows: number;
}

/** Everything of the staged base that features need, as JSON. */
type SavedTables = Omit<StagedTables, "lineColumns" | "attributes"> & { lineColumns: string[]; attributes: string[] };

const [mode, ...rest] = process.argv.slice(2);
if (mode === "stage") await stageBase(rest[0], rest[1]);
else if (mode === "measure") await measure(rest[0], rest[1] === "write");
else await compare(Number(mode ?? 1_000_000), Number(rest[0] ?? 2));

async function compare(customers: number, rounds: number) {
  const base = join(root, "data", "out", `everyday-${customers}`);
  if (!existsSync(join(base, "truth", "world.json"))) {
    console.log(`making a base of ${customers} customers in ${base} …`);
    await generateBase({ world: everyday, customers, seed: 1, format: "parquet", out: base });
  }
  const work = mkdtempSync(join(tmpdir(), "tessera-bench-features-"));
  const load = loadavg()[0];
  try {
    own("stage", base, work);
    const plan = join(work, "plan.json");
    const python = process.env.TESSERA_PYTHON ?? "python3";
    const peer = () => JSON.parse(execFileSync(python, [join(root, "bench", "peers", "features.py"), plan], output));
    const ours: Measured[] = [];
    const polars: (Measured & { polars: string; threads: number })[] = [];
    for (let round = 0; round <= rounds; round++) {
      const last = round === rounds;
      const mine = JSON.parse(own("measure", work, last ? "write" : "")) as Measured;
      if (last) writeFileSync(plan, JSON.stringify({ ...JSON.parse(readFileSync(plan, "utf8")), out: work }));
      const theirs = peer();
      console.log(`round ${round}: ${mine.cpuSeconds.toFixed(1)} CPU-s, polars ${theirs.cpuSeconds.toFixed(1)}`);
      if (round === 0) continue;
      ours.push(mine);
      polars.push(theirs);
    }
    const comparison = await compareCells(work);
    const ratio = mean(ours.map((each) => each.cpuSeconds)) / mean(polars.map((each) => each.cpuSeconds));
    const peakMiB = Math.max(...ours.map((each) => each.peakMiB));
    const machine = {
      cores: availableParallelism(),
      cpu: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      polars: polars[0].polars,
    };
    const { lines } = JSON.parse(readFileSync(plan, "utf8")) as { lines: string };
    const results = {
      ...{ command: "npm run bench:features", machine, customers, transactions: await countOf(work, lines) },
      ...{ loadBefore: load, memory, ratio, peakMiB, tessera: ours, polars, comparison },
    };
    if (customers === 1_000_000) {
      const file = join(root, "bench", "results", "features.json");
      mkdirSync(join(root, "bench", "results"), { recursive: true });
      writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
      console.log(`written: ${file}`);
    }
    console.log(JSON.stringify(results, null, 2));
    console.log(
      `\nCPU ${ratio.toFixed(2)} of polars (goal 0.7), peak ${peakMiB} MiB (goal 4096), ${comparison.different} of ${comparison.cells} cells differ`,
    );
    process.exitCode = ratio <= 0.7 && peakMiB <= 4096 && comparison.different === 0 ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true });
  }
}

function fileOf(work: string, table: string): string {
  return join(work, `${table}.parquet`);
}

/** Another part of this file in a process of its own; what it prints. */
function own(...args: readonly string[]): string {
  return execFileSync(process.execPath, [process.argv[1], ...args], output);
}

/** Stages the base and keeps its tables in `work`. */
async function stageBase(base: string, work: string) {
  const engine = await openDuckDb({ kind: "duckdb", memory, threads: "auto" }, work);
  const sources = sourcesConfig.parse(
    Object.fromEntries(
      ["transactions", "customers", "contacts"].map((table) => [table, { path: join(base, `${table}.parquet`) }]),
    ),
  );
  const staged = await stageInputs(engine, await locateInputs(engine, sources, base), {
    ...{ sources, contract: { maxRejectShare: 0 }, baseDir: base, timezone: "Europe/Berlin", currency, asOf },
  });
  for (const table of stagedTables) await engine.writeParquet(`SELECT * FROM ${table}`, fileOf(work, table));
  const levels = [...staged.categories].sort();
  const context = await openFamilyContext(engine, staged, { currency, returns: "net" });
  const window = windowsOf(staged)[0];
  const named = (prefix: string) =>
    offeredFeatures(["behaviour", "channel"], { ...context, window })
      .features.map(({ name }) => name)
      .filter((name) => name.startsWith(prefix));
  const plan = {
    lines: fileOf(work, "lines"),
    windows: windowsOf(staged).map((each) => [each.from, middleOf(each), each.until]),
    categories: staged.categories.length,
    channels: staged.channels.length,
    categoryNames: named("category_share_"),
    channelNames: named("channel_share_"),
    favouriteLevels: staged.categories.map((category) => levels.indexOf(category)),
    moneyUnits: moneyUnitsOf(currency),
  };
  writeFileSync(join(work, "plan.json"), JSON.stringify(plan));
  const saved: SavedTables = { ...staged, lineColumns: [...staged.lineColumns], attributes: [...staged.attributes] };
  writeFileSync(join(work, "staged.json"), JSON.stringify(saved));
  await engine.close();
}

/** The measured part; prints its figures as JSON. */
async function measure(work: string, write: boolean) {
  const saved = JSON.parse(readFileSync(join(work, "staged.json"), "utf8")) as SavedTables;
  const staged = {
    ...saved,
    lineColumns: new Set(saved.lineColumns),
    attributes: new Set(saved.attributes),
  } as StagedTables; // as it was saved
  const engine = await openDuckDb({ kind: "duckdb", memory, threads: "auto" }, work);
  for (const table of stagedTables) {
    await engine.run(`CREATE TABLE ${table} AS SELECT * FROM ${engine.dialect.parquet(fileOf(work, table))}`);
  }
  const started = performance.now();
  const used = process.cpuUsage();
  const context = await openFamilyContext(engine, staged, { currency, returns: "net" });
  const windows = windowsOf(staged);
  const offered = (window: Window) => offeredFeatures(featureFamily.options, { ...context, window }).features;
  const history = await readHistory(engine, staged, offered(windows[0]), cutSpans(windows));
  const built = process.cpuUsage(used);
  const buffers = createFeatureBuffers(staged.customers, offered(windows[0]).length);
  let rows = 0;
  for (const window of windows) {
    rows += (await readWindow(engine, offered(window), staged, window, history, buffers)).customers.length;
  }
  const all = process.cpuUsage(used);
  const measured: Measured = {
    seconds: (performance.now() - started) / 1e3,
    cpuSeconds: (all.user + all.system) / 1e6,
    buildCpuSeconds: (built.user + built.system) / 1e6,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    rows,
  };
  if (write) {
    for (const [i, window] of windows.entries()) {
      const table = await readWindow(engine, offered(window), staged, window, history, buffers);
      await writeTable(engine, table, join(work, `tessera-${i}.parquet`));
    }
  }
  await engine.close();
  console.log(JSON.stringify(measured));
}

async function writeTable(engine: Engine, { customers, features }: FeatureTable, path: string) {
  await engine.load("written", [
    { name: "customer", type: "INTEGER", values: customers },
    ...features.map(({ name, values }) => ({ name, type: "DOUBLE" as const, values })),
  ]);
  await engine.writeParquet("SELECT * FROM written", path);
}

function windowsOf(staged: StagedTables): Window[] {
  return windowsUntil(asOf, { ...staged, longestPause: 0 }, windowsConfig.parse({}));
}

/** Every cell of the peer beside ours: unknown with unknown, numbers to twelve digits. */
async function compareCells(work: string) {
  const folder = mkdtempSync(join(work, "compare-"));
  const engine = await openDuckDb({ kind: "duckdb", memory, threads: "auto" }, folder);
  let cells = 0;
  let different = 0;
  const count = (JSON.parse(readFileSync(join(work, "plan.json"), "utf8")) as { windows: unknown[] }).windows.length;
  for (let i = 0; i < count; i++) {
    const [mine, theirs] = ["tessera", "peer"].map((side) =>
      engine.dialect.parquet(join(work, `${side}-${i}.parquet`)),
    );
    const names = (await engine.columnsOf(`SELECT * FROM ${theirs}`)).map(({ name }) => name).slice(1);
    const differs = names.map((name) => {
      const [a, b] = ["a", "b"].map((side) => `CAST(${side}.${engine.dialect.identifier(name)} AS DOUBLE)`);
      return `CASE WHEN (${a} IS NULL AND ${b} IS NULL) OR abs(${a} - ${b}) <= 1e-12 * greatest(1, abs(${a})) THEN 0 ELSE 1 END`;
    });
    const [row] =
      await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n, CAST(sum(${differs.join(" + ")}) AS DOUBLE) AS different
      FROM ${mine} a FULL JOIN ${theirs} b ON a.customer = b.customer`);
    cells += Number(row.n) * names.length;
    different += Number(row.different);
  }
  await engine.close();
  return { cells, different };
}

async function countOf(work: string, file: string): Promise<number> {
  const engine = await openDuckDb({ kind: "duckdb", memory, threads: 1 }, mkdtempSync(join(work, "count-")));
  const [row] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${engine.dialect.parquet(file)}`);
  await engine.close();
  return Number(row.n);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
