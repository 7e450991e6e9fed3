import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { quick, readTable, run, workFolder } from "./batch.ts";

const asOf = "2025-10-01";
const folder = workFolder();
const tables = ["transactions", "customers", "contacts", "costs"];

/** The base as it was known at as-of, and the same base with everything that came later and some that never will. */
beforeAll(async () => {
  const base = join(folder.path, "base");
  await generateBase({ world: everyday, customers: 1200, seed: 5, format: "parquet", out: base });
  const past = join(folder.path, "past");
  const later = join(folder.path, "later");
  for (const out of [past, later]) mkdirSync(out);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const from = (table: string) => `read_parquet('${base}/${table}.parquet')`;
  const copy = (query: string, file: string) => connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);

  const known = {
    transactions: `ts < TIMESTAMP '${asOf}'`,
    customers: `registered_at < DATE '${asOf}' AND (valid_from IS NULL OR valid_from < DATE '${asOf}')`,
    contacts: `ts < TIMESTAMP '${asOf}'`,
    costs: `period_end <= DATE '${asOf}'`,
  };
  for (const [table, condition] of Object.entries(known)) {
    await copy(`SELECT * FROM ${from(table)} WHERE ${condition}`, `${past}/${table}.parquet`);
  }
  const midnight = `TIMESTAMP '${asOf} 00:00:00'`;
  const added = {
    transactions: `SELECT * REPLACE (${midnight} AS ts, 'X' || order_id AS order_id, 'new category' AS category,
        'new channel' AS channel, amount * 1000 AS amount, CASE WHEN quantity > 0 THEN 'A' || customer_id ELSE customer_id END AS customer_id)
      FROM ${from("transactions")} WHERE amount > 0 USING SAMPLE 10 PERCENT (bernoulli, 3)`,
    customers: `SELECT DISTINCT ON (customer_id) * REPLACE (DATE '${asOf}' AS valid_from, 'new region' AS region, 'no' AS consent_email, 'new' AS acquisition_channel)
      FROM ${from("customers")}`,
    contacts: `SELECT * REPLACE ('X' || contact_id AS contact_id, ${midnight} AS ts, 'new channel' AS channel) FROM ${from("contacts")}`,
    costs: `SELECT * REPLACE (DATE '2025-09-15' AS period_start, DATE '2025-10-02' AS period_end, amount * 100 AS amount) FROM ${from("costs")}`,
  };
  for (const table of tables) {
    const everything = `SELECT * FROM ${from(table)} UNION ALL ${added[table as keyof typeof added]}`;
    await copy(everything, `${later}/${table}.parquet`);
  }
  connection.closeSync();
}, 120_000);
afterAll(folder.remove);

function configure(name: string): string {
  const sources = tables.map((table) => `  ${table}: { path: ../${name}/${table}.parquet }`);
  return folder.write(
    `config-${name}/tessera.yaml`,
    `version: 1\nproject: shop\ntimezone: Europe/Berlin\nsources:\n${sources.join("\n")}\n${quick}\nfeatures: {}\n`,
  );
}

describe("point in time", () => {
  it("nothing at or after as-of changes a byte of any result", async () => {
    const before = await run(configure("past"), asOf, { out: join(folder.path, "runs-past") });
    const after = await run(configure("later"), asOf, { out: join(folder.path, "runs-later") });
    expect(after.runId).not.toBe(before.runId);

    const outputs = (runDir: string) =>
      new Map(readManifest(runDir)?.outputs.map(({ file, sha256 }) => [file, sha256]) ?? []);
    const [a, b] = [outputs(before.runDir), outputs(after.runDir)];
    // These name the run, which differs because the inputs do, or say how many rows were left out.
    const naming = ["customers.parquet", "report.html", "report.json"];
    const same = [...a.keys()].filter((file) => !naming.includes(file));
    expect(same).toContain("ltv_model/weights.bin");
    expect(same.length).toBeGreaterThanOrEqual(11);
    for (const file of same) expect([file, b.get(file)]).toEqual([file, a.get(file)]);

    const unnamed = async (runDir: string) =>
      (await readTable(runDir, "customers.parquet")).map(({ run_id: _, ...row }) => row);
    expect(await unnamed(after.runDir)).toEqual(await unnamed(before.runDir));
    expect(readFileSync(join(before.runDir, "ltv_evaluation.json"), "utf8")).toContain('"status": "done"');
  });

  it("counts what was left out, and loses nothing", async () => {
    const { runDir } = await run(configure("later"), asOf, { out: join(folder.path, "runs-later") });
    const inputs = readManifest(runDir)?.inputs ?? [];
    expect(inputs.map(({ table }) => table)).toEqual(tables);
    for (const { rowsRead, accepted, quarantined, excluded } of inputs) {
      const later = excluded.find(({ policy }) => policy === "after_as_of");
      expect(later?.rows).toBeGreaterThan(0);
      expect(accepted + quarantined + excluded.reduce((sum, { rows }) => sum + rows, 0)).toBe(rowsRead);
    }
  });
});
