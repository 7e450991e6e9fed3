import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import type { World } from "../../data/worlds/world.ts";
import { query } from "./query.ts";

export const customers = 4000;

/** What is planted must be found again, within so many standard errors of the sample. */
export const errorsAllowed = 4;

/** SQL for the tables of a base with its hold-out, made before the tests of the file that calls this. */
export function simulatedBase(world: World = everyday) {
  const out = mkdtempSync(join(tmpdir(), "tessera-simulated-"));
  beforeAll(async () => {
    await generateBase({ world, customers, seed: 11, format: "parquet", out, holdout: true });
  });
  afterAll(() => rmSync(out, { recursive: true }));

  const [transactions, customerRows, contacts, costs, truth] = [
    "transactions",
    "customers",
    "contacts",
    "costs",
    "truth/customers",
  ].map((table) => `'${out}/${table}.parquet'`);
  /** One row per customer and month: first day of the month and archetype. */
  const months = `(
    SELECT customer_id, strptime(replace(name, 'archetype_', ''), '%Y_%m')::DATE AS month, state::INTEGER AS state
    FROM (UNPIVOT ${truth} ON COLUMNS('archetype_2.*') INTO NAME name VALUE state))`;
  /** One row per order with a customer id: the sale, the archetype of its month, the person. */
  const orders = `(
    SELECT sale.*, months.state, person.* EXCLUDE (customer_id)
    FROM ${transactions} AS sale
    JOIN ${months} AS months ON months.customer_id = sale.customer_id AND months.month = date_trunc('month', sale.ts)
    JOIN ${truth} AS person ON person.customer_id = sale.customer_id
    WHERE kind = 'sale')`;
  /** One row per customer who registered in the history. */
  const newcomers = `(
    SELECT customer_id, min(registered_at) AS registered_at FROM ${customerRows}
    GROUP BY ALL HAVING min(registered_at) >= '2023-01-01')`;
  return { transactions, customerRows, contacts, costs, truth, months, orders, newcomers };
}

/** Rows of numbers, in the order of the columns. */
export async function numbers(sql: string): Promise<number[][]> {
  return (await query(sql)).map((row) => Object.values(row).map(Number));
}

export function expectShare(hits: number, of: number, planted: number, what: string) {
  expectMean(hits / of, planted, Math.sqrt((planted * (1 - planted)) / of), `${what}, ${hits} of ${of}`);
}

/** @param error standard error of `seen` */
export function expectMean(seen: number, planted: number, error: number, what: string) {
  expect(Math.abs(seen - planted), `${what}: ${seen}, planted ${planted}`).toBeLessThanOrEqual(errorsAllowed * error);
}
