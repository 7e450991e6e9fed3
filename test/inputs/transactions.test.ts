import { describe, expect, it } from "vitest";
import { lineKind } from "../../src/inputs/tables/transactions.ts";
import { day, lines, stage } from "./staging.ts";

const kindNames = Object.fromEntries(Object.entries(lineKind).map(([name, code]) => [code, name]));

/** Kind and money of every accepted line, by order id (or customer where there is none), and what was left out. */
async function classify(header: string, rows: readonly string[], source: object = {}, settings: object = {}) {
  const staged = await stage({
    files: { "tx.csv": lines(header, ...rows) },
    sources: { transactions: { path: "tx.csv", ...source } },
    ...settings,
  });
  const place = header.split(",").indexOf("order_id");
  const orderIds = rows.map((row) => row.split(",")[place] ?? "").filter((id) => id !== "");
  await staged.engine.run(`CREATE VIEW named_lines AS SELECT l.*, o.order_id FROM lines l
    LEFT JOIN (SELECT DISTINCT unnest([${["NULL", ...orderIds.map((id) => `'${id}'`)].join(", ")}]) AS order_id) o
    ON hash(o.order_id) = l.order_key`);
  const accepted = await staged.rows(`SELECT coalesce(order_id, customer_id), kind, amount FROM named_lines
    LEFT JOIN customer_ids USING (customer) ORDER BY 1, amount`);
  return {
    ...staged,
    accepted: accepted.map(([id, kind, amount]) => [id, kindNames[Number(kind)], Number(amount) / 10_000]),
    excluded: staged.tables.accounts[0].excluded.map(({ policy, rows: n, amount }) => [
      policy,
      n,
      Number(amount) / 10_000,
    ]),
  };
}

describe("kinds of lines", () => {
  it("follow from quantity, unit price and prefixes", async () => {
    const { accepted, excluded } = await classify(
      "customer_id,ts,order_id,quantity,unit_price",
      [
        "ann,2024-01-01,s1,3,2.50",
        "ann,2024-01-01,C2,-3,2.50", // both signs of a return
        "ann,2024-01-01,C3,2,2.50", // the prefix alone
        "ann,2024-01-01,r4,-2,4.00", // the quantity alone
        "ann,2024-01-01,C5,-1,0", // a return of nothing
        "ann,2024-01-01,f6,5,0", // free
        "ann,2024-01-01,f7,0,9.99",
        "ann,2024-01-01,f8,-7,0", // written off
        "ann,2024-01-01,A9,1,-100",
        "ann,2024-01-01,c10,1,1", // letter case tells prefixes apart
      ],
      { returnPrefixes: ["C", "RET-"], adjustmentPrefixes: ["A"] },
    );
    expect(accepted).toEqual([
      ["C2", "return", -7.5],
      ["C3", "return", -5],
      ["C5", "return", 0],
      ["c10", "sale", 1],
      ["f6", "free", 0],
      ["f7", "free", 0],
      ["f8", "free", 0],
      ["r4", "return", -8],
      ["s1", "sale", 7.5],
    ]);
    expect(excluded).toEqual([["adjustment", 1, -100]]);
  });

  it("follow from the sign of an amount, and an amount that is stated is never lost", async () => {
    const { accepted } = await classify("customer_id,ts,order_id,quantity,unit_price,amount", [
      "ann,2024-01-01,1,2,5,9.5", // discounted
      "ann,2024-01-01,2,,,-9.5",
      "ann,2024-01-01,3,-2,5,9.5",
      "ann,2024-01-01,4,1,5,0", // paid with points
      "ann,2024-01-01,5,0,5,0",
      "ann,2024-01-01,6,1,0,3", // the price is unknown, the amount is not
    ]);
    expect(accepted).toEqual([
      ["1", "sale", 9.5],
      ["2", "return", -9.5],
      ["3", "return", -9.5],
      ["4", "sale", 0],
      ["5", "free", 0],
      ["6", "sale", 3],
    ]);
  });

  it("of an amount of zero without quantity and price are orders", async () => {
    const { accepted } = await classify("customer_id,ts,amount", ["ann,2024-01-01,0", "bob,2024-01-01,-0.00"]);
    expect(accepted).toEqual([
      ["ann", "sale", 0],
      ["bob", "sale", 0],
    ]);
  });

  it("are taken from a column, whatever its letter case, and where it is empty from the sign", async () => {
    const { accepted, excluded, rejects } = await classify("customer_id,ts,order_id,kind,amount", [
      "ann,2024-01-01,1,Sale,5",
      "ann,2024-01-01,2,RETURN,4",
      "ann,2024-01-01,3,,3",
      "ann,2024-01-01,4,,-2",
      "ann,2024-01-01,5,fee,1.5",
      "ann,2024-01-01,6,adjustment,-20",
      "ann,2024-01-01,7,swap,4",
      "ann,2024-01-01,8,Refund,6",
    ]);
    expect(accepted).toEqual([
      ["1", "sale", 5],
      ["2", "return", -4],
      ["3", "sale", 3],
      ["4", "return", -2],
      ["8", "return", -6],
    ]);
    expect(excluded).toEqual([
      ["adjustment", 1, -20],
      ["fee", 1, 1.5],
    ]);
    expect(await rejects()).toEqual([
      ["tx.csv", 8, "kind", "cannot be read; expected one of sale, return, adjustment, fee", "swap"],
    ]);
  });

  it("leave fees out by product, as they are written", async () => {
    const { accepted, excluded } = await classify(
      "customer_id,ts,order_id,product_id,amount",
      [
        "ann,2024-01-01,1,POST,5",
        "ann,2024-01-01,2,POSTER,7",
        "ann,2024-01-01,3,BANK CHARGES,-15",
        "ann,2024-01-01,4,,2",
      ],
      { feeCodes: ["POST", "BANK CHARGES"] },
    );
    expect(accepted).toEqual([
      ["2", "sale", 7],
      ["4", "sale", 2],
    ]);
    expect(excluded).toEqual([["fee", 2, -10]]);
  });
});

