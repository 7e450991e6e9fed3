import { readFileSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/user-error.ts";
import { lines, openEngine, stageWith } from "../inputs/staging.ts";

const { engine, folder } = await openEngine(2, afterAll);
const start = process.memoryUsage().rss;
let deliveries = 0;

afterAll(() => {
  const grown = (process.memoryUsage().rss - start) / 2 ** 20;
  expect(grown, "MB that the files of this test have added").toBeLessThan(600);
});

/**
 * Stages one file as transactions: either every row is accounted for, or one sentence names the table and the file.
 *
 * @returns rows read, or undefined when the file was refused
 */
async function survives(
  name: string,
  content: string | Uint8Array,
  settings: object = {},
): Promise<number | undefined> {
  const place = join(folder, String(deliveries++));
  await mkdir(place, { recursive: true });
  try {
    const { tables } = await stageWith(engine, place, {
      files: { [name]: content },
      sources: { transactions: { path: name, ...settings } },
    });
    const [{ rowsRead, accepted, quarantined, excluded }] = tables.accounts;
    expect(accepted + quarantined + excluded.reduce((sum, { rows }) => sum + rows, 0)).toBe(rowsRead);
    return rowsRead;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toMatch(sentence(name));
    expect(error.message.length).toBeLessThan(4000);
    expect([2, 3]).toContain(error.exitCode);
    return undefined;
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** One line that names the table, and the file or what is known of all rows together. */
function sentence(name: string): RegExp {
  const file = name.replaceAll(".", "\\.");
  return new RegExp(
    `^(transactions: .*${file}.*|sources\\.transactions(\\.\\w+)*: .*(${file}|no column "customer_id").*|no customer is known before as-of: .*)$`,
  );
}

const header = "customer_id,ts,amount";
const good = lines(header, "ann,2024-01-05,1.50", "bob,2024-01-06,2", "cy,2024-02-07,3.25");
const columns = { header: ["customer_id", "ts", "amount"] };
const few = { numRuns: 12 };

describe("files of any bytes end in a staged base or in one sentence", () => {
  it.each(["tx.csv", "tx.jsonl", "tx.parquet", "tx.csv.gz", "tx.jsonl.gz"])("random bytes called %s", async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await survives(name, bytes);
        if (name.endsWith(".gz")) await survives(name, gzipSync(bytes));
      }),
      few,
    );
  });

  it("random bytes below a good header, and without one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        await survives("tx.csv", Buffer.concat([Buffer.from(good), bytes]));
        await survives("tx.csv", bytes, columns);
        await survives("tx.csv", bytes, { ...columns, encoding: "windows-1251", delimiter: ";" });
      }),
      few,
    );
  });

  const mark = fc.constantFrom('"', ",", "\n", "\r\n", "\r", ";", "\u0000", "\\", " ", "ж", "a", "2024-01-05", "1");

  it("any order of quotes, separators, line ends and NUL", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mark, { maxLength: 40 }), async (marks) => {
        await survives("tx.csv", good + marks.join(""));
        await survives("tx.csv", marks.join(""), columns);
        await survives("tx.txt", marks.join(""), { ...columns, delimiter: "whitespace" });
      }),
      { numRuns: 25 },
    );
  });

  it("any names in the header", async () => {
    const name = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary", size: "+1" }),
      fc.constantFrom("ts", "a\nb", "\u2028", ""),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 60 }), async (names) => {
        const record = names.map((each) => `"${each.replaceAll('"', '""')}"`).join();
        await survives("tx.csv", `${record}\n${names.map(() => "1").join()}\n`);
        await survives("tx.jsonl", `${JSON.stringify(Object.fromEntries(names.map((each) => [each, 1])))}\n`);
      }),
      few,
    );
  });

  it("any JSON, on lines and cut off", async () => {
    const value = fc.json({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 8 }), fc.nat(60), async (values, cut) => {
        const rows = [...values, '{"customer_id":"ann","ts":"2024-01-05","amount":1}'].join("\n");
        await survives("tx.jsonl", rows);
        await survives("tx.jsonl", rows.slice(0, -cut));
      }),
      few,
    );
  });

  it("gzip that ends anywhere, or goes on after its end", async () => {
    const whole = gzipSync(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        expect(await survives("tx.csv.gz", whole.subarray(0, length))).toBeUndefined();
      }),
      few,
    );
    await survives("tx.csv.gz", Buffer.concat([whole, Buffer.from("more")]));
    expect(await survives("tx.csv.gz", Buffer.concat([whole, gzipSync("di,2024-03-01,4\n")]))).toBe(4);
  });

  it("Parquet with a byte changed anywhere, or cut off", async () => {
    const place = join(folder, "whole.parquet");
    await engine.writeParquet(
      "SELECT 'c' || i AS customer_id, DATE '2024-01-01' + i::INTEGER AS ts, i / 4 AS amount FROM range(60) r(i)",
      place,
    );
    const whole = readFileSync(place);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(whole);
        damaged[at] ^= change;
        await survives("tx.parquet", damaged);
        await survives("tx.parquet", whole.subarray(0, at));
      }),
      { numRuns: 25 },
    );
  });
});

