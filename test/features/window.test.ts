import { describe, expect, it } from "vitest";
import { type WindowsConfig, windowsConfig, windowsUntil } from "../../src/features/window.ts";
import { toIsoDate } from "../../src/math/calendar.ts";
import { day } from "./staged-base.ts";

function windows(
  asOf: string,
  firstEvent: string,
  config: { every: WindowsConfig["every"]; lookback: string; count: number },
) {
  return windowsUntil(day(asOf), day(firstEvent), windowsConfig.parse(config)).map(
    ({ from, until, short }) => `${toIsoDate(from)}..${toIsoDate(until)}${short ? " short" : ""}`,
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
    const byDefault = windowsUntil(day("2024-06-15"), day("2000-01-01"), windowsConfig.parse({}));
    expect(byDefault).toHaveLength(12);
    expect(byDefault[0]).toEqual({ from: day("2022-07-15"), until: day("2023-07-15"), short: false });
  });
});
