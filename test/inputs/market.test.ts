import { describe, expect, it } from "vitest";
import { day, lines, stage } from "./staging.ts";

const transactions = lines(
  "customer_id,ts,category,amount",
  "ann,2024-01-05,tea,10",
  "ann,2024-01-05,tea,5.5",
  "bob,2024-01-31 23:59:59,tea,1",
  "bob,2024-02-01,tea,-4",
  "bob,2024-02-02,mugs,40",
);
const sources = { transactions: { path: "tx.csv" }, market: { path: "market.csv" } };

describe("market", () => {
  it("holds the periods that are over, and what its categories sold for each day", async () => {
    const { rows, tables, account, rejects } = await stage({
      files: {
        "tx.csv": transactions,
        "market.csv": lines(
          "period_start,period_end,category,price_index,market_size",
          "2024-01-01,2024-02-01,tea,95.5,1000.25",
          "2024-02-01,2024-03-01,tea,,2000",
          "2024-02-01,2024-03-02,mugs,80,",
          "2024-02-01,2024-02-01,mugs,80,1",
          "2024-02-01,2024-03-01,mugs,0,1",
          "2024-02-01,2024-03-01,mugs,80,0",
          "2024-02-01,2024-03-01,mugs,,",
          "2024-02-01,2024-03-01,,80,1",
        ),
      },
      sources,
      asOf: "2024-03-01",
    });
    expect(tables.hasMarket).toBe(true);
    expect(await rows("SELECT * FROM market ORDER BY period_start")).toEqual([
      [day("2024-01-01"), day("2024-02-01"), "tea", 95.5, 10_002_500],
      [day("2024-02-01"), day("2024-03-01"), "tea", null, 20_000_000],
    ]);
    expect(await rows("SELECT * FROM market_sales ORDER BY day")).toEqual([
      ["tea", day("2024-01-05"), 155_000],
      ["tea", day("2024-01-31"), 10_000],
    ]);
    expect(account("market")).toEqual({ read: 8, accepted: 2, quarantined: 5, after_as_of: 1 });
    const known = "or nothing where it is not known";
    const [level, size] = ["the competitors' price level in percent of ours", "what all sellers together took"];
    expect((await rejects()).map(([, row, column, reason, text]) => [row, column, reason, text])).toEqual([
      [5, "period_end", "not after period_start; expected the day after the last one of the period", "2024-02-01"],
      [6, "price_index", `not above zero; expected ${level}, ${known}`, "0.000000"],
      [7, "market_size", `not above zero; expected ${size}, ${known}`, "0.0000"],
      [8, "price_index", `no value; expected ${level}, or ${size}`, null],
      [9, "category", "no value; expected a text", null],
    ]);
  });

  it("keeps one of the rows that say the same, and none of those that contradict each other", async () => {
    const { rows, account, rejects } = await stage({
      files: {
        "tx.csv": transactions,
        "market.csv": lines(
          "period_start,period_end,category,market_size",
          "2024-01-01,2024-02-01,tea,100",
          "2024-01-01,2024-02-01,tea,100.00",
          "2024-02-01,2024-03-01,tea,100",
          "2024-01-01,2024-04-01,mugs,100",
          "2024-02-01,2024-03-01,mugs,100",
          "2024-04-01,2024-05-01,mugs,100",
        ),
      },
      sources,
    });
    expect(account("market")).toEqual({ read: 6, accepted: 3, quarantined: 2, duplicate: 1 });
    expect(await rows("SELECT category, count(*) FROM market GROUP BY ALL ORDER BY ALL")).toEqual([
      ["mugs", 1],
      ["tea", 2],
    ]);
    const overlaps = "the period overlaps that of another row of the same category; expected one row for each day";
    expect(await rejects()).toEqual([
      ["market.csv", 5, "period_start", overlaps, "2024-01-01..2024-04-01"],
      ["market.csv", 6, "period_start", overlaps, "2024-02-01..2024-03-01"],
    ]);
  });

  it("is in the project's currency by the rate of the day the period begins", async () => {
    const { rows, rejects } = await stage({
      files: {
        "tx.csv": transactions,
        "rates.csv": lines("currency,valid_from,rate", "USD,2024-01-01,0.5", "USD,2024-01-15,0.25"),
        "market.csv": lines(
          "period_start,period_end,category,market_size,currency",
          "2024-01-01,2024-02-01,tea,100,USD",
          "2024-02-01,2024-03-01,tea,100,",
          "2023-12-01,2024-01-01,tea,100,USD",
        ),
      },
      sources: { ...sources, rates: { path: "rates.csv" } },
    });
    expect(await rows("SELECT market_size FROM market ORDER BY period_start")).toEqual([[500_000], [1_000_000]]);
    expect((await rejects()).map(([, row]) => row)).toEqual([4]);
  });

  it("names categories that nobody bought, and periods before the first transaction", async () => {
    const { tables } = await stage({
      files: {
        "tx.csv": transactions,
        "market.csv": lines(
          "period_start,period_end,category,market_size",
          "2024-01-01,2024-02-01,tea,100",
          "2024-01-05,2024-02-01,Mugs,100",
          "2024-01-05,2024-02-01,hats,100",
        ),
      },
      sources,
    });
    expect(tables.warnings).toEqual([
      {
        en: 'market: nobody bought anything of "Mugs" (did you mean "mugs"?), "hats"; nothing is said of them',
        ru: "рынок: нет продаж в категориях «Mugs» (может быть, «mugs»?), «hats»; о них ничего не сказано",
      },
      {
        en: "market: 1 row begins before the first transaction (2024-01-05); no share is told for it",
        ru: "рынок: в 1 строке период начинается раньше первой транзакции (2024-01-05); доля за него не указана",
      },
    ]);
  });

  it("takes the categories that products tell, however many there are", async () => {
    const codes = Array.from({ length: 40 }, (_, i) => `p${i}`);
    const { rows, tables } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,ts,product_id,amount",
          ...codes.map((code, i) => `ann,2024-01-05,${code},${i + 1}`),
        ),
        "products.csv": lines("product_id,category", ...codes.map((code) => `${code},category ${code}`)),
        "market.csv": lines(
          "period_start,period_end,category,market_size",
          "2024-01-05,2024-02-01,category p39,100",
          "2024-01-05,2024-02-01,category p7,100",
        ),
      },
      sources: { ...sources, products: { path: "products.csv" } },
    });
    expect(tables.warnings).toEqual([]);
    expect(tables.categories).not.toContain("category p7");
    expect(await rows("SELECT category, amount FROM market_sales ORDER BY ALL")).toEqual([
      ["category p39", 400_000],
      ["category p7", 80_000],
    ]);
  });

  it("is not used where no transaction tells a category", async () => {
    const files = {
      "market.csv": lines("period_start,period_end,category,market_size", "2024-01-01,2024-02-01,tea,1"),
    };
    const withoutCategory = lines("customer_id,ts,amount", "ann,2024-01-05,10");
    const { rows, tables } = await stage({ files: { ...files, "tx.csv": withoutCategory }, sources });
    expect(tables.warnings.map(({ en }) => en)).toEqual([
      "market: the transactions tell no category; the table is not used",
    ]);
    expect(await rows("SELECT * FROM market_sales")).toEqual([]);
  });

  it("needs an index or a size", async () => {
    const files = {
      "tx.csv": transactions,
      "market.csv": lines("period_start,period_end,category,note", "2024-01-01,2024-02-01,tea,x"),
    };
    await expect(stage({ files, sources })).rejects.toThrow(
      'sources.market: there is neither "price_index" nor "market_size"; map one of them under columns',
    );
  });
});
