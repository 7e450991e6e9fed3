import { describe, expect, it } from "vitest";
import { lines } from "../inputs/staging.ts";
import { openStage, quirkRows, realData, refusalOf, retailColumns, warningsOf } from "./deliveries.ts";

const stage = await openStage();
const real = realData("bank-ids");
const ids = "SELECT customer_id FROM customer_ids ORDER BY customer";
/** Orders per customer: two orders have one number only where they are of different people. */
const orders = `SELECT customer_id, count(DISTINCT order_key), sum(amount) FROM lines JOIN customer_ids USING (customer)
  GROUP BY customer_id ORDER BY customer_id`;

const hillstrom = {
  path: real.path("hillstrom/hillstrom.csv.gz"),
  generateIds: true,
  columns: { area_type: "zip_code", income: "history_segment" },
  synonyms: { area_type: { Surburban: "suburban" } },
};

describe("the bank: ids", () => {
  it("5 ids with leading zeros: text", async () => {
    const { rows } = await stage({
      files: {
        "tx.csv": lines("customer_id,ts,amount", "00001,2024-01-05,1", "1,2024-01-06,2"),
        "c.csv": lines("customer_id,city", '"00001",Ulm', "01,Bonn"),
      },
      sources: { transactions: { path: "tx.csv" }, customers: { path: "c.csv" } },
    });
    expect(await rows(ids)).toEqual([["00001"], ["01"], ["1"]]);
    expect(
      await rows("SELECT customer_id FROM attributes JOIN customer_ids USING (customer) WHERE city = 'Ulm'"),
    ).toEqual([["00001"]]);
  });

  it.skipIf(real.skipped)("5 on CDNOW: the first customer is 00001", async () => {
    const { rows } = await stage({
      files: {},
      sources: {
        transactions: {
          path: real.path("cdnow/CDNOW_sample.txt.gz"),
          format: "csv",
          delimiter: "whitespace",
          header: ["customer_id", "in_sample", "ts", "cds", "amount"],
          dates: { ts: "yyyyMMdd" },
        },
      },
    });
    expect(await rows(`${ids} LIMIT 1`)).toEqual([["00004"]]);
    expect(await rows("SELECT count(*), min(length(customer_id)), max(length(customer_id)) FROM customer_ids")).toEqual(
      [[2357, 5, 5]],
    );
  });

  it("6 20-digit ids above 2^53 and 2^63: text, exact", async () => {
    const [first, second] = ["10329302124590727494", "10329302124590727495"];
    const { rows } = await stage({
      files: {
        "1.csv": lines("customer_id,ts,amount", `${first},2024-01-05,1`),
        "2.jsonl": lines(`{"customer_id":${second},"ts":"2024-01-05","amount":2}`),
        "3.parquet": { parquet: `SELECT ${first}::UBIGINT AS customer_id, DATE '2024-01-06' AS ts, 4 AS amount` },
      },
      sources: { transactions: { path: ["1.csv", "2.jsonl", "3.parquet"], orderKey: "row" } },
    });
    expect(
      await rows(
        "SELECT customer_id, sum(amount) FROM lines JOIN customer_ids USING (customer) GROUP BY ALL ORDER BY ALL",
      ),
    ).toEqual([
      [first, 50_000],
      [second, 20_000],
    ]);
  });

  it("7 ids as 1.03293E+19: quarantine or stop", async () => {
    const delivery = {
      files: {
        "tx.csv": lines(
          "customer_id,ts,amount",
          ...[
            "1.03293E+19,2024-01-05,1",
            "1.03293E+19,2024-01-06,1",
            "1.03294E+19,2024-01-06,1",
            '"1,03295e+19",2024-01-06,1',
          ],
          "ann,2024-01-07,5",
        ),
      },
      sources: { transactions: { path: "tx.csv" } },
    };
    const { rejects, rows, tables, account } = await stage(delivery);
    expect(account("transactions")).toEqual({ read: 5, accepted: 1, quarantined: 4 });
    expect(await rows(ids)).toEqual([["ann"]]);
    const reason = "cannot be read; expected an id as it was given, not one a spreadsheet has rounded";
    expect((await rejects()).map(([, row, , said, raw]) => [row, said, raw])).toEqual([
      [2, reason, "1.03293E+19"],
      [3, reason, "1.03293E+19"],
      [4, reason, "1.03294E+19"],
      [5, reason, "1,03295e+19"],
    ]);
    expect(warningsOf({ tables })).toContainEqual(
      "transactions: 4 rows carry customer ids that a spreadsheet rounded (such as 1,03295e+19), which would have merged all their customers into 3; export the ids as text",
    );
    const [exitCode, message] = await refusalOf(stage({ ...delivery, maxRejectShare: 0.01 }));
    expect([exitCode, message]).toEqual([
      3,
      expect.stringMatching(/^transactions: 4 of 5 rows .* most often customer_id: /),
    ]);
  });

  it('8 id "17850.0": normalise only by manifest rule', async () => {
    const files = {
      "tx.csv": lines("customer_id,ts,amount", "17850.0,2024-01-05,1", "17850,2024-01-06,2", "v1.0,2024-01-06,2"),
    };
    const idsOf = async (settings: object) =>
      (await (await stage({ files, sources: { transactions: { path: "tx.csv", ...settings } } })).rows(ids)).flat();
    expect(await idsOf({})).toEqual(["17850", "17850.0", "v1.0"]);
    expect(await idsOf({ dropPointZero: ["customer_id"] })).toEqual(["17850", "v1.0"]);
  });

  it("9 id 0: valid", async () => {
    const { rows, account } = await stage({
      files: {
        "tx.csv": lines("customer_id,ts,amount", "0,2024-01-05,1", "00,2024-01-05,2"),
        "c.csv": lines("customer_id,income", "0,0", "00,10"),
      },
      sources: { transactions: { path: "tx.csv" }, customers: { path: "c.csv", unknown: { income: ["0"] } } },
    });
    expect(account("transactions")).toEqual({ read: 2, accepted: 2, quarantined: 0 });
    expect(
      await rows("SELECT customer_id, income_min FROM attributes JOIN customer_ids USING (customer) ORDER BY 1"),
    ).toEqual([
      ["0", null],
      ["00", 10],
    ]);
  });

  it.skipIf(real.skipped)("9 on marketing_campaign: the customer 0 is there", async () => {
    const { rows } = await stage({
      files: {},
      sources: {
        customers: {
          path: real.path("marketing_campaign/marketing_campaign.csv.gz"),
          delimiter: ";",
          columns: { customer_id: "ID", birth_year: "Year_Birth" },
        },
      },
    });
    expect(
      await rows(
        "SELECT customer_id, birth_year FROM attributes JOIN customer_ids USING (customer) WHERE customer = 0",
      ),
    ).toEqual([["0", 1985]]);
  });

  it("10 no id column: generated, and no dedup", async () => {
    const { rows, account } = await stage({
      files: { "c.csv": lines("city,recency", "Ulm,3", "Ulm,3", "Bonn,1") },
      sources: {
        customers: { path: "c.csv", generateIds: true },
        profiles: { path: "c.csv", generateIds: true, metrics: { recency_days: "recency" } },
      },
    });
    expect(account("customers")).toEqual({ read: 3, accepted: 3, quarantined: 0 });
    expect(
      await rows(
        "SELECT c.customer_id, a.city, p.value FROM customer_ids c JOIN attributes a USING (customer) JOIN profiles p USING (customer) ORDER BY 1",
      ),
    ).toEqual([
      ["000000002", "Ulm", 3],
      ["000000003", "Ulm", 3],
      ["000000004", "Bonn", 1],
    ]);
    expect(
      (
        await refusalOf(stage({ files: { "c.csv": lines("city", "Ulm") }, sources: { customers: { path: "c.csv" } } }))
      )[1],
    ).toMatch(/^sources\.customers: c\.csv has no column "customer_id"; /);
    const again = await stage({
      files: { "1.csv": lines("city", "Ulm", "Bonn"), "2.csv": lines("city", "Ulm") },
      sources: { customers: { path: "*.csv", generateIds: true } },
    });
    expect((await again.rows(ids)).flat()).toEqual(["1.csv:000000002", "1.csv:000000003", "2.csv:000000002"]);
  });

  it.skipIf(real.skipped)("10 and 15 on Hillstrom: 64,000 people, of whom 6,562 are like another", async () => {
    const { account, tables } = await stage({ files: {}, currency: "USD", sources: { customers: hillstrom } });
    expect(tables.customers).toBe(64_000);
    expect(account("customers")).toEqual({ read: 64_000, accepted: 64_000, quarantined: 0 });
  });

  it("11 empty customer id: guest policy", async () => {
    const delivery = (settings: object) =>
      stage({
        files: {
          "tx.csv": lines(
            "customer_id,order_id,ts,amount",
            "ann,o1,2024-01-05,1",
            ",o2,2024-01-06,2.50",
            "nan,o3,2024-01-06,4",
            " ,,2024-01-07,8",
          ),
        },
        sources: { transactions: { path: "tx.csv", ...settings } },
      });
    const excluded = await delivery({});
    expect(excluded.tables.accounts[0]).toMatchObject({
      ...{ rowsRead: 4, accepted: 1, quarantined: 0 },
      excluded: [{ policy: "guest", rows: 3, amount: 145_000 }],
    });
    const counted = await delivery({ guests: "totals" });
    expect(counted.account("transactions")).toEqual({ read: 4, accepted: 4, quarantined: 0 });
    expect(await counted.rows(ids)).toEqual([["ann"]]);
    expect(await counted.rows("SELECT count(*), sum(amount) FROM lines WHERE customer IS NULL")).toEqual([
      [3, 145_000],
    ]);
  });

  it.skipIf(real.skipped)("11 on quirk_rows: guests of Online Retail II", async () => {
    const { tables } = await stage({
      files: {
        "tx.parquet": quirkRows("quirk LIKE 'missing customer id%' OR quirk LIKE 'comma in text'"),
      },
      sources: { transactions: { path: "tx.parquet", columns: retailColumns } },
    });
    expect(tables.accounts[0].excluded).toEqual([
      { policy: "guest", rows: 4, amount: Math.round((0.55 + 0.85 + 2.95 + 12 * 1.25) * 10_000) },
    ]);
  });

  it("17 one order number, several customers: composite key", async () => {
    const { rows, tables } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,order_id,ts,amount",
          "ann,1,2024-01-05,1",
          "ann,1,2024-01-05,2",
          "bob,1,2024-01-05,4",
          "bob,2,2024-01-09,8",
        ),
      },
      sources: { transactions: { path: "tx.csv" } },
    });
    expect(tables.orderKey).toBe("order_id");
    expect(await rows(orders)).toEqual([
      ["ann", 1, 30_000],
      ["bob", 2, 120_000],
    ]);
  });

  it("33 orphans: orders without customer, products without product row: kept, counted", async () => {
    const { rows, tables, account } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,product_id,ts,amount",
          "ann,lamp,2024-01-05,1",
          "bob,sofa,2024-01-05,2",
          "cy,lamp,2024-01-06,4",
        ),
        "c.csv": lines("customer_id,city", "ann,Ulm", "di,Bonn"),
        "p.csv": lines("product_id,category", "lamp,light"),
        "v.csv": lines("customer_id,ts", "ann,2024-01-05", "eve,2024-01-05"),
      },
      sources: {
        transactions: { path: "tx.csv" },
        customers: { path: "c.csv" },
        products: { path: "p.csv" },
        visits: { path: "v.csv" },
      },
    });
    expect((await rows(ids)).flat()).toEqual(["ann", "bob", "cy", "di"]);
    expect(account("transactions")).toEqual({ read: 3, accepted: 3, quarantined: 0 });
    expect(account("visits")).toEqual({ read: 2, accepted: 2, quarantined: 0 });
    expect(warningsOf({ tables })).toEqual([
      "transactions: 1 row names a product that is not in products; kept without it",
      "visits: 1 row names a customer who is in no other table; not used",
      "customers: 2 customers of the transactions without a row; nothing else is known of them",
    ]);
    expect(await rows("SELECT customer, category FROM lines ORDER BY customer")).toEqual([
      [0, 0],
      [1, null],
      [2, 0],
    ]);
  });
});
