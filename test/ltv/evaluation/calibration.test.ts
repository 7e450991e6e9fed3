import { describe, expect, it } from "vitest";
import { calibrate } from "../../../src/ltv/evaluation/calibration.ts";
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
    const { central80, upper90, ks } = base([0.4, 3, 1]);
    expect(central80).toBeCloseTo(0.8, 1.7);
    expect(upper90).toBeCloseTo(0.9, 1.7);
    expect(ks).toBeLessThan(1.63 / Math.sqrt(n)); // 1 % critical value
  });

  it("notices a chance that is too low and money that is too small", () => {
    expect(base([0.2, 3, 1]).ks).toBeGreaterThan(0.1);
    expect(base([0.4, 2, 1]).upper90).toBeLessThan(0.85);
  });
});
