import { createHash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeRejects } from "../../src/inputs/rejects.ts";
import { lines, openEngine, stage, stageWith } from "./staging.ts";

const unreadableDate = "cannot be read; expected a date such as 2024-01-31 or 2024-01-31 10:00:00";
const unreadableAmount = "cannot be read; expected a number such as 1234.50, in EUR";

describe("a rejected row", () => {
  it("is named by its file, its line in an editor, its first wrong column, the reason and the text", async () => {
    const content = lines(
      "customer_id,ts,amount,note",
      "ann,2024-01-01,1,",
      "bob,31.01.2024,2,",
      'cy,2024-01-01,"3,50",',
      "",
      "di,2024-01-01",
      'eve,yesterday,free,"also wrong, but later"',
      ",,,",
      "fay,2024-01-01,,",
      "gil,,4,a: b",
    );
    const staged = await stage({
      files: { "tx.csv": content, "zipped.csv.gz": gzipSync(content) },
      sources: { transactions: { path: "*.csv*", duplicates: "none" } },
    });
    const rejects = [
      [3, "ts", unreadableDate, "31.01.2024"],
      [4, "amount", unreadableAmount, "3,50"],
      [6, "amount", "not a CSV record: Expected Number of Columns: 4 Found: 2", "di,2024-01-01"],
      [7, "ts", unreadableDate, "yesterday"],
      [8, null, "all fields are empty; the row is blank", null],
      [9, "amount", "no value; expected an amount", null],
      [10, "ts", "no value; expected a date such as 2024-01-31 or 2024-01-31 10:00:00", null],
    ];
    expect(await staged.rejects()).toEqual(
      ["tx.csv", "zipped.csv.gz"].flatMap((file) => rejects.map((reject) => [file, ...reject])),
    );
    expect(staged.account("transactions")).toEqual({ read: 16, accepted: 2, quarantined: 14 });
  });

  it("is counted by records where fields hold line breaks, and from 1 in Parquet", async () => {
    const { rejects } = await stage({
      files: {
        "a.csv": lines(
          "customer_id,ts,amount,note",
          'ann,2024-01-01,1,"two\n\nlines"',
          "bob,never,2,",
          "cy,2024-01-01,3",
        ),
        "b.parquet": {
          parquet: `SELECT 'c' || range AS customer_id, CASE WHEN range IN (0, 122879, 122880, 129999) THEN 'never' ELSE '2024-01-01' END AS ts,
            1 AS amount FROM range(130000) ORDER BY range`,
        },
      },
      sources: { transactions: { path: ["a.csv", "b.parquet"] } },
    });
    expect(await rejects()).toEqual([
      ["a.csv", 3, "ts", unreadableDate, "never"],
      ["a.csv", 4, "note", "not a CSV record: Expected Number of Columns: 4 Found: 3", "cy,2024-01-01,3"],
      ["b.parquet", 1, "ts", unreadableDate, "never"],
      ["b.parquet", 122_880, "ts", unreadableDate, "never"],
      ["b.parquet", 122_881, "ts", unreadableDate, "never"],
      ["b.parquet", 130_000, "ts", unreadableDate, "never"],
    ]);
  });

  it("is found in its folder where files of several folders have one name", async () => {
    const content = lines("customer_id,ts,amount", "ann,2024-01-01,1", "bob,never,2");
    const { rejects, tables } = await stage({
      files: { "in/2024/01/tx.csv": content, "in/2024/02/tx.csv": content },
      sources: { transactions: { path: "in/**/*.csv" } },
    });
    expect((await rejects()).map(([file]) => file)).toEqual(["01/tx.csv", "02/tx.csv"]);
    expect(tables.accounts[0].files.map(({ name }) => name)).toEqual(["01/tx.csv", "02/tx.csv"]);
  });

  it("can be written with a hash of its text instead of the text", async () => {
    const { engine, folder, rows } = await stage({
      files: {
        "tx.csv": lines(
          "customer_id,ts,amount",
          "bob,Straße £5,2",
          "ann,2024-01-01,",
          "cy,2024-01-01",
          "di,2024-01-01,1",
        ),
      },
      sources: { transactions: { path: "tx.csv" } },
    });
    const read = async (rejectText: "keep" | "hash") => {
      const path = join(folder, `${rejectText}.parquet`);
      await writeRejects(engine, path, rejectText);
      return rows(`SELECT "row", raw_text FROM ${engine.dialect.parquet(path)}`);
    };
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(await read("keep")).toEqual([
      [2, "Straße £5"],
      [3, null],
      [4, "cy,2024-01-01"],
    ]);
    expect(await read("hash")).toEqual([
      [2, sha256("Straße £5")],
      [3, null],
      [4, sha256("cy,2024-01-01")],
    ]);
  });
});

