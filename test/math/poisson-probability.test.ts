import fc from "fast-check";
import { expect, it } from "vitest";
import { poissonProbability } from "../../src/math/poisson-probability.ts";

it("is 9/2 · e⁻³ for 2 events where 3 are expected, and e⁻³ for none", () => {
  expect(poissonProbability(2, 3)).toBeCloseTo(4.5 * Math.exp(-3), 15);
  expect(poissonProbability(0, 3)).toBeCloseTo(Math.exp(-3), 15);
});

it("keeps its digits where factorials are huge", () => {
  // Ratios of neighbours are λ/(x + 1), whichever way the two were computed.
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0.9, max: 1.1, noNaN: true }),
      (x, near) => {
        const mean = x * near + 0.1;
        const ratio = poissonProbability(x + 1, mean) / poissonProbability(x, mean);
        if (Number.isFinite(ratio) && ratio > 0) expect((ratio * (x + 1)) / mean).toBeCloseTo(1, 8);
      },
    ),
  );
});

it.each([0.7, 12, 15.5, 16, 300])("sums to 1 where %d are expected", (mean) => {
  let sum = 0;
  for (let x = 0; x < 600; x++) sum += poissonProbability(x, mean);
  expect(sum).toBeCloseTo(1, 12);
});
