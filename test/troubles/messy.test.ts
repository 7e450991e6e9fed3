import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { generateBase } from "../../data/generate.ts";
import type { MessyTruth, TroubleTruth } from "../../data/messy/messy-truth.ts";
import { troubles } from "../../data/messy/troubles/troubles.ts";
import { writeMessy } from "../../data/messy/write-messy.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { russian } from "../../data/worlds/russian.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { SourcesConfig } from "../../src/inputs/sources-config.ts";
import { locateInputs, stageInputs } from "../../src/inputs/stage-inputs.ts";
import type { StagedTables, TableAccount } from "../../src/inputs/staged-tables.ts";
import { isoDate, toEpochDay, toIsoDate } from "../../src/math/calendar.ts";
import { loadConfiguration } from "../../src/run/configuration.ts";
import { readTable, run } from "../run/batch.ts";
import { refusalOf } from "./deliveries.ts";
import { contentOf, differences, type StagedContent } from "./staged-content.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-messy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const worlds = { everyday, russian };
type WorldName = keyof typeof worlds;
/** Day of the bases, up to which they are staged. */
const asOf = "2026-01-01";

/** Troubles whose lines are other ones, and come to the same for every customer. */
const otherLines = ["twin-lines", "two-timestamps", "shared-order-numbers", "cancellation-prefix", "free-lines"];

interface Base {
  readonly tables: StagedTables;
  readonly content: StagedContent;
  readonly engine: Engine;
}
/** The clean bases, staged as they are; their engines stay open. */
const clean = new Map<WorldName, Base>();
function cleanBase(world: WorldName): Base {
  const base = clean.get(world);
  if (base === undefined) throw new Error(`messy: ${world} is not staged`);
  return base;
}

beforeAll(async () => {
  for (const world of ["everyday", "russian"] as const) {
    const out = join(folder, world);
    const customers = world === "everyday" ? 150 : 60;
    await generateBase({ world: worlds[world], customers, seed: 11, format: "csv", out, tables: "all" });
    clean.set(world, await staged((await write(world, [])).file, () => true));
  }
});
afterAll(async () => {
  for (const { engine } of clean.values()) await engine.close();
});

let written = 0;

async function write(world: WorldName, names: readonly string[]): Promise<{ file: string; truth: MessyTruth }> {
  const out = join(folder, `${world}-${written++}`);
  const { truth } = await writeMessy({ from: join(folder, world), out, troubles: names, seed: 3 });
  return { file: join(out, "tessera.yaml"), truth };
}