describe("rows left out by policy", () => {
  it("are those at or after midnight of as-of in the project's zone", async () => {
    const { accepted, excluded } = await classify(
      "customer_id,ts,amount",
      ["before,2024-05-31T21:59:59Z,1", "midnight,2024-05-31T22:00:00Z,2", "after,2024-06-02T00:00:00Z,4"],
      {},
      { asOf: "2024-06-01", timezone: "Europe/Berlin" },
    );
    expect(accepted).toEqual([["before", "sale", 1]]);
    expect(excluded).toEqual([["after_as_of", 2, 6]]);
  });

  it("are guests, who are nobody's", async () => {
    const { accepted, excluded, tables } = await classify("customer_id,ts,order_id,amount", [
      "ann,2024-01-01,1,5",
      ",2024-01-01,2,6",
      ",2024-01-01,,7",
    ]);
    expect(accepted).toEqual([["1", "sale", 5]]);
    expect(excluded).toEqual([["guest", 2, 13]]);
    expect(tables.customers).toBe(1);
  });

  it("are not guests where they count in totals", async () => {
    const { rows, account, tables } = await classify(
      "customer_id,ts,order_id,amount",
      ["ann,2024-01-02,1,5", ",2024-01-01,2,6", ",2024-01-01,,7", ",2025-06-01,3,8"],
      { guests: "totals" },
    );
    expect(await rows("SELECT customer, order_id, amount FROM named_lines ORDER BY amount")).toEqual([
      [0, "1", 50_000],
      [null, "2", 60_000],
      [null, null, 70_000],
    ]);
    expect(account("transactions")).toEqual({ read: 4, accepted: 3, quarantined: 0, after_as_of: 1 });
    expect(tables.customers).toBe(1);
    expect(tables.firstEvent).toBe(day("2024-01-01"));
  });

  it("have one reason each: later beats guest, adjustment beats fee, quarantine beats all", async () => {
    const { excluded, rejects } = await classify(
      "customer_id,ts,order_id,product_id,amount",
      [
        "ann,2024-01-01,1,X,1",
        ",2025-01-01,2,X,2",
        ",2024-01-01,A3,POST,4",
        ",2024-01-01,4,POST,8",
        ",2025-01-01,A5,POST,none",
      ],
      { adjustmentPrefixes: ["A"], feeCodes: ["POST"] },
    );
    expect(excluded).toEqual([
      ["adjustment", 1, 4],
      ["after_as_of", 1, 2],
      ["fee", 1, 8],
    ]);
    expect(await rejects()).toEqual([
      ["tx.csv", 6, "amount", "cannot be read; expected a number such as 1234.50, in EUR", "none"],
    ]);
  });
});

