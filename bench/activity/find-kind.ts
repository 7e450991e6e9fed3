import type { ClusteringEngine } from "../../src/segments/clustering-engine.ts";
import { leadsOver } from "../../src/transitions/activity/choice/choose-contender.ts";
import { learnActivity } from "../../src/transitions/activity/choice/learn-activity.ts";
import type { ActivityCrew } from "../../src/transitions/activity/inference/activity-crew.ts";
import type { PlantedPanel } from "./planted-panel.ts";

export type FoundKind = Awaited<ReturnType<typeof findKind>>;

/** Which of the family of models a run would choose by the months to come, and how far the others are behind it at the last cut. */
export async function findKind(
  { world, panel }: PlantedPanel,
  engine: ClusteringEngine,
  crew: ActivityCrew,
  seed: number,
) {
  const learned = await learnActivity(panel, { engine, crew, seed });
  if (learned.status === "refused") throw new Error(learned.reason.en);
  const { chosen, judged } = learned;
  const { kind, states } = chosen.contender.candidate;
  return {
    ...{ world: world.name, seed, kind, states },
    behind: judged
      .filter((one) => one !== chosen)
      .map((one) => {
        const { candidate, view } = one.contender;
        const leads = leadsOver(chosen, one);
        const lead = leads[leads.length - 1];
        return { kind: candidate.kind, states: candidate.states, hasBasket: candidate.hasBasket, view, ...lead };
      }),
  };
}
