import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { calibrationError, reliabilityTable } from "../../../src/transitions/next-state/reliability.ts";
import { fitTemperature } from "../../../src/transitions/next-state/temperature.ts";

/** Rows of three classes drawn by log odds, which are told so many times too large. */
function told(n: number, factor: number) {
  const random = createRandom(8);
  const odds = Float64Array.from({ length: 2 * n }, () => random.normal());
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const [a, b] = [Math.exp(odds[2 * i]), Math.exp(odds[2 * i + 1])];
    const u = random.next() * (1 + a + b);
    return u < 1 ? 0 : u < 1 + a ? 1 : 2;
  });
  return { odds: odds.map((own) => factor * own), labels };
}

describe("fitTemperature", () => {
  it.each([0.5, 1.5, 3])("undoes odds that are %d times what they should be", (factor) => {
    expect(fitTemperature(told(20_000, factor)) / factor).toBeCloseTo(1, 1);
  });

  it("leaves odds alone where half of the rows do not help the other half", () => {
    // The same odds are wrong in every other row and right in the rest: one half asks for doubt, the other for the opposite.
    expect(fitTemperature({ odds: Float64Array.of(1, 1, 1, 1), labels: Int32Array.of(0, 1, 0, 1) })).toBe(1);
  });
});

describe("reliabilityTable", () => {
  it("holds chances against what happened, the least likely first", () => {
    const chances = Float64Array.of(
      0.9,
      0.1,
      0.2,
      0.8,
      0.1,
      0.9,
      0.3,
      0.7,
      0.2,
      0.8,
      0.1,
      0.9,
      0.3,
      0.7,
      0.2,
      0.8,
      0.1,
      0.9,
      0.2,
      0.8,
    );
    const happened = Uint8Array.from(chances, (chance) => Number(chance > 0.5));
    const table = reliabilityTable(chances, happened);
    expect(table).toHaveLength(10);
    expect(table[0]).toEqual({ customers: 2, forecast: 0.1, observed: 0, lo: 0, hi: expect.closeTo(0.6576, 4) });
    expect(table[4]).toMatchObject({ forecast: 0.3, observed: 0 });
    expect(table[9]).toMatchObject({ customers: 2, forecast: 0.9, observed: 1, hi: 1 });
    // Ten of the twenty are .9, .8 or .7 and come, the others .1, .2 or .3 and do not.
    expect(calibrationError(table)).toBeCloseTo(
      (4 * 0.1 + 4 * 0.2 + 2 * 0.3) / 20 + (4 * 0.1 + 4 * 0.2 + 2 * 0.3) / 20,
      12,
    );
  });

  it("has a group for each of few customers, and all customers in some group", () => {
    expect(
      reliabilityTable(Float64Array.of(0.4, 0.2, 0.3), Uint8Array.of(1, 0, 1)).map(({ forecast }) => forecast),
    ).toEqual([0.2, 0.3, 0.4]);
    const n = 1237;
    const table = reliabilityTable(new Float64Array(n).fill(0.5), new Uint8Array(n));
    expect(table.reduce((sum, { customers }) => sum + customers, 0)).toBe(n);
  });

  it("is right within its intervals where chances are", () => {
    const random = createRandom(2);
    const chances = Float64Array.from({ length: 20_000 }, () => random.next());
    const table = reliabilityTable(
      chances,
      Uint8Array.from(chances, (chance) => Number(random.next() < chance)),
    );
    expect(table.filter(({ forecast, lo, hi }) => forecast >= lo && forecast <= hi).length).toBeGreaterThanOrEqual(8);
    expect(calibrationError(table)).toBeLessThan(0.015);
  });
});
