import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { UserError } from "../../src/user-error.ts";
import { type Delivery, openEngine, type Staged, stageWith } from "../inputs/staging.ts";

/** Stages deliveries one after the other in one engine, each in a folder of its own; all goes when the test file ends. */
export async function openStage(): Promise<(delivery: Delivery) => Promise<Staged>> {
  const { engine, folder } = await openEngine(2, afterAll);
  let deliveries = 0;
  return (delivery) => stageWith(engine, join(folder, String(deliveries++)), delivery);
}

/** The warnings of staging, in English. */
export function warningsOf({ tables }: Pick<Staged, "tables">): string[] {
  return tables.warnings.map(({ en }) => en);
}

/** The error that something ends with, as a user sees it. */
export async function refusalOf(work: Promise<unknown>): Promise<[exitCode: number, message: string]> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error ?? new Error("no error");
  return [error.exitCode, error.message];
}

const data = resolve(import.meta.dirname, "../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;

/** The real files behind the bank. Tests of them are skipped where there are none, and fail where data are required. */
export function realData(testFile: string): { readonly skipped: boolean; readonly path: (name: string) => string } {
  const skipped = !existsSync(data) && !required;
  if (skipped) console.warn(`${testFile}: rows of real files skipped, there is no reference data in ${data}`);
  return { skipped, path: (name) => join(data, name) };
}

/** The columns of Online Retail II. */
export const retailColumns = {
  customer_id: "Customer ID",
  ts: "InvoiceDate",
  order_id: "Invoice",
  product_id: "StockCode",
  quantity: "Quantity",
  unit_price: "Price",
};

/** A file of those labelled rows of Online Retail II that a condition (SQL) chooses, every field as text. */
export function quirkRows(where: string): { readonly parquet: string } {
  const path = join(data, "online_retail_ii", "quirk_rows.csv");
  return {
    parquet: `SELECT * EXCLUDE (quirk) FROM read_csv('${path}', all_varchar = true, header = true) WHERE ${where}`,
  };
}
