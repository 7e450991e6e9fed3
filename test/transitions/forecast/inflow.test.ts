import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { addNewcomers, drawInflow, fitInflow, type Inflow } from "../../../src/transitions/forecast/inflow.ts";

function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe("fitInflow", () => {
  it("adds up newcomers, and compares how their number varies with Poisson", () => {
    const inflow = fitInflow([Float64Array.of(60, 20), Float64Array.of(90, 30), Float64Array.of(30, 10)]);
    // Totals 80, 120 and 40 about 80: (0 + 1600 + 1600)/80 over 2.
    expect(inflow).toEqual({ windows: 3, counts: Float64Array.of(180, 60), dispersion: 20, shareDispersion: 1 });
  });

  it("sees how shares vary apart from the number", () => {
    const { dispersion, shareDispersion } = fitInflow([Float64Array.of(60, 20), Float64Array.of(20, 60)]);
    expect(dispersion).toBe(1);
    expect(shareDispersion).toBeCloseTo(40, 12);
  });

  it("takes one window as Poisson, and nobody as nobody", () => {
    expect(fitInflow([Float64Array.of(5, 0)])).toMatchObject({ windows: 1, dispersion: 1, shareDispersion: 1 });
    const nobody = fitInflow([new Float64Array(2), new Float64Array(2)]);
    expect(nobody).toMatchObject({ dispersion: 1, shareDispersion: 1 });
    expect(drawInflow(nobody, createRandom(1)).rate).toBe(0);
  });

  it("rejects a history that is none", () => {
    expect(() => fitInflow([])).toThrow("fitInflow: no window to learn from");
    expect(() => fitInflow([Float64Array.of(-1)])).toThrow("fitInflow: -1 newcomers in state 0");
    expect(() => fitInflow([Float64Array.of(1), Float64Array.of(1, 2)])).toThrow(
      "fitInflow: 2 states in one window, 1 in another",
    );
  });
});

describe("newcomers", () => {
  const inflow: Inflow = { windows: 10, counts: Float64Array.of(1500, 0, 500), dispersion: 4, shareDispersion: 1 };

  it("come with the mean and the dispersion of the past, given the rate", () => {
    for (const dispersion of [1, 4]) {
      const random = createRandom(3, dispersion);
      const known = { rate: 200, shares: Float64Array.of(0.75, 0, 0.25) };
      const sizes = new Float64Array(3);
      const times = 8000;
      const totals = Array.from({ length: times }, () => addNewcomers(known, { ...inflow, dispersion }, random, sizes));
      const { mean, variance } = momentsOf(totals);
      expect(mean / 200).toBeCloseTo(1, 2);
      expect(variance / 200 / dispersion).toBeGreaterThan(0.92);
      expect(variance / 200 / dispersion).toBeLessThan(1.08);
      expect(sizes[0] + sizes[2]).toBe(totals.reduce((sum, total) => sum + total, 0));
      expect(sizes[1]).toBe(0);
      expect(sizes[0] / (sizes[0] + sizes[2])).toBeCloseTo(0.75, 2);
    }
  });

  it("leave open what ten windows leave open: the rate varies as the mean of them", () => {
    const random = createRandom(5);
    const { mean, variance } = momentsOf(Array.from({ length: 8000 }, () => drawInflow(inflow, random).rate));
    expect(mean / 200).toBeCloseTo(1, 2);
    expect(variance / ((4 * 200) / 10)).toBeGreaterThan(0.92);
    expect(variance / ((4 * 200) / 10)).toBeLessThan(1.08);
  });
});
