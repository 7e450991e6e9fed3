import type { ClusteringEngine } from "../../../segments/clustering-engine.ts";
import type { ChainKind } from "../chain-shapes.ts";
import { type ActivityFit, continueActivity, type Labour } from "../fit-activity.ts";
import type { ActivityPanel } from "../panel/activity-panel.ts";
import { freeEffect } from "../rate-effect.ts";
import { type Approach, boundAt, converge, firstFit, overSplitFit, shapeFor, tuned } from "./activity-starts.ts";

/** A kind of model, by what its chain may do, and how many states it has. */
export interface ActivityCandidate {
  readonly kind: ChainKind;
  readonly states: number;
  /** Whether how much customers differ has any distribution, or that of a Gamma. */
  readonly freeEffect: boolean;
  /** Whether the value of orders tells states apart, too. */
  readonly hasBasket: boolean;
}

export interface SearchOptions extends Labour {
  readonly engine: ClusteringEngine;
  readonly seed: number;
  /** Whether calendar months can be told from age: see `isSeasonal`. */
  readonly seasonal: boolean;
}

export interface SearchedFit extends ActivityFit {
  /** Lower bound for each customer that each start had come to before the best went on. */
  readonly starts: readonly number[];
}

/** Types more than wanted that a fit begins with. */
const more = 4;
/** Rounds of EM at most of the best start, and all of them after its effect is free. */
const mostRounds = 24;
const freeRounds = 20;

/**
 * Fits a candidate from several starts, and goes on with the best of them: EM only finds the next top, and a single start often ends at a low
 * one. The first is of clusters of look-backs as long as the panel; others have four types more, from clusters of shorter
 * look-backs, and merge those most alike.
 *
 * O(rounds) passes of `inferActivity`, about 70 in all, half of them with more states than wanted.
 */
export async function searchActivity(
  panel: ActivityPanel,
  candidate: ActivityCandidate,
  options: SearchOptions,
): Promise<SearchedFit> {
  const { kind, states, hasBasket } = candidate;
  const approach = { ...options, kind, hasBasket };
  const types = kind === "lapse" ? states - 1 : states;
  const first = await firstFit(panel, approach, types, options.seed);
  const fits: ActivityFit[] = [];
  if (types > 1)
    for (const [at, lookback] of lookbacksOf(kind, panel.months).entries())
      fits.push(await overSplitFit(panel, approach, { types, lookback, seed: options.seed + at }, more, first));
  fits.push(await converge(panel, approach, first, mostRounds));
  const starts = fits.map(boundAt);
  const best = fits[starts.indexOf(Math.max(...starts))];
  const gone = await converge(panel, approach, await tuned(panel, approach, best), mostRounds);
  return { ...(candidate.freeEffect ? await freed(panel, approach, gone) : gone), starts };
}

/** A fit whose rate effect may have any distribution. */
export async function freed(panel: ActivityPanel, approach: Approach, { model }: ActivityFit): Promise<ActivityFit> {
  const start = { model: { ...model, effect: freeEffect(model.effect.shape ?? 1) } };
  return continueActivity(panel, start, shapeFor(approach, model.states), freeRounds, approach);
}

/**
 * Whether calendar months can have factors of their own: only over a year and a half or more, and where fewer than nine in ten
 * customers came within three months, can they be told from the age of customers.
 */
export function isSeasonal({ months, entry }: ActivityPanel): boolean {
  if (months < 18) return false;
  const byMonth = new Int32Array(months + 1);
  for (const month of entry) if (month < months) byMonth[month + 1] += 1;
  const largest = Math.max(
    ...Array.from({ length: months - 2 }, (_, t) => byMonth[t] + byMonth[t + 1] + byMonth[t + 2]),
  );
  return largest < 0.9 * entry.length;
}

/** Look-backs for clusters to start from: types that last are seen best over the whole panel, states that move over a part. */
function lookbacksOf(kind: ChainKind, months: number): readonly number[] {
  return kind === "chain" ? [6, 12] : [months, 12];
}
