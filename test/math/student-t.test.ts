import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/math/normal-cdf.ts";
import { studentTUpperTail } from "../../src/math/student-t.ts";

describe("studentTUpperTail", () => {
  // Percentage points of the t distribution, as every table has them.
  it.each([
    [1, 6.3138, 0.05],
    [1, 12.7062, 0.025],
    [2, 2.92, 0.05],
    [3, 3.1824, 0.025],
    [4, 2.7764, 0.025],
    [5, 4.0321, 0.005],
    [10, 2.2281, 0.025],
    [29, 1.6991, 0.05],
    [30, 2.0423, 0.025],
    [120, 1.6577, 0.05],
  ])("has the tabled point with %i degrees of freedom", (df, t, tail) => {
    expect(studentTUpperTail(t, df)).toBeCloseTo(tail, 5);
  });

  it("is a half at zero, symmetric, and nothing at infinity", () => {
    for (const df of [1, 2, 3, 8, 51]) {
      expect(studentTUpperTail(0, df)).toBe(0.5);
      expect(studentTUpperTail(-1.3, df)).toBeCloseTo(1 - studentTUpperTail(1.3, df), 12);
      expect(studentTUpperTail(Number.POSITIVE_INFINITY, df)).toBeCloseTo(0, 12);
    }
  });

  it("comes to the normal distribution as the degrees of freedom grow", () => {
    expect(studentTUpperTail(1.5, 100_000)).toBeCloseTo(1 - normalCdf(1.5), 5);
  });

  it("rejects what is not a number of degrees", () => {
    expect(() => studentTUpperTail(1, 0)).toThrow("studentTUpperTail: t is a number and df at least 1, got 1 and 0");
  });
});
