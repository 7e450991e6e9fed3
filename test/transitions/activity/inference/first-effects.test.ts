import { describe, expect, it } from "vitest";
import type { ActivityModel } from "../../../../src/transitions/activity/activity-model.ts";
import { aloneCrew } from "../../../../src/transitions/activity/inference/activity-crew.ts";
import { type CustomerEffects, priorEffects } from "../../../../src/transitions/activity/inference/customer-effects.ts";
import { firstEffects } from "../../../../src/transitions/activity/inference/first-effects.ts";
import { gammaEffect } from "../../../../src/transitions/activity/rate-effect.ts";
import { modelOf, simulate } from "../panel-builder.ts";

const planted: ActivityModel = {
  ...modelOf(
    [
      [0.97, 0.03],
      [0.03, 0.97],
    ],
    [16, 6],
  ),
  effect: gammaEffect(8),
  basket: { mean: Float64Array.of(0.3, -0.3), sd: Float64Array.of(0.3, 0.3), customerVariance: 0.1 },
};
const { panel } = simulate(planted, 400, 18, 3);

async function boundAfter(effects: CustomerEffects, sweeps: number): Promise<number> {
  let bound = Number.NEGATIVE_INFINITY;
  for (let sweep = 0; sweep < sweeps; sweep++) ({ bound } = await aloneCrew.infer({ panel, model: planted, effects }));
  return bound / 400;
}

describe("first effects", () => {
  it("lead to a higher bound than effects nothing is known of, where customers have many orders", async () => {
    const known = await boundAfter(await firstEffects(panel, planted), 5);
    const unknown = await boundAfter(priorEffects(panel, planted), 6);
    expect(known).toBeGreaterThan(unknown + 0.2);
  });

  it("are those nothing is known of where baskets are left outside", async () => {
    const model = { ...planted, basket: undefined };
    expect(await firstEffects(panel, model)).toEqual(priorEffects(panel, model));
  });
});
