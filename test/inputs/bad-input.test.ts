import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/user-error.ts";
import { type Delivery, type FileContent, lines, openEngine, stageWith } from "./staging.ts";

const { engine, folder } = await openEngine(2, afterAll);
let deliveries = 0;

/** Stages in a folder of its own. */
function stage(delivery: Delivery) {
  return stageWith(engine, join(folder, String(deliveries++)), delivery);
}

const good = lines("cust,ts,amount", "ann,2024-01-01,1");
const columns = { customer_id: "cust" };

/** The error that transactions in one file end with; its folder is written as FOLDER. */
async function errorOf(
  files: Record<string, FileContent>,
  source: object,
): Promise<[exitCode: number, message: string]> {
  const error = await stage({ files, sources: { transactions: source as Record<string, unknown> } }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error ?? new Error("no error");
  return [error.exitCode, error.message.replace(/[^\s'"]*tessera-inputs-\w+\/\d+/, "FOLDER")];
}

describe("one clear sentence", () => {
  it.each<[what: string, files: Record<string, FileContent>, source: object, exitCode: number, message: string]>([
    [
      "for a missing file",
      { "tx.csv": good },
      { path: ["tx.csv", "none.csv"] },
      2,
      'sources.transactions.path: no file "none.csv" in FOLDER; correct the path or the glob',
    ],
    [
      "for a glob without files",
      { "tx.csv": good },
      { path: "*.parquet" },
      2,
      'sources.transactions.path: no file "*.parquet" in FOLDER; correct the path or the glob',
    ],
    [
      "for a folder instead of a file",
      { "tx/a.csv": good },
      { path: "tx" },
      2,
      'sources.transactions.path: no file "tx" in FOLDER; correct the path or the glob',
    ],
    [
      "for a column that is not there",
      { "tx.csv": good },
      { path: "tx.csv", columns: { customer_id: "Kust" } },
      2,
      'sources.transactions.columns.customer_id: tx.csv has no column "Kust"; did you mean "cust"?',
    ],
    [
      "for a column that resembles none",
      { "tx.csv": good },
      { path: "tx.csv", columns: { customer_id: "buyer" } },
      2,
      'sources.transactions.columns.customer_id: tx.csv has no column "buyer"; its columns are "cust", "ts", "amount"',
    ],
    [
      "for a column that one of the files does not have",
      { "1.csv": good, "2.csv": lines("customer,ts,amount", "ann,2024-01-01,1") },
      { path: "*.csv", columns },
      2,
      'sources.transactions.columns.customer_id: 2.csv has no column "cust"; did you mean "customer"?',
    ],
    [
      "for a required column nobody mapped",
      { "tx.csv": lines("cust,when,amount", "ann,2024-01-01,1") },
      { path: "tx.csv", columns },
      2,
      'sources.transactions: tx.csv has no column "ts"; map it under columns, its columns are "cust", "when", "amount"',
    ],
    [
      "for customers nobody mapped",
      { "tx.csv": good },
      { path: "tx.csv" },
      2,
      'sources.transactions: no column "customer_id"; map it under columns',
    ],
    [
      "for an order key without its column",
      { "tx.csv": good },
      { path: "tx.csv", columns, orderKey: ["customer_id", "order_id"] },
      2,
      'sources.transactions.orderKey: there is no column "order_id"; map it, or use [customer_id, day]',
    ],
    [
      "for a date format that is none",
      { "tx.csv": good },
      { path: "tx.csv", columns, dates: { ts: "DD.MM.YYYY" } },
      2,
      'sources.transactions.dates.ts: "DD.MM.YYYY" is not a date format; write it like yyyy-MM-dd HH:mm:ss',
    ],
    [
      "for the date format of something else",
      { "tx.csv": good },
      { path: "tx.csv", columns, dates: { tss: "yyyy-MM-dd" } },
      2,
      'sources.transactions.dates.tss: not a date column of this table; did you mean "ts"?',
    ],
    [
      "for a wrong delimiter",
      { "tx.csv": good },
      { path: "tx.csv", columns, delimiter: ";" },
      2,
      'sources.transactions.columns.customer_id: tx.csv has no column "cust"; did you mean "cust,ts,amount"?',
    ],
    [
      "for an empty file",
      { "tx.csv": "" },
      { path: "tx.csv" },
      3,
      "transactions: tx.csv is empty; expected a header and rows",
    ],
    [
      "for a file of blank lines",
      { "tx.csv": "\n\n" },
      { path: "tx.csv" },
      3,
      "transactions: tx.csv is empty; expected a header and rows",
    ],
    [
      "for an empty .gz",
      { "tx.csv.gz": gzipSync("") },
      { path: "tx.csv.gz" },
      3,
      "transactions: tx.csv.gz is empty; expected a header and rows",
    ],
    [
      "for nothing but a header",
      { "tx.csv": "cust,ts,amount" },
      { path: "tx.csv", columns },
      3,
      "transactions: tx.csv holds no rows; expected at least one",
    ],
    [
      "for nothing but headers and schemas",
      {
        "1.csv": "cust,ts,amount\r\n",
        "2.parquet": { parquet: "SELECT 'a' AS cust, DATE '2024-01-01' AS ts, 1 AS amount LIMIT 0" },
      },
      { path: ["1.csv", "2.parquet"], columns },
      3,
      "transactions: 1.csv, 2.parquet holds no rows; expected at least one",
    ],
    [
      "for two columns of one name",
      { "tx.csv": lines("cust,ts,amount, ts ", "ann,2024-01-01,1,2024-01-01") },
      { path: "tx.csv", columns },
      3,
      'transactions: tx.csv has two columns named "ts"; rename one of them',
    ],
    [
      "for garbage that calls itself Parquet",
      { "tx.parquet": "these bytes are not Parquet" },
      { path: "tx.parquet" },
      3,
      "transactions: tx.parquet cannot be read (No magic bytes found at end of file 'FOLDER/tx.parquet'); deliver it again or correct sources.transactions",
    ],
    [
      "for an empty file that calls itself Parquet",
      { "tx.parquet": "" },
      { path: "tx.parquet" },
      3,
      "transactions: tx.parquet cannot be read (File 'FOLDER/tx.parquet' too small to be a Parquet file); deliver it again or correct sources.transactions",
    ],
    [
      "for a .gz that was cut off",
      { "tx.csv.gz": gzipSync(good).subarray(0, -4) },
      { path: "tx.csv.gz", columns },
      3,
      "transactions: tx.csv.gz cannot be read (it is not a whole gzip file: unexpected end of file); deliver it again or correct sources.transactions",
    ],
    [
      "for a .gz that is none",
      { "tx.csv.gz": good },
      { path: "tx.csv.gz", columns },
      3,
      "transactions: tx.csv.gz cannot be read (it is not a whole gzip file: incorrect header check); deliver it again or correct sources.transactions",
    ],
    [
      "for a quote that is never closed",
      { "tx.csv": lines("cust,ts,amount", "ann,2024-01-01,1", 'bob,2024-01-01,"2', "cy,2024-01-01,3") },
      { path: "tx.csv", columns },
      3,
      "transactions: tx.csv, row 3: a quote is opened and not closed, so the rows after it cannot be told apart; close or double the quote",
    ],
    [
      "for line ends of two kinds",
      { "tx.csv": "cust,ts,amount\r\nann,2024-01-01,1\nbob,2024-01-01,2\r\n" },
      { path: "tx.csv", columns },
      3,
      "transactions: tx.csv cannot be read (its line ends are of different kinds, or its records are not CSV); deliver it again or correct sources.transactions",
    ],
    [
      "for Cyrillic in another encoding",
      { "tx.csv": Buffer.from([0xea, 0xeb, 0x2c, 0x74, 0x73, 0x0a, 0x31, 0x2c, 0x32, 0x0a]) },
      { path: "tx.csv", columns },
      3,
      "transactions: tx.csv cannot be read (its header is not UTF-8); deliver it again or correct sources.transactions",
    ],
  ])("%s", async (_, files, source, exitCode, message) => {
    expect(await errorOf(files, source)).toEqual([exitCode, message]);
  });
});

describe("files of any name and shape", () => {
  it.each([
    ["a name with the letters of a glob", { "t[1]*?.csv": good, "t1a.csv": "wrong" }, { path: "t[1]*?.csv" }],
    ["a folder with the letters of a glob", { "in[1]/tx.csv": good, "in1/tx.csv": "wrong" }, { path: "in[1]/tx.csv" }],
    ["a quote in its name", { "it's.csv": good }, { path: "it's.csv" }],
    ["a byte-order mark", { "tx.csv": `\uFEFF${good}` }, { path: "tx.csv" }],
    ["CRLF and no final line end", { "tx.csv": good.trimEnd().replaceAll("\n", "\r\n") }, { path: "tx.csv" }],
    [
      "blanks around fields and names",
      { "tx.csv": lines(" cust , ts,amount ", ' ann , 2024-01-01 ," 1 "') },
      { path: "tx.csv" },
    ],
    ["semicolons", { "tx.csv": good.replaceAll(",", ";") }, { path: "tx.csv", delimiter: ";" }],
    ["tabs", { "tx.tsv": good.replaceAll(",", "\t") }, { path: "tx.tsv", delimiter: "\t" }],
    ["runs of blanks", { "tx.txt": good.replaceAll(",", "   ") }, { path: "tx.txt", delimiter: "whitespace" }],
    ["columns without a name", { "tx.csv": lines(",cust,,ts,amount", "0,ann,,2024-01-01,1") }, { path: "tx.csv" }],
    [
      "columns in capitals beside the same in small letters",
      { "tx.csv": lines("cust,CUST,ts,amount,AMOUNT", "ann,x,2024-01-01,1,9") },
      { path: "tx.csv" },
    ],
    [
      "the engine's own names",
      {
        "tx.csv": lines(
          "cust,ts,amount,row_number,file,policy,problem,rest,clean_ts,rowid",
          "ann,2024-01-01,1,a,b,c,d,e,f,g",
        ),
      },
      { path: "tx.csv" },
    ],
    [
      "the engine's own names in Parquet",
      {
        "tx.parquet": {
          parquet:
            "SELECT 'ann' AS cust, DATE '2024-01-01' AS ts, 1 AS amount, 7 AS row_number, 'x' AS file, 'y' AS policy, 'z' AS rest",
        },
      },
      { path: "tx.parquet" },
    ],
    [
      "Parquet under another name",
      { "tx.dat": { parquet: "SELECT 'ann' AS cust, DATE '2024-01-01' AS ts, 1 AS amount" } },
      { path: "tx.dat", format: "parquet" },
    ],
  ] as [string, Record<string, FileContent>, object][])("are read: %s", async (_, files, source) => {
    const { rows, account } = await stage({
      files,
      sources: { transactions: { columns, ...source, duplicates: "exact" } },
    });
    expect(await rows("SELECT customer_id, amount FROM lines JOIN customer_ids USING (customer)")).toEqual([
      ["ann", 10_000],
    ]);
    expect(account("transactions")).toEqual({ read: 1, accepted: 1, quarantined: 0 });
  });

  it("keep a field of a million letters", async () => {
    const long = "ж".repeat(1_000_000);
    const { rows } = await stage({
      files: { "tx.csv": lines("cust,ts,amount,category", `ann,2024-01-01,1,${long}`) },
      sources: { transactions: { path: "tx.csv", columns } },
    });
    expect(await rows("SELECT amount FROM lines")).toEqual([[10_000]]);
  });
});
