import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { countryCodes, countryKey } from "../../../src/inputs/parsing/country-names.ts";
import { openEngine } from "../staging.ts";
import { column, parseFields, readings } from "./parse-fields.ts";

let engine: Engine;
beforeAll(async () => {
  ({ engine } = await openEngine(1, afterAll));
});

describe("cleaned fields", () => {
  it("lose blanks of every kind at both ends", async () => {
    const texts = [" a b ", "\u00a0a b", "a b\u202f", "\ta b\r\n", "\ufeffa b", "a b\u2009"];
    expect(await parseFields(engine, column("text"), texts)).toEqual(texts.map(() => "a b"));
    expect(await parseFields(engine, column("text"), ["Ёлка ", "Ёлка", "it's"])).toEqual(["Ёлка", "Ёлка", "it's"]);
  });

  it("are unknown exactly where the column says so", async () => {
    const settings = { unknown: (name: string) => (name === "field" ? ["Unspecified", "0"] : ["x"]) };
    expect(await parseFields(engine, column("text"), ["Unspecified", " 0 ", "unspecified", "x", ""], settings)).toEqual(
      [null, null, "unspecified", "x", null],
    );
    expect(await parseFields(engine, column("number"), ["0", "0 ", "00", "5"], settings)).toEqual([
      null,
      null,
      "0.000000",
      "5.000000",
    ]);
  });

  it("are replaced by their synonyms first, once", async () => {
    const synonyms = { field: { "1": "2", "2": "1", "?": "NA" }, other: { a: "b" } };
    expect(await parseFields(engine, column("text"), [" 1", "2", "?", "a"], { synonyms })).toEqual([
      "2",
      "1",
      null,
      "a",
    ]);
    const sex = column("choice", { choices: ["female", "male"] });
    const coded = { synonyms: { field: { 1: "male", 2: "female" } } };
    expect(await parseFields(engine, sex, ["1", "2"], coded, "DOUBLE")).toEqual(["male", "female"]);
  });
});

describe("ids saved as numbers", () => {
  it("lose their point zero only where it is declared", async () => {
    const ids = ["17850.0", "17850.00", "1.5", "a.0", "00.0", "1.03293E+19"];
    expect(await parseFields(engine, column("id"), ids)).toEqual([...ids.slice(0, 5), null]);
    const declared = { dropPointZero: ["field"] };
    expect(await parseFields(engine, column("id"), ids, declared)).toEqual([
      "17850",
      "17850",
      "1.5",
      "a.0",
      "00",
      null,
    ]);
    expect(await parseFields(engine, column("id"), ["17850"], declared, "DOUBLE")).toEqual(["17850"]);
  });
});

describe("choices", () => {
  const sex = { choices: ["female", "male", "other", "unknown"] };

  it("are known by their names in any case and by unmistakable words", async () => {
    const words = ["Female", "F", "w", "женский", "MALE", "м", "Other"];
    expect(await parseFields(engine, column("choice", sex), words)).toEqual([
      ...["female", "female", "female", "female"],
      ...["male", "male", "other"],
    ]);
  });

  it("that are none are unreadable, or unknown where that is allowed", async () => {
    expect(await parseFields(engine, column("choice", sex), ["x", "NA"])).toEqual([null, null]);
    expect(await parseFields(engine, column("choice", { ...sex, lenient: true }), ["x", "NA"])).toEqual([
      "unknown",
      null,
    ]);
    expect(await parseFields(engine, column("choice", { choices: ["sale", "return"] }), ["m", "Refund"])).toEqual([
      null,
      "return",
    ]);
  });
});

describe("other words", () => {
  it("are truth values in two languages", async () => {
    expect(await readings(engine, column("boolean"), ["Yes", "1.0", "да", "FALSE", "n", "Нет", "2", "on"])).toEqual({
      Yes: "true",
      "1.0": "true",
      да: "true",
      FALSE: "false",
      n: "false",
      Нет: "false",
      "2": null,
      on: null,
    });
  });

  it("are lists of tags, each once and in order", async () => {
    const texts = ["garden; books;;garden ", '["books", "garden"]', ";", "[a"];
    expect(await parseFields(engine, column("tags"), texts)).toEqual([
      "[books, garden]",
      "[books, garden]",
      "[]",
      "['[a']",
    ]);
    expect(await parseFields(engine, column("tags"), ["a|b"], { listSeparator: "|" })).toEqual(["[a, b]"]);
    expect(await parseFields(engine, column("tags"), ["['b', ' a', 'b']"], {}, "VARCHAR[]")).toEqual(["[a, b]"]);
  });

  it("are codes of currencies, not signs", async () => {
    expect(await parseFields(engine, column("currency"), ["EUR", "usd", "€", "EURO", "E1R"])).toEqual([
      ...["EUR", "USD"],
      ...[null, null, null],
    ]);
  });
});

describe("countries", () => {
  const codes = countryCodes();
  const codeOf = (name: string) => codes.get(countryKey(name));

  it.each([
    [["GB", "gbr", "United Kingdom", "UK", "U.K.", "Великобритания", "England"], "GB"],
    [["DE", "Germany", "Германия", "Deutschland"], "DE"],
    [["RU", "Russia", "Россия", "Российская Федерация", "РФ"], "RU"],
    [["USA", "United States", "США"], "US"],
    [["Côte d'Ivoire", "Cote d\u2019Ivoire"], "CI"],
    [["EIRE", "Ireland"], "IE"],
    [["RSA", "South Africa"], "ZA"],
    [["Czech Republic", "Czechia", "Чехия", "Česko"], "CZ"],
    [["Korea", "South Korea"], "KR"],
    [["Österreich", "Osterreich", "Austria"], "AT"],
    [["Niger"], "NE"],
    [["Bosnia & Herzegovina"], "BA"],
  ])("%j are %s", (names, code) => {
    expect(names.map(codeOf)).toEqual(names.map(() => code));
  });

  it("that are none have no code", () => {
    const none = ["West Indies", "Channel Islands", "European Community", "Unspecified", "", "Europe", "XX"];
    expect(none.map(codeOf)).toEqual(none.map(() => undefined));
  });

  it("have a key that stays the same when it is made again", () => {
    for (const [name, code] of codes) {
      expect(countryKey(name)).toBe(name);
      expect(code).toMatch(/^[A-Z]{2}$/);
    }
  });
});