describe("the share of rejected rows", () => {
  const delivery = (bad: number, maxRejectShare: number) => ({
    files: {
      "tx.csv": lines(
        "customer_id,ts,amount",
        ...Array.from({ length: 200 }, (_, i) => `c${i},${i < bad ? "never" : "2024-01-01"},1`),
      ),
    },
    sources: { transactions: { path: "tx.csv" } },
    maxRejectShare,
  });

  it("may reach what the contract allows and not pass it", async () => {
    expect((await stage(delivery(14, 0.07))).account("transactions").quarantined).toBe(14);
    expect((await stage(delivery(58, 0.29))).account("transactions").quarantined).toBe(58);
    await expect(stage(delivery(15, 0.07))).rejects.toMatchObject({
      exitCode: 3,
      message:
        "transactions: 15 of 200 rows (7.50 %) cannot be used, more than contract.maxRejectShare allows (7 %); most often ts: cannot be read; expected a date such as 2024-01-31 or 2024-01-31 10:00:00 (15 rows); see rejects.parquet for file, row and reason",
    });
  });

  it("is what is wrong when it is everybody", async () => {
    await expect(stage(delivery(200, 0.01))).rejects.toThrow("transactions: 200 of 200 rows (100.00 %) cannot be used");
  });
});

describe("the row equation", () => {
  // What a row is made of tells what must become of it.
  const fates = {
    accepted: (id: string) => `c${id},2024-01-01,o${id},5.00,x`,
    quoted: (id: string) => `c${id},2024-01-01,o${id},5.00,"two\n\nlines, ""quoted"""`,
    guest: (id: string) => `,2024-01-01,o${id},5.00,x`,
    after_as_of: (id: string) => `c${id},2025-01-01,o${id},5.00,x`,
    adjustment: (id: string) => `c${id},2024-01-01,A${id},5.00,x`,
    "bad date": (id: string) => `c${id},2024-02-30,o${id},5.00,x`,
    "bad amount": (id: string) => `c${id},2024-01-01,o${id},1_000,x`,
    "no order": (id: string) => `c${id},2024-01-01,,5.00,x`,
    commas: () => ",,,,",
    short: (id: string) => `c${id},2024-01-01`,
    long: (id: string) => `c${id},2024-01-01,o${id},5.00,x,y`,
    blank: () => "",
  } as const;
  type Fate = keyof typeof fates;
  const policies: readonly string[] = ["guest", "after_as_of", "adjustment"] satisfies Fate[];
  const accepted: readonly string[] = ["accepted", "quoted"] satisfies Fate[];
  const fate = fc.constantFrom(...(Object.keys(fates) as Fate[]));

  it("holds for any file, and every row is in exactly one place", async () => {
    const { engine, folder } = await openEngine(4);
    const content = (rows: readonly Fate[], name: string) =>
      lines("customer_id,ts,order_id,amount,note", ...rows.map((each, i) => fates[each](`${name}-${i}`)));
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 40 }), fc.array(fate, { maxLength: 40 }), async (first, second) => {
        const both = [first, second].map((rows) => ["accepted", ...rows] as Fate[]);
        const { account, rejects, rows } = await stageWith(engine, folder, {
          files: { "1.csv": content(both[0], "1"), "2.csv": content(both[1], "2") },
          sources: { transactions: { path: ["1.csv", "2.csv"], adjustmentPrefixes: ["A"], duplicates: "none" } },
        });

        const placed = both.flatMap((fatesOfFile, f) =>
          fatesOfFile.map((each, i) => ({ fate: each, file: `${f + 1}.csv`, row: i + 2, order: `o${f + 1}-${i}` })),
        );
        const read = placed.filter((row) => row.fate !== "blank");
        const wrong = read.filter((row) => !accepted.includes(row.fate) && !policies.includes(row.fate));
        expect((await rejects()).map(([file, row]) => [file, row])).toEqual(wrong.map(({ file, row }) => [file, row]));
        expect(
          (await rows("SELECT customer_id FROM lines JOIN customer_ids USING (customer) ORDER BY 1")).flat(),
        ).toEqual(
          read
            .filter((row) => accepted.includes(row.fate))
            .map(({ order }) => order.replace("o", "c"))
            .sort(),
        );
        const counts = account("transactions");
        expect(counts).toMatchObject({ read: read.length, quarantined: wrong.length });
        for (const policy of policies) {
          expect(counts[policy] ?? 0).toBe(read.filter((row) => row.fate === policy).length);
        }
        const { read: total, ...parts } = counts;
        expect(Object.values(parts).reduce((sum, n) => sum + n, 0)).toBe(total);
      }),
      { numRuns: 8 },
    );
  });
});
