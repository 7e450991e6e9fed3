import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BaseRequest, generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { epochDayOf } from "../../src/math/calendar.ts";
import { query } from "./query.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-base-"));
const tables = ["transactions", "customers", "contacts", "costs"];

async function make(name: string, change: Partial<BaseRequest> = {}) {
  const out = join(folder, name);
  const { rows } = await generateBase({ world: everyday, customers: 300, seed: 5, format: "parquet", out, ...change });
  return { out, rows };
}

/** One hash of a query's rows, whatever their order. */
async function digest(from: string): Promise<unknown> {
  const [{ hash }] = await query(
    `SELECT sha256(string_agg(line, chr(10) ORDER BY line)) AS hash FROM (SELECT row::VARCHAR AS line FROM (${from}) AS row)`,
  );
  return hash;
}

async function digests(out: string): Promise<unknown[]> {
  const files = [...tables, "truth/customers"].map((table) => `${out}/${table}.parquet`);
  return Promise.all(files.map((file) => digest(`FROM '${file}'`)));
}

let base: { out: string; rows: ReadonlyMap<string, number> };
beforeAll(async () => {
  base = await make("base");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("generateBase", () => {
  it("writes four tables and the truth, counts their rows, and leaves nothing else behind", async () => {
    expect(readdirSync(base.out).sort()).toEqual([...tables.map((table) => `${table}.parquet`), "truth"].sort());
    expect(readdirSync(join(base.out, "truth")).sort()).toEqual(["customers.parquet", "world.json"]);
    for (const [file, rows] of base.rows) {
      expect(await query(`SELECT count(*)::INTEGER AS rows FROM '${base.out}/${file}'`)).toEqual([{ rows }]);
    }
    expect(base.rows.get("truth/customers.parquet")).toBe(300);
    expect(base.rows.get("costs.parquet")).toBe(36 * everyday.acquisition.length);
  });

  it("keeps the world and what was asked for beside the truth", () => {
    const { world, ...asked } = JSON.parse(readFileSync(join(base.out, "truth", "world.json"), "utf8"));
    expect(world).toEqual(everyday);
    expect(asked).toEqual({
      seed: 5,
      customers: 300,
      as_of: "2026-01-01",
      history_from: "2023-01-01",
      holdout_until: "2026-07-01",
      holdout_written: false,
    });
  });

  it("gives the same files for the same request, and other rows for another seed", async () => {
    const [again, other] = [await make("again"), await make("other", { seed: 6 })];
    for (const file of base.rows.keys()) {
      expect(readFileSync(join(again.out, file)).equals(readFileSync(join(base.out, file))), file).toBe(true);
    }
    const [before, after] = [await digests(base.out), await digests(other.out)];
    for (const [i, hash] of before.entries()) expect(after[i]).not.toBe(hash);
  });

  it("gives a customer the same life in a small base and in a large one", async () => {
    const large = await make("large", { customers: 900 });
    for (const table of ["transactions", "customers", "contacts", "truth/customers"]) {
      // Guests have no customer id, but an order id of whoever shopped.
      const id = table === "transactions" ? "left(order_id, 9)::INTEGER" : "customer_id::INTEGER";
      const first = (out: string) => digest(`FROM '${out}/${table}.parquet' WHERE ${id} < 300`);
      expect(await first(large.out), table).toBe(await first(base.out));
    }
  });

  it("writes the same rows as CSV and as Parquet", async () => {
    const csv = await make("csv", { format: "csv" });
    for (const table of tables) {
      const file = `${csv.out}/${table}.csv`;
      const parquet = `SELECT COLUMNS(*)::VARCHAR FROM '${base.out}/${table}.parquet'`;
      expect(await digest(`FROM read_csv('${file}', all_varchar = true)`), table).toBe(await digest(parquet));
    }
  });

  it("uses the canonical names and types", async () => {
    const describeTable = async (table: string) => {
      const columns = await query(`DESCRIBE FROM '${base.out}/${table}.parquet'`);
      return columns.map(({ column_name, column_type }) => `${column_name} ${column_type}`).join(", ");
    };
    expect(await describeTable("transactions")).toBe(
      "order_id VARCHAR, customer_id VARCHAR, ts TIMESTAMP, kind VARCHAR, category VARCHAR, channel VARCHAR, " +
        "quantity INTEGER, amount DECIMAL(12,2), discount_amount DECIMAL(12,2)",
    );
    expect(await describeTable("customers")).toBe(
      "customer_id VARCHAR, registered_at DATE, birth_date DATE, sex VARCHAR, country VARCHAR, region VARCHAR, " +
        "city VARCHAR, acquisition_channel VARCHAR, consent_email VARCHAR, consent_sms VARCHAR, consent_push VARCHAR, " +
        "valid_from DATE",
    );
    expect(await describeTable("contacts")).toBe(
      "contact_id VARCHAR, customer_id VARCHAR, ts TIMESTAMP, channel VARCHAR, campaign_id VARCHAR, arm VARCHAR, " +
        "opened BOOLEAN, clicked BOOLEAN, converted BOOLEAN, unsubscribed BOOLEAN",
    );
    expect(await describeTable("costs")).toBe(
      "period_start DATE, period_end DATE, channel VARCHAR, amount DECIMAL(12,2)",
    );
  });

  it("has text ids with leading zeros, unique within their table", async () => {
    const sql = `
      SELECT count(*)::INTEGER AS rows, count(DISTINCT id)::INTEGER AS ids, bool_and(id LIKE '0%') AS zero FROM `;
    const ids = [
      `SELECT customer_id AS id FROM '${base.out}/truth/customers.parquet'`,
      `SELECT order_id AS id FROM '${base.out}/transactions.parquet' WHERE kind = 'sale'`,
      `SELECT contact_id AS id FROM '${base.out}/contacts.parquet'`,
      `SELECT customer_id || valid_from AS id FROM '${base.out}/customers.parquet'`,
    ];
    for (const from of ids) {
      const [{ rows, ids: different, zero }] = await query(`${sql} (${from})`);
      expect(different).toBe(rows);
      expect(zero).toBe(true);
    }
  });

  it("writes nothing at or after as-of unless the hold-out is asked for, and then changes nothing before it", async () => {
    const asOf = { asOf: epochDayOf(2024, 7, 1) };
    const [closed, open] = [await make("closed", asOf), await make("open", { ...asOf, holdout: true })];
    const times = [
      ["transactions", "ts"],
      ["contacts", "ts"],
      ["customers", "valid_from"],
      ["costs", "period_start"],
    ];
    for (const [table, time] of times) {
      const range = (out: string) =>
        query(`SELECT min(${time}) >= '2021-07-01' OR '${time}' = 'valid_from' AS begins,
                      max(${time}) < '2024-07-01' AS history, max(${time}) < '2025-01-01' AS holdout
               FROM '${out}/${table}.parquet'`);
      expect(await range(closed.out), table).toEqual([{ begins: true, history: true, holdout: true }]);
      expect(await range(open.out), table).toEqual([{ begins: true, history: false, holdout: true }]);
      const history = (out: string) => digest(`FROM '${out}/${table}.parquet' WHERE ${time} < '2024-07-01'`);
      expect(await history(open.out), table).toBe(await history(closed.out));
    }
    const truth = (out: string) => digest(`FROM '${out}/truth/customers.parquet'`);
    expect(await truth(open.out)).toBe(await truth(closed.out));
  });

  it("replaces an earlier base", async () => {
    await make("replaced", { seed: 1 });
    await make("replaced");
    expect(await digests(join(folder, "replaced"))).toEqual(await digests(base.out));
  });

  it("refuses an as-of inside a month, an output that is a file, and a base without customers", async () => {
    await expect(make("refused", { asOf: epochDayOf(2026, 1, 15) })).rejects.toThrow(
      "as-of 2026-01-15: a synthetic base ends at the first day of a month, such as 2026-01-01",
    );
    writeFileSync(join(folder, "a-file"), "");
    await expect(make("a-file")).rejects.toMatchObject({ exitCode: 2, message: /^cannot write into .*a-file: / });
    await expect(make("refused", { customers: 0 })).rejects.toThrow("0 customers; a base has 1 to 10000000");
  });
});
