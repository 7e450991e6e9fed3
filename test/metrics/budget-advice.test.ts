import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { adviseBudget, type BudgetAdvice, type SpendBounds } from "../../src/metrics/budget-advice.ts";
import { fitResponseCurve, type ResponseFit } from "../../src/metrics/fit-response-curve.ts";
import { type Curve, type CurveShape, outcomeAt } from "../../src/metrics/response-curve.ts";

const spends = [1000, 2000, 3000, 5000, 8000];
const search: Curve = { shape: "exponential", scale: 400, bend: 3000 };
const tv: Curve = { shape: "hyperbolic", scale: 900, bend: 5000 };
const social: Curve = { shape: "logarithmic", scale: 150, bend: 900 };

function fitsOf(curves: Record<string, Curve>, noise: () => number = () => 1): Map<string, ResponseFit> {
  return new Map(
    Object.entries(curves).map(([channel, curve]) => [
      channel,
      fitResponseCurve(spends.map((spend) => ({ spend, outcome: outcomeAt(curve, spend) * noise() }))),
    ]),
  );
}

function advised(advice: BudgetAdvice) {
  if (advice.status !== "done") throw new Error(advice.reason.en);
  return advice;
}

/** The largest outcome of all divisions in steps of a thousandth of the total, found by trying them. */
function largestOutcome(curves: readonly [Curve, Curve, Curve], total: number, most: number): number {
  let largest = 0;
  for (let a = 0; a <= 1000; a++) {
    for (let b = 0; a + b <= 1000; b++) {
      const parts = [a, b, 1000 - a - b].map((thousandths) => (thousandths * total) / 1000);
      if (Math.max(...parts) > most) continue;
      const outcome = parts.reduce((sum, spend, i) => sum + outcomeAt(curves[i], spend), 0);
      if (outcome > largest) largest = outcome;
    }
  }
  return largest;
}

