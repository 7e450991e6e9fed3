import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { openFile } from "../../../src/inputs/reading/read-file.ts";
import { numberRows } from "../../../src/inputs/row-numbers.ts";
import { transactionsSource } from "../../../src/inputs/sources-config.ts";
import { lines, openEngine } from "../staging.ts";

/** Header, rows with their number, and broken records of a file. */
async function read(content: string | Uint8Array, { delimiter = ",", name = "x.csv", threads = 2 } = {}) {
  const { engine, folder } = await openEngine(threads);
  return readWith(engine, join(folder, name), content, delimiter);
}

async function readWith(engine: Engine, path: string, content: string | Uint8Array, delimiter = ",") {
  writeFileSync(path, content);
  const header = await numberFile(engine, path, delimiter);
  const rows = await engine.rows("SELECT * EXCLUDE (file, row_number), row_number FROM numbered ORDER BY row_number");
  const broken = await engine.rows(
    'SELECT row_number, "column", reason, text, runs_on FROM broken_transactions_0 ORDER BY 1',
  );
  return {
    header,
    rows: rows.map(({ row_number, ...fields }) => [Number(row_number), ...Object.values(fields)]),
    broken: broken.map(({ row_number, column, reason, text, runs_on }) => ({
      row_number: Number(row_number),
      column,
      reason,
      text,
      runs_on,
    })),
  };
}

/** Makes `numbered`, the rows of a file with their numbers; returns the names of its columns. */
async function numberFile(engine: Engine, path: string, delimiter: string): Promise<string[]> {
  const source = transactionsSource.parse({ path, delimiter });
  const reading = await openFile(engine, "transactions", source, 0, { path, name: "x" });
  await engine.run("DROP TABLE IF EXISTS broken_transactions_0");
  await reading.read((records) => `CREATE OR REPLACE TABLE read AS SELECT 0 AS file, * FROM ${records}`);
  await engine.run("DELETE FROM read WHERE rowid = 0");
  await numberRows(engine, "read", [{ reading, first: 0 }]).number("numbered", "TRUE", "* EXCLUDE (file)");
  return reading.columns.map(({ name }) => name);
}

