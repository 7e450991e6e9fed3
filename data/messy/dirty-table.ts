import type { TableName } from "../../src/inputs/columns.ts";
import { createRandom, type Random, sampleWithoutReplacement } from "../../src/math/random.ts";
import type { CleanBase } from "./clean-base.ts";
import { combine } from "./combine.ts";
import { deliverTable } from "./deliver-table.ts";
import { type Layout, plainLayout } from "./layout.ts";
import type { Becomes, NotedChange, Row, TableTrouble, Trouble } from "./trouble.ts";

/** One trouble's share in a table. */
export interface TroublePart {
  readonly trouble: Trouble;
  readonly part: TableTrouble;
}

/** What one trouble did to a table. */
export interface Injection {
  readonly trouble: Trouble;
  readonly table: TableName;
  readonly becomes: Becomes | undefined;
  readonly files: readonly string[];
  /** Rows of the clean table that are not delivered as they were; rows that are not delivered; rows that came to them. */
  readonly touched: number;
  readonly removed: number;
  readonly added: number;
  readonly changes: readonly NotedChange[];
}

/** Writes the files of a table with the parts of all troubles in it, one after the other. */
export async function dirtyTable(
  base: CleanBase,
  table: TableName,
  parts: readonly TroublePart[],
  seed: number,
  folder: string,
): Promise<Injection[]> {
  const steps: Step[] = [];
  for (const each of parts) steps.push(await openStep(base, table, each, seed));
  const delivery = await deliverTable(folder, table, columnsOf(base, table, parts), layoutOf(table, parts));
  let place = 0;
  for await (const rows of base.rows(table)) {
    const delivered: Row[] = [];
    for (const row of rows) delivered.push(...rewritten(row, place++, steps));
    await delivery.add(delivered);
  }
  const copies = await delivery.finish();
  return steps.map(({ trouble, part, touched, removed, added, changes }) => ({
    trouble,
    table,
    becomes: part.becomes,
    files: delivery.files,
    touched,
    removed,
    added: added + (part.layout?.deliveries === undefined ? 0 : copies),
    changes,
  }));
}

/** The columns of the file: those of the clean table as the troubles leave them. */
export function columnsOf(base: CleanBase, table: TableName, parts: readonly TroublePart[]): readonly string[] {
  const clean = base.tables.get(table)?.columns ?? [];
  return parts.reduce((names, { part }) => part.columns?.(names) ?? names, clean);
}

function layoutOf(table: TableName, parts: readonly TroublePart[]): Layout {
  const wishes = parts.map(({ trouble, part }) => ({ by: trouble.name, says: { ...part.layout } }));
  return { ...plainLayout, ...combine(wishes, `the files of ${table}`) };
}

/** A trouble at work on the rows of a table. */
interface Step extends TroublePart {
  readonly base: CleanBase;
  readonly random: Random;
  /** Places of the rows that are rewritten. */
  readonly picked: ReadonlySet<number>;
  readonly changes: NotedChange[];
  touched: number;
  removed: number;
  added: number;
}

async function openStep(base: CleanBase, table: TableName, each: TroublePart, seed: number): Promise<Step> {
  const random = createRandom(seed, each.trouble.number * 32 + [...base.tables.keys()].indexOf(table));
  const picked = await pickRows(base, table, each.part, random);
  return { ...each, base, random, picked, changes: [], touched: 0, removed: 0, added: 0 };
}

async function pickRows(
  base: CleanBase,
  table: TableName,
  { where, pick, rewrite }: TableTrouble,
  random: Random,
): Promise<ReadonlySet<number>> {
  if (rewrite === undefined) return new Set();
  const open = await base.query(
    `SELECT rowid::INTEGER AS place FROM ${table} ${where === undefined ? "" : `WHERE ${where}`} ORDER BY rowid`,
  );
  const places = open.map(({ place }) => Number(place));
  if (pick === undefined) return new Set(places);
  const count = "count" in pick ? pick.count : Math.max(1, Math.round(pick.share * places.length));
  return new Set([...sampleWithoutReplacement(random, places.length, count)].map((i) => places[i]));
}

function rewritten(row: Row, place: number, steps: readonly Step[]): readonly Row[] {
  let rows: readonly Row[] = [row];
  for (const step of steps) rows = rows.flatMap((each, i) => rewriteRow(step, each, i === 0 && step.picked.has(place)));
  return rows;
}

/** @param picked whether the row is one to rewrite; of the rows that earlier troubles made of one, only the first is */
function rewriteRow(step: Step, row: Row, picked: boolean): readonly Row[] {
  // A blank row has nothing that could be wrong otherwise.
  if (Object.keys(row).length === 0) return [row];
  const { part, random, base, changes } = step;
  let rows: readonly Row[] = [row];
  if (part.rewrite !== undefined && picked) {
    const result = part.rewrite(row, { base, random, note: (change) => changes.push(change) });
    rows = Array.isArray(result) ? result : [result];
  }
  if (part.each !== undefined) rows = rows.map(part.each);

  if (rows.length === 0) step.removed += 1;
  else {
    if (!rows.some((each) => isSame(each, row))) step.touched += 1;
    step.added += rows.length - 1;
  }
  return rows;
}

function isSame(a: Row, b: Row): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
