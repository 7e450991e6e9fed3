import { brisk, type ClusteringEngine } from "../../../segments/clustering-engine.ts";
import type { ActivityModel } from "../activity-model.ts";
import { type ChainKind, fullChain, shapeOf, withLapsedState } from "../chain-shapes.ts";
import { type ActivityFit, continueActivity, type Labour } from "../fit-activity.ts";
import { aloneCrew } from "../inference/activity-crew.ts";
import { copyEffects } from "../inference/customer-effects.ts";
import { firstEffects } from "../inference/first-effects.ts";
import type { ChainShape } from "../maximize-activity.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";
import { mergeAlikeStates } from "./merge-states.ts";
import { lookBacksOf, modelOfLabels, withEffectsOf } from "./start-activity.ts";
import { tuneNoise, withWildNoise } from "./tune-noise.ts";

/** What is fitted, whatever its number of states, and by whom. */
export interface Approach extends Labour {
  readonly kind: ChainKind;
  readonly hasBasket: boolean;
  readonly seasonal: boolean;
  readonly engine: ClusteringEngine;
}

/** Rounds of EM from clusters that nothing is known of, from clusters with effects that are known, and after each merging. */
const firstRounds = 8;
const splitRounds = 8;
const mergedRounds = 3;
const refreshedRounds = 4;
const tunedRounds = 5;
/** Rounds after which it is seen whether more are worth their while: whether these have brought so much for each customer. */
const stepRounds = 4;
const worthwhile = 0.002;

/** A first fit: clusters of look-backs as long as the panel, and some rounds of EM. Most of these teach it the effects of customers. */
export function firstFit(panel: ActivityPanel, approach: Approach, types: number, seed: number): Promise<ActivityFit> {
  return clusteredFit(panel, approach, { types, lookback: panel.months, seed }, firstRounds);
}

/**
 * A fit of more types than are wanted, from clusters of shorter look-backs, merged down one by one. The effects of customers and
 * the season begin as they are known from another fit: only what the states are is looked for.
 *
 * @param more types that are merged away
 * @see Ueda et al. (2000), SMEM algorithm for mixture models, Neural Computation 12, for merging as a way out of low tops
 */
export async function overSplitFit(
  panel: ActivityPanel,
  approach: Approach,
  clusters: Clusters,
  more: number,
  known: ActivityFit,
): Promise<ActivityFit> {
  const split = { ...clusters, types: clusters.types + more };
  const clustered = await clusteredFit(panel, approach, split, splitRounds, known);
  const fit = await tuned(panel, approach, await refreshed(panel, approach, clustered));
  return tuned(panel, approach, await mergeDown(panel, approach, fit, fit.model.states - more));
}

/** A fit with effects that are thought of anew: those from before were thought of when states were others, and hold on. */
export async function refreshed(
  panel: ActivityPanel,
  approach: Approach,
  { model }: ActivityFit,
): Promise<ActivityFit> {
  const effects = await firstEffects(panel, model, approach.crew);
  return continueActivity(panel, { model, effects }, shapeFor(approach, model.states), refreshedRounds, approach);
}

/** A fit with the noise of `tuneNoise`, and some rounds of EM where it is another. */
export async function tuned(panel: ActivityPanel, approach: Approach, fit: ActivityFit): Promise<ActivityFit> {
  const model = await tuneNoise(panel, fit, approach);
  if (model === fit.model) return fit;
  return continueActivity(
    panel,
    { model, effects: fit.effects },
    shapeFor(approach, model.states),
    tunedRounds,
    approach,
  );
}

/** Merges the states of a fit until so many are left, with some rounds of EM after each; the fit's own effects go on. */
export async function mergeDown(
  panel: ActivityPanel,
  approach: Approach,
  fit: ActivityFit,
  states: number,
): Promise<ActivityFit> {
  const { crew = aloneCrew } = approach;
  let merged = fit;
  while (merged.model.states > states) {
    const { model, effects } = merged;
    const statistics = await crew.infer({ panel, model, effects });
    const shape = shapeFor(approach, model.states - 1);
    const start = { model: mergeAlikeStates(statistics, model, panel.columns, shape), effects };
    merged = await continueActivity(panel, start, shape, mergedRounds, approach);
  }
  return merged;
}

/** Goes on until further rounds bring little, or there were `most`. */
export async function converge(
  panel: ActivityPanel,
  approach: Approach,
  fit: ActivityFit,
  most: number,
): Promise<ActivityFit> {
  const shape = shapeFor(approach, fit.model.states);
  let { model, effects } = fit;
  const bounds = [...fit.bounds];
  for (let round = 0; round < most; round += stepRounds) {
    const before = bounds.at(-1) ?? Number.NEGATIVE_INFINITY;
    const gone = await continueActivity(panel, { model, effects }, shape, Math.min(stepRounds, most - round), approach);
    ({ model, effects } = gone);
    bounds.push(...gone.bounds);
    if (boundAt(gone) - before < worthwhile) break;
  }
  return { model, effects, bounds };
}

/** Where a fit has come to. */
export function boundAt({ bounds }: ActivityFit): number {
  return bounds.at(-1) ?? Number.NEGATIVE_INFINITY;
}

export function shapeFor({ kind, seasonal }: Approach, states: number): ChainShape {
  return shapeOf(kind, states, { seasonal, varied: true });
}

/** Types of customers by k-means of their look-backs. */
interface Clusters {
  readonly types: number;
  readonly lookback: number;
  readonly seed: number;
}

async function clusteredFit(
  panel: ActivityPanel,
  approach: Approach,
  { types, lookback, seed }: Clusters,
  rounds: number,
  known?: ActivityFit,
): Promise<ActivityFit> {
  const { engine, seasonal, hasBasket, kind } = approach;
  const lookBacks = lookBacksOf(panel, Math.min(lookback, panel.months));
  const labels =
    types === 1
      ? new Int32Array(lookBacks.points.n)
      : (await engine.fitKMeans(lookBacks.points, types, { restarts: 2, seed, patience: brisk })).labels;
  const chain = fullChain(types, { seasonal, varied: true });
  const start = modelOfLabels(panel, lookBacks, labels, types, chain, hasBasket);
  const model = beginning(known === undefined ? withWildNoise(start) : withEffectsOf(start, known.model), kind);
  const effects = known === undefined ? undefined : copyEffects(known.effects);
  return continueActivity(panel, { model, effects }, shapeFor(approach, model.states), rounds, approach);
}

function beginning(model: ActivityModel, kind: ChainKind): ActivityModel {
  if (kind === "lapse") return withLapsedState(model);
  if (kind === "chain") return model;
  const { states: k } = model;
  return { ...model, matrix: Float64Array.from({ length: k * k }, (_, cell) => Number(cell % (k + 1) === 0)) };
}
