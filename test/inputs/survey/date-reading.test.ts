import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDates } from "../../../src/inputs/survey/date-reading.ts";

function formats(...texts: string[]) {
  return readDates(new Map(texts.map((text) => [text, 1])))?.formats;
}

describe("readDates", () => {
  it.each([
    [["2010-12-01 08:26:00", "2011-01-31 10:00:00"], [null]],
    [["2024-01-31"], [null]],
    [["31/01/2024", "05/02/2024"], ["dd/MM/yyyy"]],
    [["01/31/2024", "02/05/2024"], ["MM/dd/yyyy"]],
    [["1/31/24", "12/5/24"], ["M/d/yy"]],
    [["31.12.2009 7:45", "1.1.2010 12:05"], ["d.M.yyyy H:mm"]],
    [["2024/02/03"], ["yyyy/MM/dd"]],
    [["19970101", "19980630"], ["yyyyMMdd"]],
    [["2018100100", "2018103123"], ["yyyyMMddHH"]],
    [["2024-05", "2024-12"], ["yyyy-MM"]],
    [["05.2024"], ["MM.yyyy"]],
  ])("reads %j", (texts, expected) => {
    expect(formats(...texts)).toEqual(expected);
  });

  it("never chooses between 03/02 and 02/03", () => {
    expect(formats("03/02/2024", "12/11/2024")).toEqual(["dd/MM/yyyy", "MM/dd/yyyy"]);
    expect(formats("03/02/04")).toEqual(["dd/MM/yy", "MM/dd/yy", "yy/MM/dd"]);
  });

  it("comes back with both orders unless a number above 12 decides", () => {
    const part = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 20 }), (days) => {
        const texts = days.map(([a, b]) => `${String(a).padStart(2, "0")}/${String(b).padStart(2, "0")}/2024`);
        const found = formats(...texts) ?? [];
        expect(found.includes("dd/MM/yyyy")).toBe(days.every(([, b]) => b <= 12));
        expect(found.includes("MM/dd/yyyy")).toBe(days.every(([a]) => a <= 12));
      }),
    );
  });

  it("takes day numbers, months and seconds for dates only where a header says so", () => {
    for (const text of ["45292", "202401", "1704067200"]) expect(readDates(new Map([[text, 9]]))?.weak).toBe(true);
    expect(readDates(new Map([["2024-01-31", 9]]))?.weak).toBe(false);
  });

  it("overlooks two rows of a hundred, and no more", () => {
    const texts = (odd: number) =>
      new Map([
        ["31.01.2024", 100 - odd],
        ["soon", odd],
      ]);
    expect(readDates(texts(2))?.formats).toEqual(["dd.MM.yyyy"]);
    expect(readDates(texts(3))).toBeUndefined();
  });

  it("finds no dates in numbers and phone numbers", () => {
    expect(formats("1234.50")).toBeUndefined();
    expect(formats("192.168.1.1")).toBeUndefined();
    expect(formats("20241399")).toBeUndefined();
  });
});
