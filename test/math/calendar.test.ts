import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addSpan,
  type CalendarSpan,
  calendarSpan,
  civil,
  type EpochDay,
  epochDay,
  epochDayOf,
  isoDate,
  parseIsoDate,
  startOfMonth,
  toEpochDay,
  toIsoDate,
} from "../../src/math/calendar.ts";

const day = (date: string) => toEpochDay(isoDate.parse(date));
const plus = (date: string, span: string, times?: number) =>
  toIsoDate(addSpan(day(date), calendarSpan.parse(span), times));
const anyDay = fc.integer({ min: parse("0001-01-01"), max: parse("9999-12-31") }).map((value) => epochDay.parse(value));
const months = (count: number): CalendarSpan => ({ count, unit: "month" });

function parse(date: string): EpochDay {
  const parsed = parseIsoDate(date);
  if (parsed === undefined) throw new Error(`no such date: ${date}`);
  return parsed;
}

/** Every date from the first of January `from` to the end of `to`, by the rule that children learn. */
function* everyDate(from: number, to: number) {
  for (let year = from; year <= to; year++) {
    const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
    for (const [i, length] of [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].entries()) {
      for (let dayOfMonth = 1; dayOfMonth <= length; dayOfMonth++) yield { year, month: i + 1, day: dayOfMonth };
    }
  }
}

describe("day numbers", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["1969-01-01", -365],
    ["1900-02-28", -25509],
    ["1900-03-01", -25508], // 1900 is no leap year
    ["2000-02-29", 11016], // 2000 is one
    ["2000-03-01", 11017],
    ["2024-02-29", 19782],
    ["0001-01-01", -719162],
    ["0000-03-01", -719468],
    ["9999-12-31", 2932896],
  ])("%s is day %i", (date, number) => {
    expect(day(date)).toBe(number);
    expect(toIsoDate(epochDay.parse(number))).toBe(date);
  });

  it("count one by one through five centuries, and back", () => {
    let expected = epochDayOf(1599, 12, 31);
    for (const date of everyDate(1600, 2100)) {
      expected = epochDay.parse(expected + 1);
      if (epochDayOf(date.year, date.month, date.day) !== expected)
        expect.fail(`${JSON.stringify(date)} ≠ ${expected}`);
      const { year, month, day: dayOfMonth } = civil(expected);
      if (year !== date.year || month !== date.month || dayOfMonth !== date.day)
        expect.fail(`day ${expected} is ${JSON.stringify(date)}, not ${year}-${month}-${dayOfMonth}`);
    }
  });

  it("agree with the platform's calendar for any date of four digits", () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const iso = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(toIsoDate(number)).toBe(iso);
        expect(parseIsoDate(iso)).toBe(number);
      }),
    );
  });
});

describe("parseIsoDate", () => {
  it.each([
    "2023-02-29",
    "1900-02-29",
    "2023-04-31",
    "2023-13-01",
    "2023-00-10",
    "2023-01-00",
    "2023-1-1",
    " 2023-01-01",
    "",
  ])("knows no date %j", (text) => {
    expect(parseIsoDate(text)).toBeUndefined();
    expect(isoDate.safeParse(text).success).toBe(false);
  });
});

describe("addSpan", () => {
  it("keeps the day of the month where it exists and takes the month's last day otherwise", () => {
    expect(plus("2023-03-31", "1mo")).toBe("2023-04-30");
    expect(plus("2023-03-31", "1mo", -1)).toBe("2023-02-28");
    expect(plus("2024-03-31", "1mo", -1)).toBe("2024-02-29");
    expect(plus("2024-02-29", "1y")).toBe("2025-02-28");
    expect(plus("2024-02-29", "1y", -4)).toBe("2020-02-29");
    expect(plus("2024-05-17", "12mo", -1)).toBe("2023-05-17");
  });

  it("crosses years in both directions", () => {
    expect(plus("2023-11-30", "3mo")).toBe("2024-02-29");
    expect(plus("2024-01-15", "1mo", -1)).toBe("2023-12-15");
    expect(plus("2024-12-15", "25mo", -1)).toBe("2022-11-15");
    expect(plus("1970-01-01", "1mo", -1)).toBe("1969-12-01");
  });

  it("counts days and weeks as they are", () => {
    expect(plus("2024-02-28", "2d")).toBe("2024-03-01");
    expect(plus("2024-01-03", "2w", -1)).toBe("2023-12-20");
    expect(addSpan(day("2024-02-28"), calendarSpan.parse("90d"), 0)).toBe(day("2024-02-28"));
  });

  it("takes the largest day of the target month that is not after the day of the start", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -2400, max: 2400 }), (from, count) => {
        const start = civil(from);
        const end = civil(addSpan(from, months(count)));
        expect(end.year * 12 + end.month).toBe(start.year * 12 + start.month + count);
        expect(end.day).toBeLessThanOrEqual(start.day);
        const after = civil(epochDay.parse(addSpan(from, months(count)) + 1));
        if (end.day < start.day) expect(after.day).toBe(1);
      }),
    );
  });

  it("goes there and back where no month is too short", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -2400, max: 2400 }), (from, count) => {
        const start = startOfMonth(from);
        expect(addSpan(addSpan(start, months(count)), months(count), -1)).toBe(start);
      }),
    );
  });
});

describe("calendarSpan", () => {
  it.each([
    ["90d", { count: 90, unit: "day" }],
    ["2w", { count: 14, unit: "day" }],
    ["12mo", { count: 12, unit: "month" }],
    ["1y", { count: 12, unit: "month" }],
    [" 3 mo ", { count: 3, unit: "month" }],
  ])("reads %j", (text, span) => {
    expect(calendarSpan.parse(text)).toEqual(span);
  });

  it.each(["12m", "0d", "-1mo", "1.5y", "mo", "12", "100000d", ""])("does not read %j", (text) => {
    expect(calendarSpan.safeParse(text).error?.issues[0].message).toBe(
      `a length of time is written like 90d, 2w, 12mo or 1y, not "${text}"`,
    );
  });
});

describe("startOfMonth", () => {
  it.each([
    ["2024-02-29", "2024-02-01"],
    ["2024-03-01", "2024-03-01"],
    ["1969-12-31", "1969-12-01"],
  ])("of %s is %s", (date, start) => {
    expect(toIsoDate(startOfMonth(day(date)))).toBe(start);
  });
});
