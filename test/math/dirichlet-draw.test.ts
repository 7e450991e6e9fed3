import { describe, expect, it } from "vitest";
import { dirichletDraw } from "../../src/math/dirichlet-draw.ts";
import { createRandom } from "../../src/math/random.ts";

describe("dirichletDraw", () => {
  it("has the means and variances of the Dirichlet distribution", () => {
    const alpha = Float64Array.of(0.3, 4, 0, 1.7);
    const [total, times] = [6, 20_000];
    const random = createRandom(2);
    const sums = new Float64Array(4);
    const squares = new Float64Array(4);
    let off = 0;
    for (let i = 0; i < times; i++) {
      const shares = dirichletDraw(random, alpha, new Float64Array(4));
      off = Math.max(off, Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1));
      for (let j = 0; j < 4; j++) {
        sums[j] += shares[j];
        squares[j] += shares[j] ** 2;
      }
    }
    expect(off).toBeLessThan(1e-14);
    expect(sums[2]).toBe(0);
    for (const j of [0, 1, 3]) {
      const mean = alpha[j] / total;
      const variance = (mean * (1 - mean)) / (total + 1);
      expect(Math.abs(sums[j] / times - mean)).toBeLessThan(4 * Math.sqrt(variance / times));
      expect((squares[j] / times - mean ** 2) / variance).toBeCloseTo(1, 1);
    }
  });

  it("gives one share of 1 where parameters are very small", () => {
    const random = createRandom(6);
    const counts = new Float64Array(3);
    for (let i = 0; i < 3000; i++) {
      const shares = dirichletDraw(random, Float64Array.of(1e-6, 2e-6, 1e-6), new Float64Array(3));
      const largest = shares.indexOf(Math.max(...shares));
      expect(shares[largest]).toBeGreaterThan(0.5);
      counts[largest] += 1;
    }
    expect(counts[1] / 3000).toBeCloseTo(0.5, 1);
  });

  it("may fill its own parameters", () => {
    const alpha = Float64Array.of(5, 5);
    expect(dirichletDraw(createRandom(1), alpha, alpha)).toBe(alpha);
    expect(alpha[0] + alpha[1]).toBeCloseTo(1, 14);
  });

  it("rejects parameters that give nothing, and lengths that differ", () => {
    expect(() => dirichletDraw(createRandom(1), new Float64Array(2), new Float64Array(2))).toThrow(
      "dirichletDraw: no parameter is above 0",
    );
    expect(() => dirichletDraw(createRandom(1), Float64Array.of(1, 1), new Float64Array(3))).toThrow(
      "dirichletDraw: 2 parameters for 3 shares",
    );
  });
});
