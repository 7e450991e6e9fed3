import { expect, it } from "vitest";
import { baselineModels } from "../../../bench/ltv/baseline-models.ts";
import { btydModels } from "../../../bench/ltv/btyd-models.ts";
import { trialAt } from "../../../bench/ltv/judge-cut.ts";
import type { LtvBase } from "../../../bench/ltv/ltv-base.ts";
import { netModels } from "../../../bench/ltv/net-models.ts";
import { p1Features } from "../../../bench/ltv/p1-features.ts";
import { poolModels } from "../../../bench/ltv/pool-models.ts";
import type { PurchaseDays } from "../../../bench/ltv/purchase-days.ts";
import { epochDayOf } from "../../../src/math/calendar.ts";
import { createRandom } from "../../../src/math/random.ts";

const cut = epochDayOf(2024, 6, 1);
const base: LtvBase = {
  ...{ name: "made up", folder: "", horizonDays: 60, lastDays: [], cutsPerFit: 2 },
  prepare: async () => {},
};

/** Customers who buy now and then from their first day on, some of them until they stop; after the cut for other money, and on other days. */
function purchases(later: { readonly factor: number; readonly shift: number }): PurchaseDays {
  const random = createRandom(5);
  const histories = Array.from({ length: 400 }, () => {
    const gap = 10 + 60 * random.next();
    const end = random.next() < 0.4 ? cut - 300 * random.next() : cut + 100;
    const days: number[] = [];
    for (let day = cut - 300 + 200 * random.next(); day < end; day += 1 - gap * Math.log(random.next())) {
      const whole = Math.floor(day);
      days.push(whole < cut ? whole : whole + later.shift);
    }
    return days.map((day) => ({
      day,
      minor: Math.round(1000 + 4000 * random.next()) * (day < cut ? 1 : later.factor),
    }));
  });
  const all = histories.flat();
  const starts = new Int32Array(histories.length + 1);
  for (const [i, { length }] of histories.entries()) starts[i + 1] = starts[i] + length;
  return {
    customers: Int32Array.from(histories.keys()),
    starts,
    days: Int32Array.from(all, ({ day }) => day),
    minor: Float64Array.from(all, ({ minor }) => minor),
    quantity: Float64Array.from(all, () => 1),
    newProducts: Float64Array.from(all, () => 1),
    abroad: Float64Array.from(all, () => 0),
  };
}

it("what came after a cut changes no forecast there and no choice", { timeout: 60_000 }, async () => {
  const [known, changed] = [
    { factor: 1, shift: 0 },
    { factor: 7, shift: 3 },
  ].map((later) => trialAt(base, purchases(later), cut, p1Features));
  expect(changed.at.label).not.toEqual(known.at.label);
  for (const model of [...baselineModels, ...btydModels, ...netModels, ...poolModels]) {
    const forecasts = [];
    for (const { trainingCuts, at, selection } of [known, changed]) {
      const { label: _unknown, ...test } = at;
      const { mean, weight } = await model.forecast({ trainingCuts, test, selection }, 1);
      forecasts.push({ mean, weight });
    }
    expect(forecasts[1], model.name).toEqual(forecasts[0]);
  }
});
