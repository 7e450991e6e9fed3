import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRecords, whitespace } from "../../../src/inputs/survey/split-records.ts";

/** Texts that make trouble in CSV. */
const field = fc.string({ unit: fc.constantFrom("a", "7", '"', ",", ";", "\n", "\r\n", "é"), maxLength: 6 });

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

describe("splitRecords", () => {
  it("takes apart what was quoted, whatever it holds and however lines end", () => {
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width })));
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        (rows, delimiter, end) => {
          const text = rows.map((row) => row.map(quoted).join(delimiter) + end).join("");
          expect(splitRecords(text, delimiter)).toEqual(rows);
        },
      ),
    );
  });

  it("passes over blank lines and needs no end of the last line", () => {
    expect(splitRecords("a;b\n\n1;2", ";")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  it("keeps a quote inside a field, and text after a closing one", () => {
    expect(splitRecords('5" pipe,x\n"a"b,y', ",")).toEqual([
      ['5" pipe', "x"],
      ["ab", "y"],
    ]);
  });

  it("lets a quote that is never closed run to the end", () => {
    expect(splitRecords('a,"b\nc,d', ",")).toEqual([["a", "b\nc,d"]]);
  });

  it("splits by runs of blanks when asked to", () => {
    expect(splitRecords(" 00004  1997\t 2 \r\n 00005 1998 1\r\n", whitespace)).toEqual([
      ["00004", "1997", "2"],
      ["00005", "1998", "1"],
    ]);
  });

  it("stops at the limit", () => {
    expect(splitRecords("a\nb\nc\n", ",", 2)).toHaveLength(2);
  });

  it("walks a long text once, with quotes or without", () => {
    const plain = "1,2\n".repeat(200_000);
    expect(splitRecords(plain, ",")).toHaveLength(200_000);
    expect(splitRecords(`${plain}"a,b",2\n`, ",").at(-1)).toEqual(["a,b", "2"]);
  });
});