describe("CSV files", () => {
  it("reads every field as text, nothing guessed", async () => {
    const { header, rows } = await read(lines("id,at,n", "007,2024-01-31,1e3", '12345678901234567890,"a, b",TRUE'));
    expect(header).toEqual(["id", "at", "n"]);
    expect(rows).toEqual([
      [2, "007", "2024-01-31", "1e3"],
      [3, "12345678901234567890", "a, b", "TRUE"],
    ]);
  });

  it("keeps a pound sign, Cyrillic, doubled quotes and line breaks in quotes", async () => {
    const { rows } = await read(lines("a,b", '£5,"Ёлка ""большая"""', '"first\nsecond",12" pipe'));
    expect(rows).toEqual([
      [2, "£5", 'Ёлка "большая"'],
      [3, "first\nsecond", '12" pipe'],
    ]);
  });

  it.each([
    ["a byte-order mark", "\uFEFFid,n\n1,2\n3,4\n"],
    ["a byte-order mark before a quoted name", '\uFEFF"id",n\n1,2\n3,4\n'],
    ["CRLF and no final line end", "id,n\r\n1,2\r\n3,4"],
    ["blanks around names", " id ,\tn \n1,2\n3,4\n"],
    ["a separator after the last field", "id,n,\n1,2,\n3,4,\n"],
  ])("reads a file with %s", async (_, content) => {
    const { header, rows, broken } = await read(content);
    expect(header).toEqual(["id", "n"]);
    expect(rows).toEqual([
      [2, "1", "2"],
      [3, "3", "4"],
    ]);
    expect(broken).toEqual([]);
  });

  it.each([
    [";", "id;n\n1;2\n"],
    ["\t", "id\tn\n1\t2\n"],
    ["||", "id||n\n1||2\n"],
    ["whitespace", " id \t n\n\t1   2 \n"],
    ["whitespace", "\uFEFFid n\r\n1 2"],
  ])("separates fields by %j", async (delimiter, content) => {
    const { header, rows } = await read(content, { delimiter });
    expect(header).toEqual(["id", "n"]);
    expect(rows).toEqual([[2, "1", "2"]]);
  });

  it("takes any names for columns, even those the engine uses itself", async () => {
    const { header, rows } = await read(lines(',ID,,id,rowid,row_number,"a ""b"""', "0,1,,2,3,4,5"));
    expect(header).toEqual(["", "ID", "", "id", "rowid", "row_number", 'a "b"']);
    expect(rows).toEqual([[2, "0", "1", null, "2", "3", "4", "5"]]);
  });

  it("finds the names of a wide file", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
    const { header, rows } = await read(lines(names.join(","), names.map((_, i) => i).join(",")));
    expect(header).toEqual(names);
    expect(rows[0].slice(-2)).toEqual(["98", "99"]);
  });

  it("numbers records like the lines of an editor, blank ones counted", async () => {
    const { rows, broken } = await read(lines("", "id,n", "", "1,2", "", "", "3", "4,5", "", "6,7,8", "9,10", ""));
    expect(rows).toEqual([
      [4, "1", "2"],
      [8, "4", "5"],
      [11, "9", "10"],
    ]);
    expect(broken).toEqual([
      { row_number: 7, column: "n", reason: "Expected Number of Columns: 2 Found: 1", text: "3", runs_on: false },
      { row_number: 10, column: null, reason: "Expected Number of Columns: 2 Found: 3", text: "6,7,8", runs_on: false },
    ]);
  });

  it("sees a blank line at the very beginning, and one that two blocks of the file share", async () => {
    expect((await read(lines("", "id,n", "1,2"))).rows).toEqual([[3, "1", "2"]]);
    const block = 2 ** 20;
    const first = `id,n\n1,${"x".repeat(block)}`.slice(0, block - 1);
    const { rows } = await read(`${first}\n\n3,4\n`);
    expect(rows.map(([number]) => number)).toEqual([2, 4]);
  });

  it("counts a record with a line break in quotes once", async () => {
    const { rows, broken } = await read(lines("id,n", '1,"a\n\nb"', "2", "3,4", '"5\n",6,7', "8,9"));
    expect(rows.map(([number]) => number)).toEqual([2, 4, 6]);
    expect(broken.map(({ row_number, runs_on }) => [row_number, runs_on])).toEqual([
      [3, false],
      [5, false],
    ]);
  });

  it("refuses a quote that is never closed and took the next lines in", async () => {
    await expect(read(lines("id,n", "1,2", '3,"4', "5,6", "7,8"))).rejects.toThrow("row 3: a quote is opened");
    await expect(read(lines("id,n", '1,"2', "3,4", '5,"6"', "7,8"))).rejects.toThrow("row 2: a quote is opened");
    const onItsLine = await read(lines("id,n", '1,"2"x', "3,4"));
    expect(onItsLine.broken.map(({ row_number, runs_on }) => [row_number, runs_on])).toEqual([[2, false]]);
    expect(onItsLine.rows).toEqual([[3, "3", "4"]]);
  });

  it("sets a record apart that is not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from("id,n\n1,a\n2,"), Buffer.from([0xff, 0xe9]), Buffer.from("\n3,c\n")]);
    const { rows, broken } = await read(bytes);
    expect(rows).toEqual([
      [2, "1", "a"],
      [4, "3", "c"],
    ]);
    expect(broken.map(({ row_number }) => row_number)).toEqual([3]);
  });

  it("keeps the blank lines of a file with one column, where they are values", async () => {
    const { rows } = await read(lines("id", "1", "", "3"));
    expect(rows).toEqual([
      [2, "1"],
      [3, null],
      [4, "3"],
    ]);
  });

  it("numbers lines of words as in an editor and sets those of another length apart", async () => {
    const { rows, broken } = await read(lines(" id n", "", " 001  2 ", "003", "   ", "4 5"), {
      delimiter: "whitespace",
    });
    expect(rows).toEqual([
      [3, "001", "2"],
      [6, "4", "5"],
    ]);
    expect(broken.map(({ row_number, reason, text }) => [row_number, reason, text])).toEqual([
      [4, "Expected Number of Columns: 2 Found: 1", "003"],
      [5, "Expected Number of Columns: 2 Found: 0", "   "],
    ]);
  });

  it("reads a whole .gz and refuses one that is cut off, wherever the cut is", async () => {
    const content = gzipSync(lines("id,n", ...Array.from({ length: 5000 }, (_, i) => `${i},${Math.sin(i)}`)));
    const { engine, folder } = await openEngine();
    const path = join(folder, "x.csv.gz");
    expect((await readWith(engine, path, content)).rows).toHaveLength(5000);
    for (const length of [content.length - 1, content.length - 9, Math.floor(content.length / 2)]) {
      await expect(readWith(engine, path, content.subarray(0, length))).rejects.toThrow("unexpected end of file");
    }
    const damaged = Buffer.from(content);
    damaged[Math.floor(content.length / 2)] ^= 0xff;
    await expect(readWith(engine, path, damaged)).rejects.toThrow();
  });

  it.each([
    ["nothing", ""],
    ["a line end", "\n"],
  ])("finds no header in a file of %s", async (_, content) => {
    const { engine, folder } = await openEngine();
    writeFileSync(join(folder, "x.csv"), content);
    for (const delimiter of [",", "whitespace"]) {
      expect(await engine.csvHeader({ path: join(folder, "x.csv"), delimiter })).toEqual([]);
      await expect(readWith(engine, join(folder, "x.csv"), content, delimiter)).rejects.toThrow("is empty");
    }
  });

  it("says what is wrong with a header or with mixed line ends", async () => {
    await expect(read(Buffer.from([0xff, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32, 0x0a]))).rejects.toThrow(
      "its header is not UTF-8",
    );
    await expect(read('"id"x,n\n1,2\n')).rejects.toThrow("its header is not a CSV record");
    await expect(read('\n\n"id"x,n\n1,2\n')).rejects.toThrow("its header is not a CSV record");
    await expect(read("id,n\r\n1,2\n3,4\r\n")).rejects.toThrow(
      "its line ends are of different kinds, or its records are not CSV",
    );
  });

  it("opens the file that is named, not those its name would match", async () => {
    const { engine, folder } = await openEngine();
    writeFileSync(join(folder, "t1.csv"), "id,n\nwrong,1\n");
    const { rows } = await readWith(engine, join(folder, "t[1].csv"), "id,n\nright,1\n");
    expect(rows).toEqual([[2, "right", "1"]]);
  });

  it("accounts for every line of any file, in one piece or in many", async () => {
    const { engine, folder } = await openEngine(4);
    const field = fc.constantFrom(
      "",
      "x",
      "Ж",
      "12.5",
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
      '"\n\n"',
      '"a""\n\nb"',
      ' "c\n\nd"',
      '5" pipe',
      " y ",
    );
    const record = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(field, field).map((fields) => ({ kind: "row", text: `k,${fields.join(",")}` })),
      },
      { weight: 1, arbitrary: fc.constant({ kind: "blank", text: "" }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("short", "k,x,y,z", 'k,"x"y,z').map((text) => ({ kind: "broken", text })),
      },
    );
    const lineEnd = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 30 }), lineEnd, fc.boolean(), async (records, end, ended) => {
        const texts = ["id,a,b", ...records.map(({ text }) => text.replaceAll("\n", end))];
        const { rows, broken } = await readWith(engine, join(folder, "any.csv"), texts.join(end) + (ended ? end : ""));
        const numbersOf = (kind: string) => records.flatMap((each, i) => (each.kind === kind ? [i + 2] : []));
        expect(rows.map(([number]) => number)).toEqual(numbersOf("row"));
        expect(broken.map(({ row_number }) => row_number)).toEqual(numbersOf("broken"));
      }),
      { numRuns: 25 },
    );
  });

  it("numbers the records of a file that several threads read", async () => {
    const texts = ["id,a,b"];
    const expected: { rows: number; broken: number[] } = { rows: 0, broken: [] };
    for (let number = 2; number < 200_000; number++) {
      if (number % 30_011 === 0) {
        texts.push(`${number},short`);
        expected.broken.push(number);
      } else if (number % 40_009 === 0) texts.push("");
      else {
        texts.push(
          number % 3 === 0 ? `${number},"two\n\nlines, ${"z".repeat(20)}",ok` : `${number},${"w".repeat(40)},ok`,
        );
        expected.rows++;
      }
    }
    const { engine, folder } = await openEngine(4);
    const path = join(folder, "long.csv");
    writeFileSync(path, texts.join("\n"));
    await numberFile(engine, path, ",");
    const [{ n, wrong }] = await engine.rows(
      "SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (CAST(c0 AS BIGINT) <> row_number) AS DOUBLE) AS wrong FROM numbered",
    );
    expect([n, wrong]).toEqual([expected.rows, 0]);
    const broken = await engine.rows("SELECT CAST(row_number AS DOUBLE) AS n FROM broken_transactions_0 ORDER BY n");
    expect(broken.map((row) => row.n)).toEqual(expected.broken);
  });
});
