import { describe, expect, it } from "vitest";
import { logHypergeometric } from "../../src/math/log-hypergeometric.ts";
import { ownReference } from "../ltv/btyd/own-reference.ts";

describe("logHypergeometric", () => {
  it("is the logarithm and powers where it is known to be", () => {
    expect(logHypergeometric(1, 1, 2, 0.5)).toBeCloseTo(Math.log(2 * Math.LN2), 14);
    expect(logHypergeometric(3, 5, 5, 0.2)).toBeCloseTo(-3 * Math.log(0.8), 14);
    expect(logHypergeometric(4000, 7, 7, 0.9)).toBeCloseTo(4000 * Math.log(10), 8);
    expect(logHypergeometric(2, 3, 4, 0)).toBe(0);
  });

  it("agrees with 40 digits where a double would overflow", () => {
    for (const { at, log } of ownReference.hypergeometric) {
      expect(Math.abs(logHypergeometric(...at) - log)).toBeLessThan(1e-15 * Math.max(1, at[0], at[1]));
    }
  });

  it("goes on without a step where the series takes over from the package", () => {
    for (const [b, c, z] of [
      [2.4, 201.2, 0.7],
      [190.4, 195, 0.3],
      [0.3, 0.6, 0.5],
    ]) {
      // Contiguous: (c − a) F(a − 1) + (2a − c + (b − a) z) F(a) + a (z − 1) F(a + 1) = 0, on both sides of a = 200.
      const a = 199.5;
      const [below, at, above] = [a - 1, a, a + 1].map((first) => logHypergeometric(first, b, c, z));
      const terms = [(c - a) * Math.exp(below - at), 2 * a - c + (b - a) * z, a * (z - 1) * Math.exp(above - at)];
      const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
      expect(Math.abs(terms[0] + terms[1] + terms[2]) / size).toBeLessThan(1e-12);
    }
  });

  it("asks for what the series converges for", () => {
    expect(() => logHypergeometric(1, 1, 2, 1)).toThrow(
      "logHypergeometric: a, b and c above 0 and z in [0, 1), got 1, 1, 2 and 1",
    );
  });
});