/** Stages those tables of a written configuration that are asked for, as a run does, in an engine that the caller closes. */
async function staged(file: string, isStaged: (table: string) => boolean): Promise<Base> {
  const { configuration, baseDir } = loadConfiguration(file, {});
  const chosen = Object.entries(configuration.sources).filter(([table]) => isStaged(table));
  const sources: SourcesConfig = Object.fromEntries(chosen);
  const engine = await openDuckDb({ kind: "duckdb", memory: "1GB", threads: 1 }, mkdtempSync(join(folder, "work-")));
  try {
    const settings = { ...configuration, sources, baseDir, asOf: toEpochDay(isoDate.parse(asOf)) };
    const tables = await stageInputs(engine, await locateInputs(engine, sources, baseDir), settings);
    return { tables, engine, content: await contentOf({ tables, engine }) };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Tables that others are made with. The rest is read alone: where a trouble leaves it as it is, it need not be read again. */
const central = ["transactions", "customers", "products", "rates"];

/** Stages a base with a trouble as far as it may differ from the clean one, and closes it when the test ends. */
async function stagedWith(file: string, { injected }: TroubleTruth): Promise<Base> {
  const touched = [...central, ...injected.map(({ table }) => table)];
  const base = await staged(file, (table) => touched.includes(table));
  onTestFinished(() => base.engine.close());
  return base;
}

/** The tables of a base's content that another one has staged too. */
function comparedTables({ content }: Base, { tables }: Base): string[] {
  const alone = ["contacts", "visits", "feedback", "costs"];
  const read = tables.accounts.map(({ table }) => table as string);
  return Object.keys(content).filter((table) => !alone.includes(table) || read.includes(table));
}

function accountOf({ tables }: Pick<Base, "tables">, table: string): TableAccount {
  const account = tables.accounts.find((each) => each.table === table);
  if (account === undefined) throw new Error(`messy: no account of ${table}`);
  return account;
}

/** Rows of the tables that are in quarantine, and rows of all of them that each policy leaves out. */
function countsOf({ tables }: Base, among: Base) {
  const quarantined: Record<string, number> = {};
  const excluded: Record<string, number> = {};
  const read = among.tables.accounts.map(({ table }) => table);
  for (const account of tables.accounts.filter(({ table }) => read.includes(table))) {
    quarantined[account.table] = account.quarantined;
    for (const { policy, rows } of account.excluded) excluded[policy] = (excluded[policy] ?? 0) + rows;
  }
  return { quarantined, excluded };
}

/** Counts above those of the clean base, nothing where there are as many. */
function surplus(counts: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const names = [...new Set([...Object.keys(counts), ...Object.keys(before)])];
  const more = names.map((name): [string, number] => [name, (counts[name] ?? 0) - (before[name] ?? 0)]);
  return Object.fromEntries(more.filter(([, n]) => n !== 0));
}

/** Every row that was read is accepted, in quarantine or left out by a policy. */
function expectEquation({ tables }: Pick<Base, "tables">) {
  for (const { table, rowsRead, accepted, quarantined, excluded } of tables.accounts) {
    const leftOut = excluded.reduce((sum, { rows }) => sum + rows, 0);
    expect(accepted + quarantined + leftOut, table).toBe(rowsRead);
  }
}

/** Rows read are those of the clean base with the trouble's. */
function expectRowsRead(dirty: Base, before: Base, { injected }: TroubleTruth) {
  for (const { table, rows_removed, rows_added } of injected) {
    expect(accountOf(dirty, table).rowsRead, table).toBe(accountOf(before, table).rowsRead - rows_removed + rows_added);
  }
}

const cases = (results: string) => {
  const names = troubles.filter((trouble) => trouble.results === results).map(({ name }) => name);
  return names.flatMap((name): [string, WorldName][] => [
    [name, "everyday"],
    ...(inRussian.includes(name) ? [[name, "russian"] as [string, WorldName]] : []),
  ]);
};
/** Troubles that mean more with Cyrillic texts and several currencies. */
const inRussian = ["russian-money", "city-prefixes", "currency-signs", "country-names"];

describe("a trouble that the configuration repairs changes nothing", () => {
  it("is seen by a content that has rows of every table, and differs by a row", () => {
    const { content } = cleanBase("everyday");
    const filled = Object.keys(content).filter((table) => content[table].length > 0);
    expect(filled).toEqual(Object.keys(content).filter((table) => table !== "profiles"));
    expect(differences(content, { ...content, lines: content.lines.slice(1) })).toEqual({
      lines: { missing: [content.lines[0]], surplus: [] },
    });
  });

  it.each(cases("identical"))("%s, %s", async (name, world) => {
    const before = cleanBase(world);
    const { file, truth } = await write(world, [name]);
    const [trouble] = truth.troubles;
    const dirty = await stagedWith(file, trouble);

    const { customer_ids: renamed } = trouble.expected;
    const expected = renamed === null ? before.content : await contentOf(before, renamed);
    const compared = comparedTables(before, dirty).filter((table) => table !== "lines" || !otherLines.includes(name));
    expect(differences(expected, dirty.content, compared)).toEqual({});

    expectEquation(dirty);
    expectRowsRead(dirty, before, trouble);
    const [counts, usual] = [countsOf(dirty, dirty), countsOf(before, dirty)];
    expect(surplus(counts.quarantined, usual.quarantined)).toEqual(trouble.expected.quarantined);
    expect(surplus(counts.excluded, usual.excluded)).toEqual(trouble.expected.excluded);
  });
});

/** What is known of single customers: orders, net money, country as of the last day; null where nothing is. */
async function factOf({ engine }: Base, customer: string | null, column: string): Promise<string | null> {
  const last = toEpochDay(isoDate.parse(asOf)) - 1;
  const facts: Record<string, string> = {
    frequency: "SELECT count(DISTINCT order_key) FILTER (kind = 0) AS fact FROM lines",
    monetary: "SELECT CAST(coalesce(sum(amount), 0) / 10000 AS DECIMAL(18, 2)) AS fact FROM lines",
    country: `SELECT country AS fact FROM (SELECT * FROM attributes WHERE valid_from <= ${last} AND valid_to > ${last})`,
  };
  const [row] = await engine.rows(`SELECT CAST(fact AS VARCHAR) AS fact FROM (${facts[column]}
    WHERE customer = (SELECT customer FROM customer_ids WHERE customer_id = '${customer}'))`);
  return row === undefined || row.fact === null ? null : String(row.fact);
}

/** What else the notes of a trouble promise. */
const promised: Readonly<Record<string, (dirty: Base, before: Base) => void>> = {
  "amounts-absent": (dirty, before) => {
    expect([before.tables.hasAmounts, dirty.tables.hasAmounts]).toEqual([true, false]);
    expect(differences(before.content, dirty.content, ["customers", "attributes"])).toEqual({});
  },
  "no-id-column": ({ tables }) => expect(tables.customers).toBe(accountOf({ tables }, "customers").rowsRead),
  "incomplete-last-period": ({ tables }) => expect(toIsoDate(tables.lastEvent)).toBe("2025-12-09"),
  "one-giant-row": ({ tables }) =>
    expect(englishOf(tables)).toMatch(/one row \(transactions\.csv, row \d+\) holds 1\d\.\d% of all revenue/),
  "giant-cancelled-order": ({ tables }) =>
    expect(englishOf(tables)).toMatch(/a sale of 168,469\.60.EUR .* was taken back within a day/),
  "spreadsheet-ids": ({ tables }) =>
    expect(englishOf(tables)).toMatch(/which would have merged all their customers into \d+/),
  "one-cohort": ({ tables }, before) => expect(tables.customers).toBeLessThan(before.tables.customers / 2),
  orphans: ({ tables }) => expect(englishOf(tables)).toMatch(/customers? of the transactions without a row/),
};

function englishOf({ warnings }: StagedTables): string {
  return warnings.map(({ en }) => en).join("\n");
}

describe("a trouble that is beyond repair", () => {
  it.each(cases("changed"))("%s, %s: is counted, and changes what its truth says", async (name, world) => {
    const before = cleanBase(world);
    const { file, truth } = await write(world, [name]);
    const [trouble] = truth.troubles;
    const { changes, quarantined, excluded } = trouble.expected;
    const dirty = await stagedWith(file, trouble);
    expectEquation(dirty);
    expectRowsRead(dirty, before, trouble);
    // Rows that are not delivered are in no count of what became of them.
    if (trouble.injected.every(({ rows_removed }) => rows_removed === 0) && name !== "no-id-column") {
      const [counts, usual] = [countsOf(dirty, dirty), countsOf(before, dirty)];
      expect(surplus(counts.quarantined, usual.quarantined)).toEqual(quarantined);
      expect(surplus(counts.excluded, usual.excluded)).toEqual(excluded);
    }
    for (const { customer_id, column, value } of changes.filter((change) => change.column !== "quantity")) {
      const added = /^\+(\d+)$/.exec(value)?.[1];
      const fact = await factOf(dirty, customer_id, column);
      if (added === undefined) expect(fact, `${column} of ${customer_id}`).toBe(value === "" ? null : value);
      else expect(Number(fact)).toBeCloseTo(Number(await factOf(before, customer_id, column)) + Number(added), 2);
    }
    promised[name]?.(dirty, before);
  });

  it.each(cases("refused"))("%s, %s: nothing is staged, and one sentence says why", async (name, world) => {
    const [exitCode, message] = await refusalOf(
      staged((await write(world, [name])).file, (table) => central.includes(table)),
    );
    expect(exitCode).toBe(3);
    expect(message).toMatch(/^(transactions|customers): \S.*\S$/);
  });
});

describe("a whole run on dirty files gives the tables of one on clean files", () => {
  const results = ["customers.parquet", "features.parquet", "segments.parquet", "windows.parquet", "kpis.parquet"];

  /** Settings under which a run does everything it is compared by, but little of it. */
  const quick = `
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
windows: { count: 2 }
ltv: { horizon: 30y }`;

  /** The tables of a run, without the id of the run in them. */
  async function tablesOf(file: string) {
    appendFileSync(file, quick);
    const { runDir } = await run(file, asOf, { out: join(folder, `runs-${written++}`) });
    const tables: Record<string, Record<string, unknown>[]> = {};
    for (const name of results) {
      tables[name] = (await readTable(runDir, name)).map(({ run_id, ...row }) => row);
    }
    return tables;
  }

  let expected: Awaited<ReturnType<typeof tablesOf>>;
  beforeAll(async () => {
    expected = await tablesOf((await write("everyday", [])).file);
  });

  it.each([
    [["russian-money", "spreadsheet-days", "city-prefixes"]],
    [["overlapping-deliveries", "future-rows"]],
    [["exact-copies", "nan-texts", "utf-16", "months-only"]],
    [["cancellation-prefix", "adjustment-lines", "comma-rows", "dates-packed"]],
    [["leading-zeros", "fee-lines", "product-texts", "country-names", "constant-columns"]],
  ])("%j", async (names) => {
    const actual = await tablesOf((await write("everyday", names)).file);
    for (const name of results) expect(actual[name], name).toEqual(expected[name]);
  });
});
