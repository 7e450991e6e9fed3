import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { flattenJson } from "../../../src/inputs/reading/flatten-json.ts";
import { readJsonLines } from "../../../src/inputs/reading/json-lines.ts";
import { openEngine } from "../staging.ts";

let engine: Engine;
let folder: string;
beforeAll(async () => {
  ({ engine, folder } = await openEngine(2, afterAll));
});

async function read(content: string | Uint8Array) {
  const path = join(folder, "a.jsonl");
  writeFileSync(path, content);
  const { columns, blankLines } = await readJsonLines(engine, "json", path);
  const values = async (sql: string) =>
    (await engine.rows(sql)).map((row) =>
      Object.values(row).map((each) => (typeof each === "bigint" ? Number(each) : each)),
    );
  return {
    columns,
    blankLines: [...blankLines],
    rows: await values("SELECT * FROM json ORDER BY row_number"),
    broken: await values("SELECT row_number, reason, text, runs_on FROM json_broken ORDER BY row_number"),
  };
}

describe("readJsonLines", () => {
  it("has the fields of all lines as text, and every digit of a number", async () => {
    const { columns, rows, broken } = await read(
      '\ufeff{"id":10329302124590727494,"price":1.10,"who":{"name":"Ёж \\"x\\"","more":{"a":[1]}}}\r\n{"tags":["a",1.0],"id":"007","price":null,"ok":true}',
    );
    expect(columns).toEqual(["id", "price", "who.name", "who.more", "tags", "ok"]);
    expect(rows).toEqual([
      [1, "10329302124590727494", "1.10", 'Ёж "x"', '{"a":[1]}', null, null],
      [2, "007", null, null, null, '["a",1.0]', "true"],
    ]);
    expect(broken).toEqual([]);
  });

  it("sets lines apart that are no object, and counts blank ones", async () => {
    const { rows, broken, blankLines } = await read(
      '{"a":1}\n\n  \n[1]\n{"a":1,"a":2}\n{bad\n5\n{"a":"\\ud800"}\n{"a":2}\n',
    );
    expect(rows).toEqual([
      [1, "1"],
      [9, "2"],
    ]);
    expect(blankLines).toEqual([2, 3]);
    expect(broken).toEqual([
      [4, "expected a JSON object, got a list", "[1]", false],
      [5, 'the field "a" is there twice', '{"a":1,"a":2}', false],
      [6, "expected a JSON object, got no JSON", "{bad", false],
      [7, "expected a JSON object, got a number", "5", false],
      [8, "a text holds half of a character", '{"a":"\\ud800"}', false],
    ]);
  });

  it("survives depth, length and bytes that are no text", async () => {
    const deep = "[".repeat(100_000);
    const bad = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
    const tooLong = `${"y".repeat(17_000_000)}\n`;
    const good = `{"a":"${"x".repeat(1_000_000)}"}\n{"a":${deep}${"]".repeat(100_000)}}\n`;
    const { rows, broken } = await read(Buffer.concat([Buffer.from(`${good}${deep}\n`), bad, Buffer.from(tooLong)]));
    expect(rows.map(([row, text]) => [row, String(text).length])).toEqual([
      [1, 1_000_000],
      [2, 200_000],
    ]);
    expect(broken.map(([row, reason]) => [row, reason])).toEqual([
      [3, "expected a JSON object, got no JSON"],
      [4, "not UTF-8"],
      [5, "a line of more than 16777216 bytes"],
    ]);
  });

  it("is empty where the file is, and refuses names that are data", async () => {
    expect(await read("")).toEqual({ columns: [], blankLines: [], rows: [], broken: [] });
    const many = Array.from({ length: 4097 }, (_, i) => `{"k${i}":1}`).join("\n");
    await expect(read(many)).rejects.toThrow('its lines have more than 4096 different fields; "k4096" is one too many');
  });
});

describe("flattenJson", () => {
  it("finds in any object what JSON.parse finds", () => {
    const key = fc
      .string({ unit: "grapheme", maxLength: 6 })
      .filter((name) => name === name.trim() && !name.includes("."));
    const plain = fc.dictionary(
      key,
      fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)),
    );
    const anything = fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.array(fc.jsonValue()), plain));
    fc.assert(
      fc.property(anything, fc.constantFrom(undefined, 1), (object, space) => {
        const expected = new Map<string, string | null>();
        const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, space));
        for (const [name, value] of Object.entries(object)) {
          if (typeof value !== "object" || value === null || Array.isArray(value))
            expected.set(name, value === null ? null : textOf(value));
          else
            for (const [inner, each] of Object.entries(value))
              expected.set(`${name}.${inner}`, each === null ? null : textOf(each));
        }
        const found = flattenJson(JSON.stringify(object, null, space));
        const compact = (fields: Map<string, string | null>) =>
          [...fields].map(([name, text]) => [name, text?.startsWith("[") ? text.replace(/\s/g, "") : text]);
        expect(compact(found)).toEqual(compact(expected));
      }),
    );
  });
});
