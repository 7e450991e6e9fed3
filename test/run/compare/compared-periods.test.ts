import { describe, expect, it } from "vitest";
import { assertComparable, parsePeriod, writtenPeriod } from "../../../src/run/compare/compared-periods.ts";

const period = (written: string) => parsePeriod("--before", written);

describe("parsePeriod", () => {
  it("reads days, the last of which is not in the period", () => {
    expect(period("1970-01-02..1970-01-05")).toEqual({ from: 1, until: 4 });
    expect(writtenPeriod({ from: 1, until: 4 })).toBe("1970-01-02..1970-01-05");
  });

  it.each(["2024-01-01", "2024-01-01..", "2024-01-01...2024-02-01", "2024-01-01..2024-02-30", "a..b..c", ""])(
    "refuses %j",
    (written) => {
      expect(() => period(written)).toThrow(
        `--before ${written} is not a period; write it as yyyy-mm-dd..yyyy-mm-dd, such as 2024-01-01..2024-07-01`,
      );
    },
  );

  it("refuses a period without a day, or one that runs backwards", () => {
    expect(() => period("2024-01-01..2024-01-01")).toThrow("holds no day, since its last date is not in it");
    expect(() => period("2024-02-01..2024-01-01")).toThrow("--before 2024-02-01..2024-01-01 ends before it begins");
  });
});

describe("assertComparable", () => {
  const day = 86_400_000;
  const spring = period("1970-03-01..1970-06-01");
  const summer = period("1970-06-01..1970-09-01");

  it("takes periods that follow each other, up to the day that is tomorrow in UTC", () => {
    expect(() => assertComparable(spring, summer, () => (summer.until - 1) * day)).not.toThrow();
  });

  it("refuses one that has not ended", () => {
    expect(() => assertComparable(spring, summer, () => (summer.until - 1) * day - 1)).toThrow(
      "--after 1970-06-01..1970-09-01 has not ended yet (today is 1970-08-30); choose an end that has come",
    );
  });

  it("refuses the wrong order, and a day in both", () => {
    expect(() => assertComparable(summer, spring)).toThrow(
      "--after 1970-03-01..1970-06-01 lies before --before 1970-06-01..1970-09-01; exchange the two",
    );
    expect(() => assertComparable(spring, period("1970-05-31..1970-09-01"))).toThrow(
      "overlap; begin the later one on 1970-06-01",
    );
  });
});
