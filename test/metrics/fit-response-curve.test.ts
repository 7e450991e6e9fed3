import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { type FittedCurve, fitResponseCurve } from "../../src/metrics/fit-response-curve.ts";
import { type Curve, outcomeAt } from "../../src/metrics/response-curve.ts";

function fitted(curve: Curve, spends: readonly number[]): FittedCurve {
  const fit = fitResponseCurve(spends.map((spend) => ({ spend, outcome: outcomeAt(curve, spend) })));
  if (fit.status !== "done") throw new Error(fit.reason.en);
  return fit;
}

describe("fitResponseCurve", () => {
  it.each([
    { shape: "exponential", scale: 400, bend: 3000 },
    { shape: "hyperbolic", scale: 900, bend: 5000 },
    { shape: "logarithmic", scale: 150, bend: 900 },
  ] as Curve[])("recovers a planted curve, %o", (planted) => {
    const fit = fitted(planted, [1000, 0, 2500, 4000, 8000, 6000]);
    expect(fit).toMatchObject({ periods: 6, levels: 5, maxSpend: 8000, meanSpend: 21_500 / 6, straight: false });
    expect(fit.curve.shape).toBe(planted.shape);
    expect(fit.curve.scale / planted.scale).toBeCloseTo(1, 5);
    expect(fit.curve.bend / planted.bend).toBeCloseTo(1, 5);
    expect(fit.r2).toBeCloseTo(1, 9);
    expect(fit.leavingOut).toHaveLength(6);
    for (const { bend } of fit.leavingOut) expect(bend / planted.bend).toBeCloseTo(1, 4);
  });

  it("is close to the planted outcomes under noise, and says how much the curve explains", () => {
    const random = createRandom(5);
    const planted: Curve = { shape: "exponential", scale: 500, bend: 2000 };
    const periods = Array.from({ length: 36 }, (_, i) => {
      const spend = 500 * (1 + (i % 9));
      return { spend, outcome: outcomeAt(planted, spend) * (1 + 0.1 * random.normal()) };
    });
    const fit = fitResponseCurve(periods);
    if (fit.status !== "done") throw new Error(fit.reason.en);
    expect(fit.r2).toBeGreaterThan(0.7);
    expect(fit.r2).toBeLessThan(0.99);
    expect(fit.leavingOut).toHaveLength(12);
    for (const spend of [500, 2000, 4500]) {
      expect(Math.abs(outcomeAt(fit.curve, spend) / outcomeAt(planted, spend) - 1)).toBeLessThan(0.1);
    }
  });

  it("says where the spend seen shows no diminishing return", () => {
    const fit = fitResponseCurve([10, 20, 40].map((spend) => ({ spend, outcome: 3 * spend })));
    expect(fit).toMatchObject({ status: "done", straight: true });
  });

  it("needs three different levels of spend above zero", () => {
    const twoLevels = [0, 100, 200, 200.5, 100].map((spend) => ({ spend, outcome: spend }));
    expect(fitResponseCurve(twoLevels)).toEqual({
      status: "refused",
      reason: {
        en: "a response curve needs 3 different levels of spend above zero, there are 2",
        ru: "для кривой отклика нужно не меньше 3 разных ненулевых уровней расходов, есть 2",
      },
    });
    expect(fitResponseCurve([...twoLevels, { spend: 150, outcome: 150 }]).status).toBe("done");
    expect(fitResponseCurve([])).toMatchObject({ reason: { en: expect.stringContaining("there are 0") } });
  });

  it("refuses what spend does not explain", () => {
    const nothing = [10, 20, 30].map((spend) => ({ spend, outcome: 0 }));
    expect(fitResponseCurve(nothing)).toMatchObject({ reason: { en: expect.stringContaining("brought in nothing") } });
    const falling = [10, 20, 30, 40].map((spend) => ({ spend, outcome: 100 - spend }));
    expect(fitResponseCurve(falling)).toMatchObject({ reason: { en: expect.stringContaining("do not rise") } });
    const flat = [10, 20, 30, 40].map((spend) => ({ spend, outcome: 7 }));
    expect(fitResponseCurve(flat)).toMatchObject({ reason: { en: expect.stringContaining("do not rise") } });
  });

  it("believes in a response of outcomes that have nothing to do with spend about as seldom as it says", () => {
    const random = createRandom(5);
    const fits = Array.from({ length: 200 }, () =>
      fitResponseCurve(
        Array.from({ length: 24 }, () => ({
          spend: 50 + 100 * random.next(),
          outcome: Math.max(0, 20 + 4 * random.normal()),
        })),
      ),
    );
    const believed = fits.filter(({ status }) => status === "done").length;
    // 5 % by the test, and somewhat more for the choice between three shapes.
    expect(believed).toBeLessThanOrEqual(16);
    expect(fits.some((fit) => fit.status === "refused" && fit.reason.en.includes("may be chance"))).toBe(true);
  });

  it("rejects negative and unknown figures", () => {
    expect(() => fitResponseCurve([{ spend: -1, outcome: 2 }])).toThrow(
      "fitResponseCurve: spend and outcome are at least 0, got -1 and 2",
    );
    expect(() => fitResponseCurve([{ spend: 1, outcome: Number.NaN }])).toThrow(RangeError);
  });
});