describe("files of unusual shape end in a staged base or in one sentence", () => {
  const million = "x".repeat(1_000_000);
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`);

  it.each<[what: string, name: string, content: string | Uint8Array, rows: number | undefined]>([
    ["no byte", "tx.csv", "", undefined],
    ["no byte of JSON", "tx.jsonl", "", undefined],
    ["no byte of Parquet", "tx.parquet", "", undefined],
    ["a header and nothing else", "tx.csv", `${header}\n`, undefined],
    ["a quote that never closes", "tx.csv", `${good}di,2024-01-08,"4\neve,2024-01-09,5\n`, undefined],
    ["a million letters in a field", "tx.csv", `${good}${million},2024-01-08,4\n`, 4],
    ["a million letters in a number", "tx.csv", `${good}di,2024-01-08,${"1".repeat(1_000_000)}\n`, 4],
    ["a million letters in a name of the header", "tx.csv", `${header},${million}\nann,2024-01-05,1,x\n`, 1],
    ["a million letters of JSON", "tx.jsonl", `{"customer_id":"${million}","ts":"2024-01-05","amount":1}\n`, 1],
    ["a million letters in a name, and no other column", "tx.csv", `${million}\n1\n`, undefined],
    ["line breaks in the names, one of them twice", "tx.csv", '"a\nb","a\nb",ts\n1,2,3\n', undefined],
    ["NUL bytes", "tx.csv", `${good}d\u0000i,2024-01-08,4\n\u0000\u0000\u0000\n`, 5],
    [
      "line ends of three kinds",
      "tx.csv",
      `${header}\r\nann,2024-01-05,1\nbob,2024-01-06,2\rcy,2024-01-07,3\n`,
      undefined,
    ],
    ["ten thousand columns", "tx.csv", `${header},${wide.join()}\nann,2024-01-05,1,${wide.join()}\n`, undefined],
    ["ten thousand fields of JSON", "tx.jsonl", `{${wide.map((name) => `"${name}":1`).join()}}\n`, undefined],
    [
      "JSON ten thousand deep",
      "tx.jsonl",
      `{"customer_id":"ann","ts":"2024-01-05","amount":1,"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}\n`,
      1,
    ],
    ["JSON a million deep and never closed", "tx.jsonl", `{"a":${"[".repeat(1_000_000)}\n`, undefined],
    ["objects ten thousand deep", "tx.jsonl", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}\n`, undefined],
    ["a hundred thousand blank lines", "tx.csv", `${good}${"\n".repeat(100_000)}`, 3],
    ["nothing but commas", "tx.csv", `${header}\n${",,\n".repeat(50_000)}`, undefined],
    ["nothing but quotes", "tx.csv", '"'.repeat(100_001), undefined],
    ["gzip of a gzip", "tx.csv.gz", gzipSync(gzipSync(good)), undefined],
    ["fifty million zeros in fifty kilobytes", "tx.csv.gz", gzipSync(Buffer.alloc(50_000_000)), undefined],
  ])("%s", async (_, name, content, rows) => {
    expect(await survives(name, content)).toBe(rows);
  });
});