describe("adviseBudget", () => {
  it("divides between two hyperbolas where their marginal returns meet", () => {
    // 100·x/(10 + x) and 400·y/(10 + y) with x + y = 40: 10 + y = 2 · (10 + x), so x = 10 and y = 30.
    const small: Curve = { shape: "hyperbolic", scale: 100, bend: 10 };
    const large: Curve = { shape: "hyperbolic", scale: 400, bend: 10 };
    const fits = new Map(
      [small, large].map((curve, i) => [
        ["mail", "fair"][i],
        fitResponseCurve([8, 16, 24].map((spend) => ({ spend, outcome: outcomeAt(curve, spend) }))),
      ]),
    );
    const advice = advised(adviseBudget(fits, 40));
    expect(advice.marginal).toBeCloseTo(2.5, 5);
    expect(advice.outcome).toBeCloseTo(350, 4);
    expect(advice.channels).toMatchObject([
      { channel: "mail", spend: expect.closeTo(10, 4), outcome: expect.closeTo(50, 4), bound: "none", cautions: [] },
      { channel: "fair", spend: expect.closeTo(30, 4), outcome: expect.closeTo(300, 4), bound: "none" },
    ]);
    expect(advice.channels[0]).toMatchObject({ usualSpend: 16, usualOutcome: expect.closeTo(1600 / 26, 5) });
    expect(advice.channels[1].cautions.map(({ en }) => en)).toEqual([
      "30 is more than was ever spent in one period (24)",
    ]);
  });

  it("finds the best division of planted curves within 1 %", () => {
    for (const total of [6000, 15_000, 30_000]) {
      const advice = advised(adviseBudget(fitsOf({ search, tv, social }), total));
      expect(advice.outcome).toBeGreaterThanOrEqual(largestOutcome([search, tv, social], total, 12_000) * (1 - 1e-9));
      const free = advice.channels.filter(({ bound }) => bound === "none");
      expect(free.length).toBeGreaterThanOrEqual(2);
      for (const { marginal } of free) expect(marginal / free[0].marginal).toBeCloseTo(1, 6);
    }
  });

  it("loses little of the best outcome to noise, and says how far the advice may move", () => {
    const random = createRandom(3);
    const advice = advised(
      adviseBudget(
        fitsOf({ search, tv, social }, () => 1 + 0.05 * random.normal()),
        15_000,
      ),
    );
    const curves = [search, tv, social] as const;
    const reached = advice.channels.reduce((sum, { spend }, i) => sum + outcomeAt(curves[i], spend), 0);
    expect(reached / largestOutcome([...curves], 15_000, 12_000)).toBeGreaterThan(0.98);
    for (const { spend, range } of advice.channels) {
      expect(range[0]).toBeLessThan(spend);
      expect(range[1]).toBeGreaterThan(spend);
    }
  });

  it("keeps to the bounds, and returns are less at a lower and more at an upper one", () => {
    const bounds = new Map<string, SpendBounds>([
      ["search", { hi: 2000 }],
      ["social", { lo: 9000 }],
    ]);
    const advice = advised(adviseBudget(fitsOf({ search, tv, social }), 15_000, bounds));
    const [onSearch, onTv, onSocial] = advice.channels;
    expect(onSearch).toMatchObject({ spend: expect.closeTo(2000, 6), bound: "upper" });
    expect(onSocial).toMatchObject({ spend: expect.closeTo(9000, 6), bound: "lower" });
    expect(onTv).toMatchObject({ spend: expect.closeTo(4000, 6), bound: "none" });
    expect(advice.marginal).toBeCloseTo(onTv.marginal, 9);
    expect(onSearch.marginal).toBeGreaterThan(onTv.marginal);
    expect(onSocial.marginal).toBeLessThan(onTv.marginal);
  });

  it("adds up to the total within the bounds, and no shift between two channels brings more", () => {
    const shapes = fc.constantFrom<CurveShape>("exponential", "hyperbolic", "logarithmic");
    const curve = fc.record({
      shape: shapes,
      scale: fc.double({ min: 1, max: 1000, noNaN: true }),
      bend: fc.double({ min: 300, max: 30_000, noNaN: true }),
    });
    const worlds = fc.tuple(
      fc.array(curve, { minLength: 2, maxLength: 4 }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(worlds, ([curves, share]) => {
        const total = share * 12_000 * curves.length;
        const { channels } = advised(adviseBudget(fitsOf(Object.fromEntries(curves.entries())), total));
        expect(channels.reduce((sum, { spend }) => sum + spend, 0) / total).toBeCloseTo(1, 9);
        for (const from of channels) {
          expect(from.spend).toBeGreaterThanOrEqual(0);
          expect(from.spend).toBeLessThanOrEqual(12_000 * (1 + 1e-9));
          for (const to of channels) {
            if (from.spend > 1e-6 && to.spend < 12_000 - 1e-6) {
              expect(to.marginal).toBeLessThanOrEqual(from.marginal * (1 + 1e-6));
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("leaves out channels without a curve, with the reason", () => {
    const reason = { en: "too few levels", ru: "мало уровней" };
    const fits = fitsOf({ search, tv }).set("radio", { status: "refused", reason });
    const advice = advised(adviseBudget(fits, 9000));
    expect(advice.channels.map(({ channel }) => channel)).toEqual(["search", "tv"]);
    expect(advice.leftOut).toEqual([{ channel: "radio", reason }]);
    expect(advice.caution.ru).toContain("сезоном");
  });

  it("refuses what cannot be divided", () => {
    const fits = fitsOf({ search, tv });
    const reasonOf = (advice: BudgetAdvice) => (advice.status === "refused" ? advice.reason.en : "");
    expect(reasonOf(adviseBudget(fitsOf({ search }), 900))).toBe(
      "a budget is divided between at least 2 channels with a response curve, there is 1",
    );
    expect(reasonOf(adviseBudget(fits, 24_001))).toBe(
      "the budget of 24,001 is more than the channels may take, 24,000 together: nothing tells what spend far beyond that seen would bring",
    );
    expect(reasonOf(adviseBudget(fits, 900, new Map([["tv", { lo: 1000 }]])))).toBe(
      "the budget of 900 does not cover the lower bounds of the channels, 1,000 together",
    );
    const atTheEdge = advised(adviseBudget(fits, 24_000));
    expect(atTheEdge).toMatchObject({ marginal: null, channels: [{ bound: "upper" }, { bound: "upper" }] });
  });

  it("rejects bounds and totals that make no sense", () => {
    const fits = fitsOf({ search, tv });
    expect(() => adviseBudget(fits, 0)).toThrow("adviseBudget: a total is above 0, got 0");
    expect(() => adviseBudget(fits, 1, new Map([["tvv", {}]]))).toThrow('bounds for "tvv", which is no channel');
    expect(() => adviseBudget(fits, 1, new Map([["tv", { lo: 5, hi: 4 }]]))).toThrow(
      'adviseBudget: bounds of "tv" are finite and 0 ≤ lo ≤ hi, got 5 and 4',
    );
  });
});
