import type { Text } from "../../language/text.ts";
import type { WindowPair } from "../estimate-transitions.ts";
import { type SmoothedTransitions, smoothTransitions } from "../smoothing/smooth-transitions.ts";
import { moveDispersion } from "./dispersion.ts";
import { fitInflow } from "./inflow.ts";
import type { ForecastStart } from "./simulate-sizes.ts";

/** What pairs of windows say of how customers move and come. */
export interface LearnedMoves {
  readonly status: "done";
  readonly smoothed: SmoothedTransitions;
  readonly dispersion: number;
  readonly newcomers: readonly Float64Array[];
}

/** Smoothed moves, their dispersion and newcomers of some pairs of windows; refused without one. */
export function learnMoves(
  pairs: readonly WindowPair[],
  k: number,
): LearnedMoves | { status: "refused"; reason: Text } {
  if (pairs.length === 0) return { status: "refused", reason: noPairs };
  const counts = new Float64Array(k * k);
  for (const pair of pairs) for (let cell = 0; cell < k * k; cell++) counts[cell] += pair.counts[cell];
  const smoothed = smoothTransitions([counts], k);
  if (smoothed.status === "refused") return smoothed;
  const { overall } = moveDispersion(
    pairs.map((pair) => pair.counts),
    k,
  );
  return {
    ...{ status: "done", smoothed, dispersion: overall.factor },
    newcomers: pairs.map(({ entered }) => entered),
  };
}

/** What a forecast from some sizes starts from. */
export function startOf({ smoothed, dispersion, newcomers }: LearnedMoves, sizes: Float64Array): ForecastStart {
  return { sizes, posterior: smoothed.origins.posterior, inflow: fitInflow(newcomers), dispersion };
}

const noPairs: Text = {
  en: "outlook: there are no two neighbouring windows with a full look-back to learn moves from",
  ru: "прогноз: нет двух соседних окон с полной глубиной истории, по которым видны переходы",
};
