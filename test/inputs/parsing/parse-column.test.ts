import { describe, expect, it } from "vitest";
import { lines, stage } from "../staging.ts";

describe("ids", () => {
  const ids = ["00001", "0", "10329302124590727494", "17850.0", "A 1", "Ё-7"];

  it("stay the text they are in CSV, without outer blanks", async () => {
    const { rows } = await stage({
      files: { "tx.csv": lines("customer_id,ts,amount", ...ids.map((id) => `"  ${id}\t",2024-01-01,1`)) },
      sources: { transactions: { path: "tx.csv" } },
    });
    expect((await rows("SELECT customer_id FROM customer_ids ORDER BY customer")).flat()).toEqual([...ids].sort());
  });

  it("stay the text they are in Parquet, and whole numbers keep every digit", async () => {
    const values = ids.map((id) => `('${id}')`).join(", ");
    const { rows } = await stage({
      files: {
        "text.parquet": {
          parquet: `SELECT id AS customer_id, DATE '2024-01-01' AS ts, 1 AS amount FROM (VALUES ${values}) t(id)`,
        },
        "number.parquet": {
          parquet: "SELECT CAST(18446744073709551615 AS UBIGINT) AS customer_id, DATE '2024-01-01' AS ts, 1 AS amount",
        },
        "float.parquet": {
          parquet: "SELECT CAST(17851 AS DOUBLE) AS customer_id, DATE '2024-01-01' AS ts, 1 AS amount",
        },
      },
      sources: { transactions: { path: "*.parquet" } },
    });
    expect((await rows("SELECT customer_id FROM customer_ids ORDER BY customer")).flat()).toEqual(
      [...ids, "18446744073709551615", "17851.0"].sort(),
    );
  });

  it("are numbered in ascending order of the text", async () => {
    const { rows } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,ts,amount",
          "b,2024-01-01,1",
          "10,2024-01-01,1",
          "9,2024-01-01,1",
          "B,2024-01-01,1",
        ),
      },
      sources: { transactions: { path: "tx.csv" } },
    });
    expect(await rows("SELECT customer, customer_id FROM customer_ids ORDER BY customer")).toEqual([
      [0, "10"],
      [1, "9"],
      [2, "B"],
      [3, "b"],
    ]);
  });

  it("that a spreadsheet has rounded are rejected, wherever they stand", async () => {
    const { rejects, account } = await stage({
      files: {
        "a.csv": lines(
          "customer_id,ts,amount,order_id",
          "1.03293E+19,2024-01-01,1,7",
          "c,2024-01-01,1,5e+05",
          "E+1,2024-01-01,1,1E5",
        ),
        "b.parquet": {
          parquet:
            "SELECT CAST(1.5e300 AS DOUBLE) AS customer_id, DATE '2024-01-01' AS ts, 1 AS amount, 'o' AS order_id",
        },
      },
      sources: { transactions: { path: ["a.csv", "b.parquet"] } },
    });
    const reason = "cannot be read; expected an id as it was given, not one a spreadsheet has rounded";
    expect(await rejects()).toEqual([
      ["a.csv", 2, "customer_id", reason, "1.03293E+19"],
      ["a.csv", 3, "order_id", reason, "5e+05"],
      ["b.parquet", 1, "customer_id", reason, "1.5e+300"],
    ]);
    expect(account("transactions")).toEqual({ read: 4, accepted: 1, quarantined: 3 });
  });
});

describe("unknown values", () => {
  it("are the empty text and the texts of the configuration, after trimming", async () => {
    const ids = ["", "  ", "nan", "NA", " n/a ", "NULL", "-", "unknown", "a"];
    const count = async (unknown: object) => {
      const { account } = await stage({
        files: { "tx.csv": lines("customer_id,ts,amount", ...ids.map((id) => `"${id}",2024-01-01,1`)) },
        sources: { transactions: { path: "tx.csv", ...unknown } },
      });
      return account("transactions");
    };
    expect(await count({})).toEqual({ read: 9, accepted: 2, quarantined: 0, guest: 7 });
    expect(await count({ unknown: ["unknown"] })).toEqual({ read: 9, accepted: 6, quarantined: 0, guest: 3 });
    expect(await count({ unknown: [] })).toEqual({ read: 9, accepted: 7, quarantined: 0, guest: 2 });
  });
});

describe("years and truth values", () => {
  it("are read from what people and data frames write", async () => {
    const customer = (id: string, year: string, consent: string) => `${id},${year},${consent}`;
    const { rows, rejects } = await stage({
      files: {
        "c.csv": lines(
          "customer_id,birth_year,consent_email",
          customer("a", "1984", "yes"),
          customer("b", "1983.0", "TRUE"),
          customer("c", "nan", "0"),
          customer("d", "", "N"),
          customer("e", "84", "1"),
          customer("f", "1984.7", "1"),
          customer("g", "1_984", "1"),
          customer("h", "1984", "maybe"),
        ),
      },
      sources: { customers: { path: "c.csv" } },
    });
    expect(await rows("SELECT birth_year, consent_email FROM attributes ORDER BY customer")).toEqual([
      [1984, true],
      [1983, true],
      [null, false],
      [null, false],
    ]);
    const year = "cannot be read; expected a year such as 1984";
    expect(await rejects()).toEqual([
      ["c.csv", 6, "birth_year", year, "84"],
      ["c.csv", 7, "birth_year", year, "1984.7"],
      ["c.csv", 8, "birth_year", year, "1_984"],
      ["c.csv", 9, "consent_email", "cannot be read; expected yes or no", "maybe"],
    ]);
  });
});
