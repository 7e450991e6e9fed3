import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { foreseeCustomers } from "../../../../src/transitions/activity/fit-activity.ts";
import {
  type ActivityCrew,
  aloneCrew,
  openActivityCrew,
} from "../../../../src/transitions/activity/inference/activity-crew.ts";
import { priorEffects } from "../../../../src/transitions/activity/inference/customer-effects.ts";
import { gammaEffect } from "../../../../src/transitions/activity/rate-effect.ts";
import { modelOf, simulate } from "../panel-builder.ts";

const planted = {
  ...modelOf(
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    [0.3, 3],
  ),
  effect: gammaEffect(4),
};
const { panel } = simulate(planted, 500, 8, 5);

/** Threads run compiled code only. */
const compiled = pathToFileURL(
  join(import.meta.dirname, "../../../../dist/src/transitions/activity/inference/activity-crew.js"),
).href;

describe("several threads", () => {
  it("come to the same numbers as one", async () => {
    const { openActivityCrew: open } = (await import(compiled)) as { openActivityCrew: typeof openActivityCrew };
    const crew = open(3);
    try {
      expect(crew.threads).toBe(3);
      const found = async (own: ActivityCrew) => {
        const effects = priorEffects(panel, planted);
        const statistics = await own.infer({ panel, model: planted, effects });
        return { effects, statistics };
      };
      expect(await found(crew)).toEqual(await found(aloneCrew));
      const months = [{ ahead: Uint8Array.of(8, 9), future: new Uint8Array(1000).fill(1) }];
      expect(await foreseeCustomers(panel, planted, months, { crew })).toEqual(
        await foreseeCustomers(panel, planted, months),
      );
    } finally {
      await crew.close();
    }
  });

  it("say what went wrong in one of them", async () => {
    const { openActivityCrew: open } = (await import(compiled)) as { openActivityCrew: typeof openActivityCrew };
    const crew = open(2);
    const broken = { ...planted, season: undefined as unknown as Float64Array };
    await expect(crew.infer({ panel, model: broken, effects: priorEffects(panel, planted) })).rejects.toThrow();
    await crew.close();
  });

  it("are not needed where the program is not compiled", () => {
    expect(openActivityCrew(2)).toBe(aloneCrew);
  });
});
