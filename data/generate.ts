import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type EpochDay, epochDayOf, toIsoDate } from "../src/math/calendar.ts";
import { UserError } from "../src/user-error.ts";
import { acquisitionCosts } from "./acquisition-costs.ts";
import { type BasePlan, type BaseTables, planBase } from "./base-plan.ts";
import { publishedTables, truth } from "./published-tables.ts";
import { simulateCustomer } from "./simulate-customer.ts";
import { openStaging } from "./staging.ts";
import type { World } from "./worlds/world.ts";

export interface BaseRequest {
  readonly world: World;
  /** How many customers, 1…`mostCustomers`. */
  readonly customers: number;
  /** Whole number; its low 32 bits count. */
  readonly seed: number;
  /** Of the tables; the truth is always Parquet. */
  readonly format: "parquet" | "csv";
  /** Folder to write into, made when it is not there. Files of an earlier base with the same names are replaced. */
  readonly out: string;
  /** First day of a month; the history ends before it. Default 2026-01-01. */
  readonly asOf?: EpochDay;
  /** Also write the events of the hold-out, the months after as-of. Default false. */
  readonly holdout?: boolean;
  /** `all` adds columns to transactions and customers, and the tables visits, feedback and products. Default core. */
  readonly tables?: BaseTables;
  /** Told now and then how many customers have been lived. */
  readonly onProgress?: (customers: number) => void;
}

export interface GeneratedBase {
  /** Rows of each file, by its path inside `out`. */
  readonly rows: ReadonlyMap<string, number>;
}

export const mostCustomers = 10_000_000;
export const defaultAsOf = epochDayOf(2026, 1, 1);

const customersPerReport = 5_000;

/**
 * Write a synthetic customer base and its truth: `transactions`, `customers`, `contacts`, `costs` and what the world and
 * the request add to them in the wanted format, `truth/customers.parquet` and `truth/world.json`. The same request gives the same rows in the same order.
 *
 * Rows wait in a DuckDB file beside the output, so memory stays below 2 GB for any number of customers. Files appear
 * under their names when all of them are complete; `truth/world.json` is the last.
 *
 * @throws UserError if as-of is not the first day of a month or `out` cannot be written
 */
export async function generateBase(request: BaseRequest): Promise<GeneratedBase> {
  const { world, customers, seed, out, asOf = defaultAsOf, holdout = false, tables = "core" } = request;
  if (!Number.isInteger(customers) || customers < 1 || customers > mostCustomers) {
    throw new RangeError(`generateBase: ${customers} customers; a base has 1 to ${mostCustomers}`);
  }
  const plan = planBase(world, seed, asOf, holdout, tables);
  const workshop = await openWorkshop(out);
  try {
    const instance = await DuckDBInstance.create(join(workshop, "staging.duckdb"), {
      memory_limit: "1200MB",
      temp_directory: join(workshop, "spill"),
    });
    try {
      const connection = await instance.connect();
      const firstOrders = await simulate(connection, plan, request);
      const rows = await writeTables(connection, plan, firstOrders, request.format, workshop);
      connection.closeSync();
      await writeFile(join(workshop, "truth", "world.json"), worldJson(plan, customers));
      for (const file of [...rows.keys(), "truth/world.json"]) await rename(join(workshop, file), join(out, file));
      return { rows };
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** A folder inside `out`, so that finished files move to their places by a rename. */
async function openWorkshop(out: string): Promise<string> {
  try {
    await mkdir(join(out, "truth"), { recursive: true });
    const workshop = await mkdtemp(join(out, ".making-"));
    await mkdir(join(workshop, "truth"));
    return workshop;
  } catch (error) {
    throw new UserError(2, `cannot write into ${out}: ${(error as NodeJS.ErrnoException).message}`); // thrown by node:fs
  }
}

/** @returns first orders by month and acquisition channel; see `BaseRows` */
async function simulate(connection: DuckDBConnection, plan: BasePlan, request: BaseRequest): Promise<Int32Array> {
  const { rows, finish } = await openStaging(connection, plan);
  for (let customer = 0; customer < request.customers; customer++) {
    simulateCustomer(plan, customer, rows);
    if ((customer + 1) % customersPerReport === 0) request.onProgress?.(customer + 1);
  }
  finish();
  return rows.firstOrders;
}

async function writeTables(
  connection: DuckDBConnection,
  plan: BasePlan,
  firstOrders: Int32Array,
  format: "parquet" | "csv",
  folder: string,
): Promise<Map<string, number>> {
  const parquet = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880";
  const wanted = format === "parquet" ? parquet : "FORMAT csv, HEADER";
  const tables = publishedTables(plan, acquisitionCosts(plan, firstOrders));

  const rows = new Map<string, number>();
  const write = async (file: string, select: string, options: string) => {
    const path = join(folder, file).replaceAll("'", "''");
    const { rowsChanged } = await connection.run(`COPY (${select}) TO '${path}' (${options})`);
    rows.set(file, rowsChanged);
  };
  for (const [table, select] of tables) await write(`${table}.${format}`, select, wanted);
  await write("truth/customers.parquet", truth(plan), parquet);
  return rows;
}

function worldJson(plan: BasePlan, customers: number): string {
  const { world, seed, asOf } = plan;
  const [from, until] = [plan.monthStart[plan.firstMonth], plan.monthStart[plan.months]] as EpochDay[]; // made by planBase
  return `${JSON.stringify(
    {
      seed,
      customers,
      as_of: toIsoDate(asOf),
      history_from: toIsoDate(from),
      holdout_until: toIsoDate(until),
      holdout_written: plan.writtenUntil > asOf,
      world,
    },
    null,
    2,
  )}\n`;
}
