import { describe, expect, it } from "vitest";
import { calibrate, ltvCalibration } from "../../../src/ltv/evaluation/calibration.ts";
import { netDistributions } from "../../../src/ltv/pool/net-distributions.ts";
import { createRandom } from "../../../src/math/random.ts";

const n = 20_000;

/** Money drawn from a chance of 0.4 and a lognormal (mu 3, sigma 1), and the distribution a net claims for it. */
function base(claimed: readonly [chance: number, mu: number, sigma: number]) {
  const random = createRandom(11);
  const money = Float64Array.from({ length: n }, () => (random.next() < 0.4 ? Math.exp(3 + random.normal()) : 0));
  const parameters = Float64Array.from({ length: n * 3 }, (_, i) => claimed[i % 3]);
  return calibrate(netDistributions({ customers: n, components: 1, parameters }), money, 5);
}

describe("calibrate", () => {
  it("finds nothing wrong with the true distribution", () => {
    const { ks, ...shares } = base([0.4, 3, 1]);
    const promised = { central80: 0.8, central90: 0.9, upper50: 0.5, upper80: 0.8, upper90: 0.9, upper95: 0.95 };
    expect(Object.keys(shares)).toEqual(Object.keys(promised));
    for (const [name, level] of Object.entries(promised)) {
      const seen = shares[name as keyof typeof promised]; // of the same keys
      expect(Math.abs(seen - level), name).toBeLessThan(3.5 * Math.sqrt((level * (1 - level)) / n));
    }
    expect(ks).toBeLessThan(1.63 / Math.sqrt(n)); // 1 % critical value
  });

  it("counts by hand where every amount is the same", () => {
    // All come at the 70 % point of their distribution.
    const money = new Float64Array(100).fill(Math.exp(5));
    const parameters = Float64Array.from({ length: 300 }, (_, i) => [1, 5 - 0.5244005127080407, 1][i % 3]);
    const calibration = calibrate(netDistributions({ customers: 100, components: 1, parameters }), money, 1);
    expect(calibration).toMatchObject({ upper50: 0, upper80: 1, upper90: 1, upper95: 1, central80: 1, central90: 1 });
    expect(calibration.ks).toBeCloseTo(0.7, 6);
    expect(ltvCalibration.parse(calibration)).toEqual(calibration);
  });

  it("wants a label of every customer", () => {
    const side = netDistributions({ customers: 2, components: 1, parameters: new Float64Array(6) });
    expect(() => calibrate(side, new Float64Array(1), 1)).toThrow("calibrate: 2 distributions against 1 labels");
  });

  it("notices a chance that is too low and money that is too small", () => {
    expect(base([0.2, 3, 1]).ks).toBeGreaterThan(0.1);
    expect(base([0.4, 2, 1]).upper90).toBeLessThan(0.85);
  });
});
