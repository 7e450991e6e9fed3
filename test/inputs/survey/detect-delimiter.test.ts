import { describe, expect, it } from "vitest";
import { detectDelimiter } from "../../../src/inputs/survey/detect-delimiter.ts";

describe("detectDelimiter", () => {
  it.each([
    [",", 'a,b\n1,"x;y"\n2,z\n'],
    [";", "id;sum\n1;2,50\n2;3,75\n"],
    ["\t", "id\tname\n1\tAnn, B.\n2\tCy\n"],
    ["|", "id|name|sum\n1|a|2\n"],
    ["whitespace", " 00001 19970101  1   11.77\r\n 00002 19970112  1   12.00\r\n"],
  ])("finds %j", (delimiter, text) => {
    expect(detectDelimiter(text).delimiter).toBe(delimiter);
  });

  it("is not led by blanks in texts, nor by a file of one column", () => {
    expect(detectDelimiter("name;city\nAnn Lee;New York\nCy;Rome\n").delimiter).toBe(";");
    expect(detectDelimiter("customer_id\n1\n2\n")).toMatchObject({ delimiter: ",", seen: "one field a line" });
  });
});
