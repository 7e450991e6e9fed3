import { describe, expect, it } from "vitest";
import { lines, stage } from "../staging.ts";

/** Money units (ten thousandths of a euro) of amounts, null for the rejected. */
async function money(amounts: readonly string[], currency = "EUR") {
  const rows = amounts.map((amount, i) => `c${i + 10},2024-01-01,"${amount}"`);
  const { rows: query } = await stage({
    files: { "tx.csv": lines("customer_id,ts,amount", ...rows, "c00,2024-01-01,1") },
    sources: { transactions: { path: "tx.csv", unknown: [] } },
    currency,
  });
  const found = new Map(
    (await query("SELECT customer_id, amount FROM lines JOIN customer_ids USING (customer)")) as [string, number][],
  );
  return amounts.map((_, i) => found.get(`c${i + 10}`) ?? null);
}

describe("money", () => {
  it("is exact, in ten thousandths", async () => {
    expect(
      await money(["35.89", " 12.50 ", "-4.1", "+3", ".5", "7.", "1e3", "1.25e-2", "0.00005", "-0.00005", "0.1"]),
    ).toEqual([358_900, 125_000, -41_000, 30_000, 5_000, 70_000, 10_000_000, 125, 1, -1, 1_000]);
  });

  it("is large where a currency is small", async () => {
    expect(await money(["1234567890123", "85000000000", "-999999999.9999", "999999999"])).toEqual([
      12_345_678_901_230_000, 850_000_000_000_000, -9_999_999_999_999, 9_999_999_990_000,
    ]);
    expect(await money(["1234", "0.5"], "JPY")).toEqual([123_400, 50]);
    expect(await money(["1.234", "12345678901"], "KWD")).toEqual([123_400, 1_234_567_890_100_000]);
  });

  it("is not what only a programmer, a spreadsheet or nobody would call a number", async () => {
    const bad = [
      "1_000",
      "0x10",
      "0b11",
      "inf",
      "-Infinity",
      "nan",
      "1,000",
      "1.2.3",
      "$5",
      "5 USD",
      "- 5",
      "--5",
      "1e",
      "TRUE",
      "12345678901234567",
    ];
    expect(await money(bad)).toEqual(bad.map(() => null));
  });

  it("of quantity and unit price is multiplied first and rounded last", async () => {
    const { rows, rejects } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,ts,quantity,unit_price",
          "a,2024-01-01,1000,0.123456",
          "b,2024-01-01,3,0.333333",
          "c,2024-01-01,250000,99999.99",
          "e,2024-01-01,999,999",
          "f,2024-01-01,-999.5,1.00005",
          "d,2024-01-01,99999999999,99999999999",
        ),
      },
      sources: { transactions: { path: "tx.csv" } },
    });
    expect(await rows("SELECT customer_id, amount FROM lines JOIN customer_ids USING (customer) ORDER BY 1")).toEqual([
      ["a", 1_234_560],
      ["b", 10_000],
      ["c", 249_999_975_000_000],
      ["e", 9_980_010_000],
      ["f", -9_995_500],
    ]);
    expect(await rejects()).toEqual([
      ["tx.csv", 7, "quantity", "too large an amount with its unit price", "99999999999.0"],
    ]);
  });

  it("comes typed from Parquet, where NaN means unknown", async () => {
    const { rows, rejects } = await stage({
      files: {
        "a.parquet": {
          parquet: `SELECT id AS customer_id, DATE '2024-01-01' AS ts, CAST(v AS DOUBLE) AS amount
            FROM (VALUES ('a', '35.89'), ('b', '0.1'), ('c', 'nan'), ('d', '-1e-05')) t(id, v)`,
        },
        "b.parquet": {
          parquet: "SELECT 'e' AS customer_id, DATE '2024-01-01' AS ts, CAST(12.3456789 AS DECIMAL(38,10)) AS amount",
        },
      },
      sources: { transactions: { path: "*.parquet" } },
    });
    expect(await rows("SELECT customer_id, amount FROM lines JOIN customer_ids USING (customer) ORDER BY 1")).toEqual([
      ["a", 358_900],
      ["b", 1_000],
      ["d", 0],
      ["e", 123_457],
    ]);
    expect(await rejects()).toEqual([["a.parquet", 3, "amount", "no value; expected an amount", null]]);
  });
});
