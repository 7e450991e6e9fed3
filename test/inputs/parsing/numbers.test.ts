import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { openEngine } from "../staging.ts";
import { column, parseFields, readings } from "./parse-fields.ts";

let engine: Engine;
beforeAll(async () => {
  ({ engine } = await openEngine(1, afterAll));
});

const nothing = (texts: readonly string[]) => Object.fromEntries(texts.map((text) => [text, null]));

describe("numbers", () => {
  it("have a point and no marks between thousands unless the file says so", async () => {
    const bad = [
      "1,234",
      "1 234",
      "1_000",
      "0x10",
      "inf",
      "nan1",
      "1.2.3",
      "--5",
      "- 5",
      "5-",
      "(5",
      "5)",
      "$5",
      "5%",
      "1e",
    ];
    expect(
      await readings(engine, column("number"), [
        "1234.5",
        "-4",
        "\u22125",
        "+3",
        ".5",
        "7.",
        "1e3",
        "(12.5)",
        " 8\u00a0",
        ...bad,
      ]),
    ).toEqual({
      "1234.5": "1234.500000",
      "-4": "-4.000000",
      "\u22125": "-5.000000",
      "+3": "3.000000",
      ".5": "0.500000",
      "7.": "7.000000",
      "1e3": "1000.000000",
      "(12.5)": "-12.500000",
      " 8\u00a0": "8.000000",
      ...nothing(bad),
    });
  });

  it("with a decimal comma are not guessed where a point stands", async () => {
    const bad = ["1.234", "1.234,5", "1,2,3"];
    expect(await readings(engine, column("number"), ["1234,5", ",5", "5,", ...bad], { decimal: "," })).toEqual({
      "1234,5": "1234.500000",
      ",5": "0.500000",
      "5,": "5.000000",
      ...nothing(bad),
    });
  });

  it.each([
    [",", ".", ["1,234", "1,234,567.5", "12", "(1,234.50)"], ["1,23,4", "1234,567", "1,2345", ",123", "12,34"]],
    [".", ",", ["1.234", "1.234.567,5", "12", "(1.234,50)"], ["1.23.4", "1234.567", "1.2345"]],
    [" ", ",", ["1\u00a0234", "1\u202f234 567,5", "12", "(1\u2009234,50)"], ["1 23 4", "1234 567", "1  234"]],
    ["'", ".", ["1'234", "1\u2019234'567.5", "12", "(1'234.50)"], ["1'23'4", "'123"]],
  ] as const)("with %s between thousands have whole groups", async (thousands, decimal, good, bad) => {
    const read = await parseFields(engine, column("number"), [...good, ...bad], { thousands, decimal });
    expect(read).toEqual(["1234.000000", "1234567.500000", "12.000000", "-1234.500000", ...bad.map(() => null)]);
  });

  it("are what was written, with every mark", async () => {
    const marks = fc.constantFrom(
      { thousands: ",", decimal: "." },
      { thousands: ".", decimal: "," },
      { thousands: " ", decimal: "," },
      { thousands: "'", decimal: "." },
    ) as fc.Arbitrary<{ thousands: "," | "." | " " | "'"; decimal: "." | "," }>;
    const written = (cents: number, { thousands, decimal }: { thousands: string; decimal: string }) => {
      const [whole, part] = (Math.abs(cents) / 100).toFixed(2).split(".");
      return `${cents < 0 ? "-" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, thousands)}${decimal}${part}`;
    };
    await fc.assert(
      fc.asyncProperty(
        marks,
        fc.array(fc.integer({ min: -1e11, max: 1e11 }), { minLength: 1 }),
        async (mark, cents) => {
          const texts = cents.map((value) => written(value, mark));
          const read = await parseFields(engine, column("number"), texts, mark);
          expect(read.map((value) => Math.round(Number(value) * 100))).toEqual(cents.map((value) => value + 0));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("of typed files are unknown where they are one of the unknown texts", async () => {
    const unknown = { unknown: () => ["0", "-1", "NA"] };
    expect(await parseFields(engine, column("number"), ["0", "5", "-1"], unknown, "INTEGER")).toEqual([
      null,
      "5.000000",
      null,
    ]);
    expect(await parseFields(engine, column("number"), ["0", "0.5"], unknown, "DOUBLE")).toEqual([null, "0.500000"]);
  });
});

describe("money", () => {
  it("may carry the signs and the code of its currency on either side", async () => {
    const russian = { decimal: ",", thousands: " ", currencies: ["RUB"] } as const;
    const rubles = ["1 234,50 руб.", "1\u00a0234,5\u00a0\u20bd", "RUB 1234,5", "1234,50р.", "+1234,5 Руб"];
    expect(await parseFields(engine, column("money"), rubles, russian)).toEqual(rubles.map(() => "1234.5000"));
    const american = { thousands: ",", currencies: ["USD"] } as const;
    const dollars = ["$84,835.00 ", "84835 usd", "$84,835", "US$ 84,835.00"];
    expect(await parseFields(engine, column("money"), dollars, american)).toEqual(dollars.map(() => "84835.0000"));
    const owed = ["-$5", "$-5", "($5.00)", "$(5)", "\u22125 $"];
    expect(await parseFields(engine, column("money"), owed, american)).toEqual(owed.map(() => "-5.0000"));
  });

  it("in another currency is not read", async () => {
    const bad = ["$5", "5 USD", "\u20bd5", "5 руб.", "\u20ac5 USD", "€€5"];
    expect(await readings(engine, column("money"), ["12 €", "EUR 12", ...bad])).toEqual({
      "12 €": "12.0000",
      "EUR 12": "12.0000",
      ...nothing(bad),
    });
    expect(await parseFields(engine, column("money"), ["5 €", "5"], { currencies: [] })).toEqual([null, "5.0000"]);
  });
});

describe("bands", () => {
  it.each([
    [
      ["25-34", "25\u201334", "25 to 34", "25 - 34 years", "от 25 до 34 лет", "between 25 and 34"],
      ["25.000000", "34.000000"],
    ],
    [
      ["65+", "65 and over", "over 65", ">65", ">= 65", "65 +", "от 65", "старше 65", "65 years and older"],
      ["65.000000", null],
    ],
    [
      ["under 18", "<18", "<= 18", "до 18", "18 and under", "моложе 18 лет"],
      [null, "18.000000"],
    ],
    [
      ["15K to 20K", "15-20K", "15-20 тыс.", "15,000 - 20,000", "15 000\u201320 000"],
      ["15000.000000", "20000.000000"],
    ],
    [
      ["Under 15K", "less than 15K", "до 15 тыс"],
      [null, "15000.000000"],
    ],
    [
      ["42", "42.0"],
      ["42.000000", "42.000000"],
    ],
    [["500-1K"], ["500.000000", "1000.000000"]],
    [["свыше 1.5 млн"], ["1500000.000000", null]],
  ])("%j are read with the ends as they are written", async (texts, ends) => {
    expect(await parseFields(engine, column("band"), texts)).toEqual(texts.map(() => ends));
  });

  it("are read as Hillstrom and spreadsheets write them", async () => {
    const texts = ["1) $0 - $100", "6) $750 - $1,000", "7) $1,000 +", "$15K-$20K"];
    expect(await parseFields(engine, column("band"), texts, { currencies: ["USD"] })).toEqual([
      ["0.000000", "100.000000"],
      ["750.000000", "1000.000000"],
      ["1000.000000", null],
      ["15000.000000", "20000.000000"],
    ]);
    expect(await parseFields(engine, column("band"), ["1.500 - 2.500", "1.500", "1,5"], { decimal: "," })).toEqual([
      ["1500.000000", "2500.000000"],
      ["1500.000000", "1500.000000"],
      ["1.500000", "1.500000"],
    ]);
  });

  it("that are none, or are the wrong way round, are not read", async () => {
    const bad = ["young", "25-18", "18-24-30", "$5", "1_0", "~5", "1,23,4", "+", "to 5 to"];
    expect(await parseFields(engine, column("band"), bad)).toEqual(bad.map(() => [null, null]));
  });
});
