import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logRisingFactorial } from "../../src/math/log-rising-factorial.ts";

describe("logRisingFactorial", () => {
  // mpmath 1.3.0, loggamma at 40 digits
  it.each([
    [2, 3, 3.17805383034795],
    [0.001, 5, -3.72761882671413],
    [0.5, 0.25, -0.369083991493405],
    [1e-9, 12, -3.22095798805265],
    [7.25, 1000, 5948.27206897492],
    [1e8, 10, 184.206807889524],
    [1e6, 1e6, 14201804.5725105],
    [3.7, 0.001, 0.00116730854239356],
    [1e12, 250_000, 6907755.31023201],
  ])("of %d over %d steps is what mpmath says", (a, n, expected) => {
    expect(logRisingFactorial(a, n) / expected).toBeCloseTo(1, 11);
  });

  it("is the sum of the logarithms of its factors", () => {
    const starts = fc.double({ min: 0.01, max: 200, noNaN: true });
    fc.assert(
      fc.property(starts, fc.nat(40), (a, n) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += Math.log(a + i);
        expect(logRisingFactorial(a, n)).toBeCloseTo(sum, 10);
      }),
    );
  });

  it("goes on where it stopped: over m + n steps as over m and then n from there", () => {
    const numbers = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, numbers, (a, m, n) => {
        const whole = logRisingFactorial(a, m + n);
        expect(logRisingFactorial(a, m) + logRisingFactorial(a + m, n)).toBeCloseTo(whole, 10);
      }),
    );
  });

  it("is 0 over no steps", () => {
    expect(logRisingFactorial(3, 0)).toBe(0);
  });
});
