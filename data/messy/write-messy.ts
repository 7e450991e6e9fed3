import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { specsOf, type TableName } from "../../src/inputs/columns.ts";
import { nearestName } from "../../src/math/nearest-name.ts";
import { UserError } from "../../src/user-error.ts";
import { type CleanBase, openCleanBase } from "./clean-base.ts";
import { messyConfiguration, type Source } from "./configuration.ts";
import { dirtyTable, type Injection, type TroublePart } from "./dirty-table.ts";
import { type MessyTruth, messyTruth } from "./messy-truth.ts";
import type { Tables, Trouble } from "./trouble.ts";
import { troubles } from "./troubles/troubles.ts";

export interface MessyRequest {
  /** Folder of a base that the generator wrote, as Parquet or CSV. */
  readonly from: string;
  /** Folder to write into, made when it is not there; tables of an earlier base in it are replaced. */
  readonly out: string;
  /** Names of troubles; without any, the base is delivered as it is, with its configuration. */
  readonly troubles: readonly string[];
  /** Whole number; its low 32 bits count. */
  readonly seed: number;
}

export interface MessyBase {
  /** Paths inside `out`. */
  readonly files: readonly string[];
  readonly truth: MessyTruth;
}

/** Names of the files that tables are delivered in. */
const tableFile = new RegExp(`^(${Object.keys(specsOf).join("|")})(-\\d+)?\\.(parquet|csv)(\\.gz)?$`);

/**
 * Write a base as dirty files with the troubles in them, `tessera.yaml` that says how they are to be read,
 * `truth/messy.json` with what was done and what is expected of it, and the truth of the clean base. Tables without
 * trouble are copied. The same request gives the same bytes.
 *
 * @throws UserError 2 for an unknown trouble, one that the base cannot have, two that contradict each other, or a
 *   folder that holds no base or cannot be written
 */
export async function writeMessy(request: MessyRequest): Promise<MessyBase> {
  const { from, out } = request;
  const wanted = findTroubles(request.troubles);
  if (resolve(from) === resolve(out)) throw new UserError(2, `${out} holds the clean base; write into another folder`);
  const workshop = await openWorkshop(out);
  try {
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: "1200MB",
      temp_directory: join(workshop, "spill"),
    });
    try {
      const connection = await instance.connect();
      const base = await openCleanBase(connection, from);
      const { files, truth } = await deliver(base, wanted, request.seed, join(workshop, "delivered"));
      connection.closeSync();
      for (const name of await readdir(out)) if (tableFile.test(name)) await rm(join(out, name));
      for (const file of files) await rename(join(workshop, "delivered", file), join(out, file));
      return { files, truth };
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * Why a base cannot have a trouble, or undefined when it can.
 *
 * @param tables columns by table
 */
export function whyNot(tables: ReadonlyMap<TableName, readonly string[]>, parts: Tables): string | undefined {
  const entries = (Object.entries(parts) as [TableName, Tables[TableName]][]).filter(([table]) => tables.has(table));
  if (entries.length === 0) return `no ${Object.keys(parts).join(" or ")}`;
  for (const [table, part] of entries) {
    const missing = part?.needs?.find((column) => !tables.get(table)?.includes(column));
    if (missing !== undefined) return `no ${missing} in ${table}`;
  }
  return undefined;
}

/** The troubles of these names, in the order in which they are applied. */
function findTroubles(names: readonly string[]): Trouble[] {
  const known = troubles.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw new UserError(
      2,
      `no trouble "${name}"; ${near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`}`,
    );
  }
  return troubles.filter(({ name }) => names.includes(name));
}

async function openWorkshop(out: string): Promise<string> {
  try {
    await mkdir(join(out, "truth"), { recursive: true });
    const workshop = await mkdtemp(join(out, ".making-"));
    await mkdir(join(workshop, "delivered", "truth"), { recursive: true });
    return workshop;
  } catch (error) {
    throw new UserError(2, `cannot write into ${out}: ${(error as NodeJS.ErrnoException).message}`); // thrown by node:fs
  }
}

async function deliver(base: CleanBase, wanted: readonly Trouble[], seed: number, folder: string) {
  const partsOf = await partsByTable(base, wanted);
  const injections: Injection[] = [];
  const sources = new Map<TableName, Source>();
  for (const [table, { file }] of base.tables) {
    if (wanted.some(({ only }) => only !== undefined && !only.includes(table))) continue;
    const parts = partsOf.get(table) ?? [];
    if (parts.length === 0) {
      await copyFile(join(base.folder, file), join(folder, file));
      sources.set(table, { files: [file], parts });
    } else {
      const done = await dirtyTable(base, table, parts, seed, folder);
      injections.push(...done);
      sources.set(table, { files: done[0].files, parts });
    }
  }
  const truth = messyTruth(base, wanted, injections, seed);
  const written = new Map([
    ["tessera.yaml", messyConfiguration(base, wanted, sources)],
    ["truth/messy.json", `${JSON.stringify(truth, null, 2)}\n`],
  ]);
  for (const [file, text] of written) await writeFile(join(folder, file), text);
  const kept = ["truth/customers.parquet", "truth/world.json"];
  for (const file of kept) await copyFile(join(base.folder, file), join(folder, file));
  return { files: [...[...sources.values()].flatMap(({ files }) => files), ...written.keys(), ...kept], truth };
}

async function partsByTable(base: CleanBase, wanted: readonly Trouble[]): Promise<Map<TableName, TroublePart[]>> {
  const columns = new Map([...base.tables].map(([table, { columns }]) => [table, columns]));
  const partsOf = new Map<TableName, TroublePart[]>();
  for (const trouble of wanted) {
    const tables = typeof trouble.tables === "function" ? await trouble.tables(base) : trouble.tables;
    const reason = whyNot(columns, tables);
    if (reason !== undefined) {
      throw new UserError(
        2,
        `${trouble.name} needs more than this base has: ${reason}; make the base with --tables all`,
      );
    }
    for (const [table, part] of Object.entries(tables) as [TableName, TroublePart["part"]][]) {
      if (base.tables.has(table)) partsOf.set(table, [...(partsOf.get(table) ?? []), { trouble, part }]);
    }
  }
  return partsOf;
}
