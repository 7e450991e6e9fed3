import { describe, expect, it } from "vitest";
import { UserError } from "../../src/user-error.ts";
import { type Delivery, day, lines, openEngine, stage, stageWith } from "./staging.ts";

/** Ten thousand lines over two formats, with copies, returns, guests, rejects, late rows and everything else. */
function busyDelivery(): Delivery {
  const rows = (from: number, to: number) =>
    `SELECT CASE WHEN range % 13 = 0 THEN NULL ELSE 'c' || (range * 7919 % 997) END AS customer_id, 'o' || (range // 3) AS order_id,
       CASE WHEN range % 501 = 0 THEN 'never' ELSE strftime(TIMESTAMP '2024-01-01' + INTERVAL (range * 37 % 9000) HOUR, '%Y-%m-%d %H:%M:%S') END AS ts,
       CAST((range * 31 % 1009 - 50) / 8 AS DECIMAL(10,3)) AS amount, 'k' || (range * range % 17) AS category, CASE WHEN range % 5 < 2 THEN 'web' ELSE 'shop' END AS channel
     FROM range(${from}, ${to})`;
  const csvLines = Array.from(
    { length: 3000 },
    (_, i) => `c${(i * 31) % 1201},o${i},2024-0${(i % 9) + 1}-1${i % 10},${i % 77}.5,k${i % 3},app`,
  );
  return {
    files: {
      "a.parquet": { parquet: rows(0, 3000) },
      "b.parquet": { parquet: rows(1500, 6000) },
      "c.csv": lines("customer_id,order_id,ts,amount,category,channel", ...csvLines, "broken"),
      "customers.csv": lines(
        "customer_id,valid_from,country",
        ...Array.from({ length: 3000 }, (_, i) => `c${i % 1500},2024-0${(i % 7) + 1}-01,${["DE", "AT", "CH"][i % 3]}`),
      ),
      "contacts.csv": lines(
        "customer_id,ts,channel,opened",
        ...Array.from(
          { length: 2000 },
          (_, i) => `c${i % 1600},2024-03-1${i % 10},${i % 2 === 0 ? "email" : "sms"},${i % 2}`,
        ),
      ),
    },
    sources: {
      transactions: { path: ["*.parquet", "c.csv"] },
      customers: { path: "customers.csv" },
      contacts: { path: "contacts.csv" },
    },
    asOf: "2024-10-01",
    timezone: "Europe/Berlin",
  };
}

const tables = ["customer_ids", "lines", "attributes", "contacts", "rejects"];

describe("stageInputs", () => {
  it("leaves the same tables for any number of threads, and nothing else", async () => {
    const seen: number[] = [];
    const one = await stage({ ...busyDelivery(), onRows: (rows) => seen.push(rows) }, 1);
    const four = await stage(busyDelivery(), 4);
    expect(seen).toEqual([10_501, 13_501, 15_501]);
    expect((await one.rows("SELECT table_name FROM information_schema.tables ORDER BY 1")).flat()).toEqual(
      [...tables].sort(),
    );
    for (const table of tables) {
      const sorted = `SELECT * FROM ${table} ORDER BY ALL`;
      expect(await four.rows(sorted), table).toEqual(await one.rows(sorted));
    }
    expect(await four.rows("SELECT customer FROM customer_ids")).toEqual(
      Array.from({ length: four.tables.customers }, (_, i) => [i]),
    );
    const { accounts, ...facts } = one.tables;
    expect(four.tables).toMatchObject(facts);
    for (const { table } of accounts) expect(four.account(table)).toEqual(one.account(table));
    expect(one.account("transactions")).toMatchObject({ read: 10_501 });
  });

  it("needs transactions alone, or customers alone", async () => {
    const events = await stage({
      files: { "tx.csv": lines("customer_id,ts,amount", "ann,2024-02-01,1", "ann,2024-01-31,2") },
      sources: { transactions: { path: "tx.csv" } },
    });
    expect(events.tables).toMatchObject({
      customers: 1,
      firstEvent: day("2024-01-31"),
      hasEvents: true,
      hasCosts: false,
      attributes: new Set(),
      datedAttributes: false,
      contactChannels: [],
      warnings: [],
    });
    expect(await events.rows("SELECT * FROM attributes")).toEqual([]);
  });

  it("ends with the interruption itself when it is interrupted", async () => {
    const { engine, folder } = await openEngine();
    const delivery = busyDelivery();
    await stageWith(engine, folder, delivery);
    const again = setInterval(engine.interrupt, 1);
    const error = await stageWith(engine, folder, { ...delivery, files: {} }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    clearInterval(again);
    expect(error).not.toBeInstanceOf(UserError);
    expect(String(error)).toMatch(/INTERRUPT/);
    expect((await stageWith(engine, folder, { ...delivery, files: {} })).account("transactions").read).toBe(10_501);
  });
});
