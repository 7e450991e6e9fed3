import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaledExponentialIntegral } from "../../src/math/scaled-exponential-integral.ts";
import { ownReference } from "../ltv/btyd/own-reference.ts";

describe("scaledExponentialIntegral", () => {
  it("is 1/z without a power, and 1/z + 1/z² for s = −1", () => {
    expect(scaledExponentialIntegral(0, 2)).toBeCloseTo(0.5, 13);
    expect(scaledExponentialIntegral(-1, 0.5)).toBeCloseTo(6, 12);
  });

  it("agrees with 40 digits from a discount of nearly nothing to one that leaves nearly nothing", () => {
    for (const { s, z, value } of ownReference.exponentialIntegral) {
      expect(Math.abs(scaledExponentialIntegral(s, z) / value - 1)).toBeLessThan(1e-13);
    }
  });

  it("keeps the recurrence s E(s + 1) + z E(s) = 1", () => {
    const log = (lo: number, hi: number) => fc.double({ min: Math.log(lo), max: Math.log(hi), noNaN: true });
    fc.assert(
      fc.property(log(0.01, 100), log(1e-5, 1000), (logS, logZ) => {
        const [s, z] = [Math.exp(logS), Math.exp(logZ)];
        const sum = s * scaledExponentialIntegral(s + 1, z) + z * scaledExponentialIntegral(s, z);
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });

  it("asks for a discount", () => {
    expect(() => scaledExponentialIntegral(1, 0)).toThrow(
      "scaledExponentialIntegral: a finite s and z above 0, got 1 and 0",
    );
  });
});
