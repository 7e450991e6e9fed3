import { expect, it } from "vitest";
import { toIsoDate } from "../../src/math/calendar.ts";
import { monthOf, monthsBetween } from "../../src/metrics/months.ts";
import { day } from "../features/staged-base.ts";

it("are calendar months from the one of the first day, the last cut where the history ends", () => {
  const months = monthsBetween(day("2023-12-30"), day("2024-02-29"));
  expect(months.starts.map(toIsoDate)).toEqual(["2023-12-01", "2024-01-01", "2024-02-01"]);
  expect(months.ends.map(toIsoDate)).toEqual(["2024-01-01", "2024-02-01", "2024-02-29"]);
  expect(months.complete).toEqual([true, true, false]);
  const days = ["2023-12-30", "2023-12-31", "2024-01-01", "2024-02-28", "2023-12-29", "2024-02-29"];
  expect(days.map((date) => monthOf(months, day(date)))).toEqual([0, 0, 1, 2, undefined, undefined]);
});

it("are all complete where the history ends with a month", () => {
  expect(monthsBetween(day("2024-01-31"), day("2024-03-01")).complete).toEqual([true, true]);
});

it("are none where there is no history", () => {
  const months = monthsBetween(day("2024-01-31"), day("2024-01-31"));
  expect(months.starts).toEqual([]);
  expect(monthOf(months, day("2024-01-31"))).toBeUndefined();
});
