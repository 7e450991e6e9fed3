import { describe, expect, it } from "vitest";
import { type FileContent, lines, stage } from "./staging.ts";

const header = "customer_id,ts,amount,note";
const a = "ann,2024-01-01,10,";
const b = "bob,2024-01-02,20,";
const c = "cy,2024-01-03,30,phone";
const otherNote = "cy,2024-01-03,30,web";
const d = "di,2024-01-04,40,";

async function orders(
  files: Record<string, FileContent>,
  source: object,
  path: string | string[] = Object.keys(files),
) {
  const staged = await stage({ files, sources: { transactions: { path, ...source } } });
  const counted = await staged.rows(
    "SELECT customer_id, count(*) FROM lines JOIN customer_ids USING (customer) GROUP BY 1 ORDER BY 1",
  );
  return { ...staged, orders: Object.fromEntries(counted as [string, number][]) };
}

describe("redelivery", () => {
  const files = {
    "1.csv": lines(header, a, a, b, c),
    "2.csv": lines(header, a, otherNote, a, a),
    "3.csv": lines(header, d, a),
  };

  it("keeps of equal rows as many as the file with the most of them holds", async () => {
    const { orders: kept, account, tables } = await orders(files, {});
    expect(kept).toEqual({ ann: 3, bob: 1, cy: 2, di: 1 });
    expect(account("transactions")).toEqual({ read: 10, accepted: 7, quarantined: 0, duplicate: 3 });
    expect(tables.accounts[0].excluded).toEqual([{ policy: "duplicate", rows: 3, amount: 300_000 }]);
    expect(tables.accounts[0].files.map(({ name, rows }) => [name, rows])).toEqual([
      ["1.csv", 4],
      ["2.csv", 4],
      ["3.csv", 2],
    ]);
  });

  it("does not depend on which files come first", async () => {
    const renamed = { "1.csv": files["3.csv"], "2.csv": files["1.csv"], "3.csv": files["2.csv"] };
    expect((await orders(renamed, {})).orders).toEqual({ ann: 3, bob: 1, cy: 2, di: 1 });
  });

  it("leaves repeats within one file alone", async () => {
    const { orders: kept, account } = await orders({ "1.csv": lines(header, a, a, b, a) }, {});
    expect(kept).toEqual({ ann: 3, bob: 1 });
    expect(account("transactions")).toEqual({ read: 4, accepted: 4, quarantined: 0 });
  });

  it("makes the same file under another name, or in another format, change nothing", async () => {
    const text = lines(header, a, a, b, c, otherNote);
    const parquet = `SELECT * FROM (VALUES ('ann', DATE '2024-01-01', 10.0, NULL), ('ann', DATE '2024-01-01', 10.0, ''),
      ('bob', DATE '2024-01-02', 20.0, NULL), ('cy', DATE '2024-01-03', 30.0, 'phone'), ('cy', DATE '2024-01-03', 30.0, 'web')) t(customer_id, ts, amount, note)`;
    const once = await orders({ "1.csv": text }, {});
    const agains: Record<string, FileContent>[] = [{ "2.csv": text }, { "2.parquet": { parquet } }];
    for (const again of agains) {
      const twice = await orders({ "1.csv": text, ...again }, {});
      expect(await twice.rows("SELECT * FROM lines ORDER BY ALL")).toEqual(
        await once.rows("SELECT * FROM lines ORDER BY ALL"),
      );
      expect(twice.account("transactions")).toEqual({ read: 10, accepted: 5, quarantined: 0, duplicate: 5 });
    }
  });

  it("compares what fields mean, in columns of any order", async () => {
    const { account } = await orders(
      {
        "1.csv": lines(header, "ann,2024-01-01,10,x", "bob,2024-01-02,20.5,"),
        "2.csv": lines(
          "note,amount,customer_id,ts",
          "x , 10.000, ann,2024-01-01 00:00:00",
          " ,+20.50,bob,2024-01-02T00:00",
        ),
      },
      {},
    );
    expect(account("transactions")).toEqual({ read: 4, accepted: 2, quarantined: 0, duplicate: 2 });
  });

  it("takes a column that only one file has into account", async () => {
    const { account } = await orders(
      {
        "1.csv": lines("customer_id,ts,amount,till,desk", "ann,2024-01-01,10,7,", "bob,2024-01-02,20,,"),
        "2.csv": lines("customer_id,ts,amount,desk", "ann,2024-01-01,10,7", "bob,2024-01-02,20,"),
      },
      {},
    );
    expect(account("transactions")).toEqual({ read: 4, accepted: 3, quarantined: 0, duplicate: 1 });
  });

  it("reads a file once that a glob and a list both name", async () => {
    const paths = ["3.csv", "*.csv", "1.csv", "./1.csv", "sub/../2.csv"];
    const { account, tables } = await orders({ ...files, "sub/other.txt": "" }, { duplicates: "none" }, paths);
    expect(account("transactions").read).toBe(10);
    expect(tables.accounts[0].files.map(({ name }) => name)).toEqual(["1.csv", "2.csv", "3.csv"]);
  });

  it("counts for customers, contacts and costs alike", async () => {
    const customers = lines("customer_id,sex", "ann,f");
    const contacts = lines("customer_id,ts,channel", "ann,2024-01-01,email", "ann,2024-01-01,email");
    const costs = lines(
      "period_start,period_end,channel,amount",
      "2024-01-01,2024-02-01,email,5",
      "2024-01-01,2024-02-01,email,5",
    );
    const { account, rows } = await stage({
      files: {
        "c1.csv": customers,
        "c2.csv": customers,
        "k1.csv": contacts,
        "k2.csv": contacts,
        "e1.csv": costs,
        "e2.csv": costs,
      },
      sources: { customers: { path: "c*.csv" }, contacts: { path: "k*.csv" }, costs: { path: "e*.csv" } },
    });
    expect(account("customers")).toEqual({ read: 2, accepted: 1, quarantined: 0, duplicate: 1 });
    expect(account("contacts")).toEqual({ read: 4, accepted: 2, quarantined: 0, duplicate: 2 });
    expect(account("costs")).toEqual({ read: 4, accepted: 2, quarantined: 0, duplicate: 2 });
    expect(await rows("SELECT (SELECT count(*) FROM contacts), (SELECT sum(amount) FROM costs)")).toEqual([
      [2, 100_000],
    ]);
  });
});

describe("exact", () => {
  it("keeps one of equal rows, within a file and across files", async () => {
    const { orders: kept, account } = await orders(
      { "1.csv": lines(header, a, b, a, c), "2.csv": lines(header, otherNote, a, d) },
      { duplicates: "exact" },
    );
    expect(kept).toEqual({ ann: 1, bob: 1, cy: 2, di: 1 });
    expect(account("transactions")).toEqual({ read: 7, accepted: 5, quarantined: 0, duplicate: 2 });
  });
});

describe("none", () => {
  it("keeps every row", async () => {
    const { orders: kept } = await orders(
      { "1.csv": lines(header, a, a), "2.csv": lines(header, a, b) },
      { duplicates: "none" },
    );
    expect(kept).toEqual({ ann: 3, bob: 1 });
  });
});
