import { describe, expect, it } from "vitest";
import { textTable } from "../../src/cli/text-table.ts";

const columns = [
  { title: "column", align: "left" },
  { title: "in the file", align: "left", flexible: true },
  { title: "rows", align: "right" },
] as const;

describe("textTable", () => {
  it("aligns words to the left and counts to the right", () => {
    expect(
      textTable(columns, [
        ["customer_id", "ID", "2,240"],
        ["ts", "Дата", "7"],
      ]),
    ).toEqual([
      "column       in the file   rows",
      "customer_id  ID           2,240",
      "ts           Дата             7",
    ]);
  });

  it("cuts the flexible column when lines are too long, down to eight letters", () => {
    const rows = [["a", "a very long name in the file", "1"]];
    expect(textTable(columns, rows, 24)).toEqual(["column  in the fi…  rows", "a       a very lo…     1"]);
    expect(Math.max(...textTable(columns, rows, 10).map((line) => line.length))).toBe(22);
  });

  it("shows no text that would steer the terminal", () => {
    expect(textTable(columns, [["a", "\u001b[2Jx\ny", "1"]]).at(-1)).not.toMatch(/\p{Cc}/u);
  });
});
