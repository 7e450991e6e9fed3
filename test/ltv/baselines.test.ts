import { describe, expect, it } from "vitest";
import { forecastLastPeriodAgain, forecastTextbook } from "../../src/ltv/baselines.ts";
import type { LtvCut } from "../../src/ltv/protocol/ltv-cut.ts";
import { firstCut } from "./small-base.ts";

const cut: LtvCut = {
  cut: firstCut,
  horizonDays: 60,
  customers: Int32Array.of(0, 1, 2, 3),
  columns: [],
  categories: [],
  history: {
    orders: Float64Array.of(4, 1, 0, 2),
    netMinor: Float64Array.of(20_000, 3000, 0, -500),
    ageDays: Float64Array.of(200, 6, Number.NaN, 90),
    purchaseDays: Float64Array.of(4, 1, 0, 2),
    lastAfterDays: Float64Array.of(150, 0, 0, 60),
    grossMinor: Float64Array.of(20_000, 3000, 0, 1500),
    firstDayMinor: Float64Array.of(5000, 3000, 0, 500),
    lastPeriodMinor: Float64Array.of(7000, 3000, 0, -500),
  },
};

describe("forecastTextbook", () => {
  it("is average order × orders per day × days, of people at least 30 days old", () => {
    // 5,000 × 4/200 × 60;  3,000 × 1/30 × 60;  no order;  returned more than bought
    expect([...forecastTextbook(cut)]).toEqual([6000, 6000, 0, 0]);
  });
});

describe("forecastLastPeriodAgain", () => {
  it("repeats the last period, returns at most emptying it", () => {
    expect([...forecastLastPeriodAgain(cut)]).toEqual([7000, 3000, 0, 0]);
  });
});
