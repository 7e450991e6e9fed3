import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ltvConfig } from "../../../src/ltv/ltv-config.ts";
import { planLtvCuts } from "../../../src/ltv/protocol/plan-cuts.ts";
import { type EpochDay, epochDayOf, toIsoDate } from "../../../src/math/calendar.ts";

const halfYear = ltvConfig.parse({});
const asOf = epochDayOf(2024, 7, 1);

describe("planLtvCuts", () => {
  it("steps back by the days of the coming horizon", () => {
    const plan = planLtvCuts(asOf, epochDayOf(2020, 1, 1), halfYear);
    if (plan.status === "refused") throw new Error(plan.reason.en);
    expect(plan.horizonDays).toBe(184); // July to December
    expect(toIsoDate(plan.test)).toBe("2023-12-30");
    expect(plan.train.map(toIsoDate)).toEqual(["2023-06-29", "2023-05-30", "2023-04-30"]);
    expect(plan.scoreTrain.map(toIsoDate)).toEqual(["2023-12-30", "2023-11-30", "2023-10-31"]);
    expect(plan.score).toBe(asOf);
  });

  it("takes a horizon of days as it is", () => {
    const plan = planLtvCuts(asOf, epochDayOf(2020, 1, 1), ltvConfig.parse({ horizon: "181d" }));
    if (plan.status === "refused") throw new Error(plan.reason.en);
    expect([plan.horizonDays, toIsoDate(plan.test)]).toEqual([181, "2024-01-02"]);
  });

  it("drops cuts with less than 90 days before them, and refuses without a cut to train on", () => {
    const least = 2 * 184 + 90;
    const plan = planLtvCuts(asOf, (asOf - least) as EpochDay, halfYear);
    if (plan.status === "refused") throw new Error(plan.reason.en);
    expect(plan.train.length).toBe(1);
    expect(planLtvCuts(asOf, (asOf - least + 1) as EpochDay, halfYear)).toEqual({
      status: "refused",
      reason: {
        en: "ltv: an honest test of a 184-day forecast needs 458 days of orders, there are 457",
        ru: "LTV: для честной проверки прогноза на 184 дня нужна история заказов за 458 дней, есть за 457",
      },
    });
  });

  it("never lets a label window reach what it must not know", () => {
    const spans = fc.constantFrom("30d", "8w", "3mo", "6mo", "1y");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 0, max: 2000 }),
        spans,
        (day, history, horizon) => {
          const plan = planLtvCuts(day as EpochDay, (day - history) as EpochDay, ltvConfig.parse({ horizon }));
          if (plan.status === "refused") return;
          expect(plan.test + plan.horizonDays).toBe(day);
          for (const cut of plan.train) expect(cut + plan.horizonDays).toBeLessThanOrEqual(plan.test);
          for (const cut of plan.scoreTrain) expect(cut + plan.horizonDays).toBeLessThanOrEqual(day);
        },
      ),
    );
  });
});
