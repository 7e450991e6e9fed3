import { describe, expect, it } from "vitest";
import {
  type HistoryBounds,
  middleOf,
  type WindowsConfig,
  windowsConfig,
  windowsUntil,
} from "../../src/features/window.ts";
import { addSpan, toIsoDate } from "../../src/math/calendar.ts";
import { day, window } from "./staged-base.ts";

/** A base with events on every day from the first to as-of, unless told otherwise. */
function history(asOf: string, firstEvent: string, rest: Partial<HistoryBounds> = {}): HistoryBounds {
  const lastEvent = addSpan(day(asOf), { count: 1, unit: "day" }, -1);
  return { firstEvent: day(firstEvent), lastEvent, longestPause: 0, precision: "day", ...rest };
}

function windows(
  asOf: string,
  firstEvent: string,
  config: { every: WindowsConfig["every"]; lookback: string; count: number },
  rest: Partial<HistoryBounds> = {},
) {
  return windowsUntil(day(asOf), history(asOf, firstEvent, rest), windowsConfig.parse(config)).map(
    ({ from, until, short, incomplete }) =>
      `${toIsoDate(from)}..${toIsoDate(until)}${short ? " short" : ""}${incomplete ? " incomplete" : ""}`,
  );
}

describe("windowsUntil", () => {
  it("counts months back from as-of, so that ends of months do not drift", () => {
    expect(windows("2024-03-31", "2000-01-01", { every: "month", lookback: "3mo", count: 5 })).toEqual([
      "2023-08-30..2023-11-30",
      "2023-09-30..2023-12-31",
      "2023-10-31..2024-01-31",
      "2023-11-29..2024-02-29",
      "2023-12-31..2024-03-31",
    ]);
  });

  it.each([
    ["day", ["2023-05-29..2023-05-30", "2023-05-30..2023-05-31"]],
    ["week", ["2023-05-23..2023-05-24", "2023-05-30..2023-05-31"]],
    ["quarter", ["2023-02-27..2023-02-28", "2023-05-30..2023-05-31"]],
    ["year", ["2022-05-30..2022-05-31", "2023-05-30..2023-05-31"]],
  ] as const)("steps by the %s", (every, expected) => {
    expect(windows("2023-05-31", "2000-01-01", { every, lookback: "1d", count: 2 })).toEqual(expected);
  });

  it("marks windows that look back beyond the first event, and leaves out those that end before it", () => {
    expect(windows("2024-06-01", "2024-02-01", { every: "month", lookback: "2mo", count: 6 })).toEqual([
      "2024-01-01..2024-03-01 short",
      "2024-02-01..2024-04-01",
      "2024-03-01..2024-05-01",
      "2024-04-01..2024-06-01",
    ]);
    expect(windows("2024-06-01", "2024-02-02", { every: "month", lookback: "2mo", count: 6 })[1]).toBe(
      "2024-02-01..2024-04-01 short",
    );
    expect(windows("2024-06-01", "2024-01-31", { every: "month", lookback: "2mo", count: 6 })[0]).toBe(
      "2023-12-01..2024-02-01 short",
    );
  });

  it("always has the one that ends at as-of, even without any event", () => {
    expect(windows("2024-06-01", "2024-06-01", { every: "month", lookback: "12mo", count: 12 })).toEqual([
      "2023-06-01..2024-06-01 short",
    ]);
    expect(windows("2024-06-01", "2000-01-01", { every: "month", lookback: "12mo", count: 1 })).toHaveLength(1);
  });

  it("looks back a year, for twelve months, unless told otherwise", () => {
    const byDefault = windowsUntil(day("2024-06-15"), history("2024-06-15", "2000-01-01"), windowsConfig.parse({}));
    expect(byDefault).toHaveLength(12);
    expect(byDefault[0]).toEqual(window("2022-07-15", "2023-07-15"));
  });

  it("marks windows at whose end more than three days are missing, and more than the longest pause before", () => {
    const weekly = { every: "week", lookback: "1w", count: 3 } as const;
    const ends = (last: string, longestPause: number) =>
      windows("2011-12-29", "2000-01-01", weekly, { lastEvent: day(last), longestPause }).map((each) => each.slice(12));
    expect(ends("2011-12-11", 0)).toEqual(["2011-12-15", "2011-12-22 incomplete", "2011-12-29 incomplete"]);
    expect(ends("2011-12-10", 0)[0]).toBe("2011-12-15 incomplete");
    expect(ends("2011-12-10", 4)).toEqual(["2011-12-15", "2011-12-22 incomplete", "2011-12-29 incomplete"]);
    expect(ends("2011-12-10", 18)).toEqual(["2011-12-15", "2011-12-22", "2011-12-29"]);
    expect(ends("2011-12-10", 17)[2]).toBe("2011-12-29 incomplete");
  });

  it("refuses steps that are finer than the dates", () => {
    const asked = (every: WindowsConfig["every"], precision: HistoryBounds["precision"]) => () =>
      windows("2024-06-01", "2000-01-01", { every, lookback: "12mo", count: 2 }, { precision });
    expect(asked("week", "month")).toThrow(
      "windows.every: a week is finer than the dates of the events, which are exact to the month; choose month, quarter or year",
    );
    expect(asked("day", "year")).toThrow("exact to the year");
    expect(asked("month", "month")()).toHaveLength(2);
    expect(asked("day", "day")()).toHaveLength(2);
  });
});

describe("middleOf", () => {
  it.each([
    ["2023-01-01", "2024-01-01", "2023-07-01", "of twelve months, on the first day of the seventh"],
    ["2023-08-31", "2024-02-29", "2023-11-30", "of six months that end with a short one, where the fourth does"],
    ["2023-01-01", "2023-04-01", "2023-02-15", "of three months, half the days, rounded down"],
    ["2023-01-01", "2023-01-10", "2023-01-05", "of nine days, after four"],
    ["2023-01-01", "2023-03-02", "2023-01-31", "of sixty days that are no two months, after thirty"],
  ])("is in the middle (%s to %s: %s, %s)", (from, until, middle) => {
    expect(toIsoDate(middleOf(window(from, until)))).toBe(middle);
  });
});