describe("the order key", () => {
  const header = "customer_id,ts,order_id,amount";
  const rows = ["ann,2024-01-01,1,5", "bob,2024-01-01,,6", ",2024-01-01,,7"];

  it("is the order id where there is one, and a customer's line without is rejected", async () => {
    for (const source of [{}, { orderKey: ["customer_id", "order_id"] }]) {
      const { tables, rejects, account } = await classify(header, rows, source);
      expect(tables.orderKey).toBe("order_id");
      expect(await rejects()).toEqual([["tx.csv", 3, "order_id", "no value; expected an order id", null]]);
      expect(account("transactions")).toEqual({ read: 3, accepted: 1, quarantined: 1, guest: 1 });
    }
  });

  it("is the day or the row when said so, or when there is no order id", async () => {
    expect((await classify(header, rows, { orderKey: ["customer_id", "day"] })).tables.orderKey).toBe("day");
    expect((await classify(header, rows, { orderKey: "row" })).account("transactions")).toEqual({
      read: 3,
      accepted: 2,
      quarantined: 0,
      guest: 1,
    });
    expect((await classify("customer_id,ts,amount", ["ann,2024-01-01,5"])).tables.orderKey).toBe("day");
  });
});

describe("categories and channels", () => {
  it("are numbered by how many sales they have, ties by name, returns and other rows left aside", async () => {
    const { tables, rows } = await classify(
      "customer_id,ts,order_id,category,channel,amount",
      [
        "ann,2024-01-01,1,toys,web,1",
        "ann,2024-01-01,2,books,shop,2",
        "ann,2024-01-01,3,books,,3",
        "ann,2024-01-01,C4,games,,4",
        "ann,2024-01-01,C5,toys,,5",
        "ann,2024-01-01,C6,toys,,6",
        "ann,2025-01-01,7,later,,7",
      ],
      { returnPrefixes: ["C"] },
    );
    expect(tables.categories).toEqual(["books", "toys"]);
    expect(tables.channels).toEqual(["shop", "web"]);
    expect(await rows("SELECT order_id, category, channel FROM named_lines ORDER BY order_id")).toEqual([
      ["1", 1, 1],
      ["2", 0, 0],
      ["3", 0, null],
      ["C4", null, null],
      ["C5", 1, null],
      ["C6", 1, null],
    ]);
  });

  it("beyond the twelfth share one called other", async () => {
    const names = Array.from({ length: 14 }, (_, i) => `c${String(i).padStart(2, "0")}`);
    const { tables, rows } = await classify("customer_id,ts,category,amount", [
      ...names.map((name) => `ann,2024-01-01,${name},1`),
      "ann,2024-01-01,c13,1",
    ]);
    expect(tables.categories).toEqual(["c13", ...names.slice(0, 11), "other"]);
    expect(await rows("SELECT category, count(*) FROM lines WHERE category IN (0, 12) GROUP BY 1 ORDER BY 1")).toEqual([
      [0, 2],
      [12, 2],
    ]);
  });
});
