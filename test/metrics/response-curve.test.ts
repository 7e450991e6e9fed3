import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Curve, marginalReturn, outcomeAt, spendAtMarginal } from "../../src/metrics/response-curve.ts";

const curves = fc.record({
  shape: fc.constantFrom("exponential" as const, "hyperbolic" as const, "logarithmic" as const),
  scale: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
  bend: fc.double({ min: 1, max: 1e6, noNaN: true }),
});

describe("a response curve", () => {
  it.each([
    [{ shape: "exponential", scale: 80, bend: 50 }, 80 * (1 - Math.exp(-2)), 1.6 * Math.exp(-2)],
    [{ shape: "hyperbolic", scale: 90, bend: 50 }, 60, 0.2],
    [{ shape: "logarithmic", scale: 30, bend: 50 }, 30 * Math.log(3), 0.2],
  ] as [Curve, number, number][])("brings of a spend of 100 what its formula says: %o", (curve, outcome, marginal) => {
    expect(outcomeAt(curve, 100)).toBeCloseTo(outcome, 12);
    expect(marginalReturn(curve, 100)).toBeCloseTo(marginal, 12);
  });

  it("is 0 without spend, rises, and brings less and less of one more unit", () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0.01, max: 5, noNaN: true }), (curve, u) => {
        const spend = u * curve.bend;
        expect(outcomeAt(curve, 0)).toBe(0);
        expect(outcomeAt(curve, spend * 1.1)).toBeGreaterThan(outcomeAt(curve, spend));
        expect(marginalReturn(curve, spend * 1.1)).toBeLessThan(marginalReturn(curve, spend));
        const step = spend * 1e-4;
        const slope = (outcomeAt(curve, spend + step) - outcomeAt(curve, spend - step)) / (2 * step);
        expect(slope / marginalReturn(curve, spend)).toBeCloseTo(1, 5);
      }),
    );
  });

  it("tells the spend of a marginal return, which is 0 where the first unit brings less", () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0.01, max: 5, noNaN: true }), (curve, u) => {
        const spend = u * curve.bend;
        expect(spendAtMarginal(curve, marginalReturn(curve, spend)) / spend).toBeCloseTo(1, 9);
        expect(spendAtMarginal(curve, 1.01 * marginalReturn(curve, 0))).toBe(0);
      }),
    );
  });
});
