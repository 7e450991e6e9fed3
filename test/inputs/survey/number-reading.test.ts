import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marksOf, numberOf, readNumbers } from "../../../src/inputs/survey/number-reading.ts";

function read(...texts: string[]) {
  return readNumbers(new Map(texts.map((text) => [text, 1])));
}

function marks(...texts: string[]) {
  const found = read(...texts);
  return found === undefined ? undefined : marksOf(found.evidence);
}

describe("readNumbers and marksOf", () => {
  it.each([
    [["12", "7"], { decimal: ".", thousands: "" }],
    [["11.77", "1.234"], { decimal: ".", thousands: "" }],
    [["2,50", "1,234"], { decimal: ",", thousands: "" }],
    [["$84,835.00", "7.50"], { decimal: ".", thousands: "," }],
    [["1.234,50"], { decimal: ",", thousands: "." }],
    [["1 234,50 руб.", "10,00 руб."], { decimal: ",", thousands: " " }],
    [["1\u00a0234\u00a0567"], { decimal: ".", thousands: " " }],
    [["1,234,567"], { decimal: ".", thousands: "," }],
    [["1'234.5"], { decimal: ".", thousands: "'" }],
    [["1,234", "0.5"], { decimal: ".", thousands: "," }],
    [["0,125"], { decimal: ",", thousands: "" }],
  ])("reads %j", (texts, expected) => {
    expect(marks(...texts)).toEqual(expected);
  });

  it("does not decide what 1,234 is, nor 1.234", () => {
    expect(marks("1,234", "2,500")).toEqual({ doubtful: "," });
    expect(marks("1.234", "2.500")).toEqual({ doubtful: "." });
  });

  it("says so when columns contradict each other", () => {
    expect(marksOf(new Set(["decimal .", "decimal ,"]))).toBeUndefined();
    expect(marksOf(new Set([". ?", ", ?"]))).toBeUndefined();
  });

  it("tells signs, negatives and ids", () => {
    expect(read("$5.00", "$7.25")).toMatchObject({ currency: "USD", currencySign: "$" });
    expect(read("12 руб.")).toMatchObject({ currency: "RUB" });
    expect(read("EUR 12.50")).toMatchObject({ currency: "EUR" });
    expect(read("-3", "(4)", "−5", "6")).toMatchObject({ negative: 3 });
    expect(read("00017", "00018")?.leadingZeros).toBe(true);
    expect(read("0", "0.5")?.leadingZeros).toBe(false);
  });

  it("finds no numbers in codes, dates and words", () => {
    for (const text of ["85123A", "C536379", "Under 15K", "2010-12-01", "25-34", "nan"])
      expect(read(text)).toBeUndefined();
  });

  it("reads back what was written with any marks", () => {
    const way = fc.constantFrom(
      { decimal: ".", thousands: "," } as const,
      { decimal: ",", thousands: "." } as const,
      { decimal: ",", thousands: " " } as const,
      { decimal: ".", thousands: "" } as const,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.integer({ min: 0, max: 99 }),
        way,
        (whole, cents, each) => {
          const digits = String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, each.thousands);
          const text = `${whole < 0 ? "-" : ""}${digits}${each.decimal}${String(cents).padStart(2, "0")}`;
          expect(numberOf(text, each)).toBeCloseTo((whole < 0 ? -1 : 1) * (Math.abs(whole) + cents / 100), 6);
        },
      ),
    );
  });
});
