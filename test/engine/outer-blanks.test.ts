import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayHaveOuterBlanks } from "../../src/engine/outer-blanks.ts";
import { openEngine } from "../inputs/staging.ts";

const blanks = [" ", "\t", "\n", "\r", "\u00a0", "\u202f", "\u2009", "\u3000", "\ufeff"];

describe("mayHaveOuterBlanks", () => {
  const says = async (text: string, delimiter = ",") => {
    const folder = await mkdtemp(join(tmpdir(), "tessera-blanks-"));
    const path = join(folder, "file.csv");
    await writeFile(path, text);
    const said = await mayHaveOuterBlanks({ path, delimiter });
    await rm(folder, { recursive: true });
    return said;
  };

  it("is false for a file in which nothing need be trimmed", async () => {
    expect(await says("id,name,at\n1,Ann Lee,2024-01-02 03:04:05\n2,,\n")).toBe(false);
    expect(await says("id,name\r\n1,Жанна Ли\r\n")).toBe(false);
    expect(await says('"id","name"\n"1","Lee, Ann"\n"2",""\n')).toBe(true); // a blank beside a comma, in quotes or not
    expect(await says('"id","name"\r\n"1","""no"",she said"\r\n"2",""\r\n')).toBe(false);
    expect(await says('"id"\t"name"\n"1"\t"Ann Lee"\n', "\t")).toBe(false);
    expect(await says("id name\n1 Ann\n", " ")).toBe(false);
    expect(await says("")).toBe(false);
  });

  it("finds a blank at each place where a field may begin or end", async () => {
    const found = [" 1,2\n", "1 ,2\n", "1, 2\n", "1,2 \n", "1,2 \r\n", "1,2\n 3,4\n", "1,2 ", "1,\t2\n", '1,"2 "\n'];
    const others = ['1,"\n2"\n', '"2\r",1\n', '"\n2",1\n', '1,"2\n"', "1,2\u00a0\n", "\ufeff1,2\n", "1,\u202f2\n"];
    for (const text of [...found, ...others]) expect([text, await says(text)]).toEqual([text, true]);
    for (const text of ['1\t" 2"\n', '1\t"\t2"\n', '"2\t"\t1\n', '"\t2"\t1\n']) {
      expect([text, await says(text, "\t")]).toEqual([text, true]);
    }
  });

  it("sees a blank across the blocks in which a file is read", async () => {
    const block = 1 << 20;
    for (const shift of [-2, -1, 0, 1]) {
      const line = "x".repeat(block - 3 + shift);
      expect(await says(`${line},a\n${line},b\n`)).toBe(false);
      expect(await says(`${line}, a\n`)).toBe(true);
      expect(await says(`${line} ,a\n`)).toBe(true);
      expect(await says(`${line}ж\u2009ж,a\n`)).toBe(true);
    }
  });

  it("is never false when a field that the engine reads has something to trim", async () => {
    const { engine, folder } = await openEngine();
    const { hasOuterBlanks } = engine.dialect;
    const field = fc.string({
      unit: fc.constantFrom(..."abbabaabbabaababbaab", '"', ",", ";", "ж", ...blanks),
      maxLength: 5,
    });
    const delimiters = fc.constantFrom(",", ";", "\t", " ");
    const lineEnd = fc.constantFrom("\n", "\r\n");
    const path = join(folder, "fields.csv");
    let tidy = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { minLength: 1, maxLength: 3 }),
        delimiters,
        lineEnd,
        async (fields, delimiter, end) => {
          const written = fields.map((value) => (/^[ab]*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`));
          const records = written.map((value) => `${value}${delimiter}x${delimiter}${value}${end}`);
          await writeFile(path, records.join(""));
          if (await mayHaveOuterBlanks({ path, delimiter })) return;
          tidy++;
          await engine.readCsv(
            { path, delimiter },
            ["a", "b", "c"],
            "broken",
            (rows) => `CREATE OR REPLACE TABLE read AS SELECT * FROM ${rows}`,
          );
          const outer = ["c0", "c2"].map((name) => `(${name} IS NOT NULL AND ${hasOuterBlanks(name)})`).join(" OR ");
          expect(await engine.rows(`SELECT c0, c2 FROM read WHERE ${outer}`)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    expect(tidy).toBeGreaterThan(30);
  });
});
