import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { isDateFormat, precisionOf } from "../../../src/inputs/parsing/date-format.ts";
import { openEngine } from "../staging.ts";
import { column, parseFields, readings } from "./parse-fields.ts";

let engine: Engine;
beforeAll(async () => {
  ({ engine } = await openEngine(1, afterAll));
});

describe("date formats", () => {
  it.each([
    ["yyyy-MM", ["2024-02", "2024-2"], ["2024-13", "2024-02-01", "24-02"]],
    ["MM.yyyy", ["02.2024", "2.2024"], ["2024.02", "02.0024"]],
    ["yyyyMM", ["202402"], ["20242", "20240", "002402"]],
    ["d MMM yyyy", ["1 Feb 2024", "01 feb 2024"], ["1 Fev 2024", "31 Feb 2024", "1 Feb 24"]],
    ["MMMM d, yyyy", ["February 1, 2024"], ["Februar 1, 2024"]],
    [
      "dd.MM.yyyy HH:mm",
      ["01.02.2024 00:00", "1.2.2024 0:00"],
      ["01.02.0024 00:00", "01.12.199  23:59", "infinity", "01.02.2024"],
    ],
    ["yyyyMMddHH", ["2024020100"], ["2024020125", "20240201", "2024-02-01"]],
  ])("%s are read and nothing else is", async (format, good, bad) => {
    const read = await readings(engine, column("timestamp"), [...good, ...bad], { dates: { field: format } });
    expect(read).toEqual(
      Object.fromEntries([...good.map((text) => [text, "2024-02-01 00:00:00"]), ...bad.map((text) => [text, null])]),
    );
  });

  it("of two-digit years mean 1969 to 2068", async () => {
    const read = await parseFields(engine, column("date"), ["1/1/69", "1/1/68"], { dates: { field: "M/d/yy" } });
    expect(read).toEqual(["1969-01-01 00:00:00", "2068-01-01 00:00:00"]);
  });

  it("read the numbers of typed files", async () => {
    const day = { dates: { field: "yyyyMMdd" } };
    expect(await parseFields(engine, column("date"), ["20240203"], day, "INTEGER")).toEqual(["2024-02-03 00:00:00"]);
    expect(await parseFields(engine, column("date"), ["20240203", "2024.5"], day, "DOUBLE")).toEqual([
      "2024-02-03 00:00:00",
      null,
    ]);
  });

  it("may be day numbers of a spreadsheet, which believes in 29 February 1900", async () => {
    const spreadsheet = { dates: { field: "spreadsheet" } };
    expect(
      await readings(
        engine,
        column("timestamp"),
        ["1", "59", "60", "61", "45292", "45292.5", "45292.354166666664", "2958465", "2958466", "0", "0.5", "x"],
        spreadsheet,
      ),
    ).toEqual({
      "1": "1900-01-01 00:00:00",
      "59": "1900-02-28 00:00:00",
      "60": null,
      "61": "1900-03-01 00:00:00",
      "45292": "2024-01-01 00:00:00",
      "45292.5": "2024-01-01 12:00:00",
      "45292.354166666664": "2024-01-01 08:30:00",
      "2958465": "9999-12-31 00:00:00",
      "2958466": null,
      "0": null,
      "0.5": null,
      x: null,
    });
    expect(await parseFields(engine, column("date"), ["45292.25"], spreadsheet, "DOUBLE")).toEqual([
      "2024-01-01 06:00:00",
    ]);
  });

  it("may be seconds since 1970, which are instants", async () => {
    const berlin = { dates: { field: "unix" }, projectZone: "Europe/Berlin" };
    expect(
      await parseFields(engine, column("timestamp"), ["0", "1704067200.5", "-1", "1704067200000"], berlin),
    ).toEqual(["1970-01-01 01:00:00", "2024-01-01 01:00:00.5", "1970-01-01 00:59:59", null]);
  });

  it("say how exact they are", () => {
    expect(
      ["yyyy-MM-dd HH:mm", "yyyyMMddHH", "unix", "spreadsheet", "d.M.yy", "yyyyMM", "yyyy"].map(precisionOf),
    ).toEqual(["time", "time", "time", "time", "day", "month", "year"]);
  });

  it("have a year, and a month before a day", () => {
    expect(["yyyy", "MM.yyyy", "spreadsheet", "unix", "d MMM yy HH:mm"].map(isDateFormat)).toEqual(Array(5).fill(true));
    expect(["dd.MM", "dd.yyyy", "YYYY-MM-DD", "excel", ""].map(isDateFormat)).toEqual(Array(5).fill(false));
  });
});

describe("dates without a format", () => {
  it("are ISO 8601 in all its common forms", async () => {
    const forms = {
      "2024-02-03": "00:00:00",
      "2024-02-03 ": "00:00:00",
      "2024-02-03 10:00": "10:00:00",
      "2024-02-03T10:00:00  ": "10:00:00",
      "2024-02-03 10:00:00.123456": "10:00:00.123456",
      "2024-02-03T10:00:00Z": "10:00:00",
      "2024-02-03T10:00+02": "08:00:00",
      "2024-02-03 10:00:00 +02:00": "08:00:00",
    };
    const bad = [
      ...[
        "2024-02-30",
        "2024-02-30 10:00:00",
        "2024/02/03 10:00:00",
        "2024/02/03",
        "2024-2-3 10:00:00.1",
        "0024-02-03",
      ],
      ...["2024-02-03 10:00:0Z", "2024-02-03 10:0:", "12024-02-03 1:00:00", "2024-02", "03/02/2024", "infinity"],
    ];
    expect(await readings(engine, column("timestamp"), [...Object.keys(forms), ...bad])).toEqual({
      ...Object.fromEntries(Object.entries(forms).map(([text, time]) => [text, `2024-02-03 ${time}`])),
      ...Object.fromEntries(bad.map((text) => [text, null])),
    });
  });
});
