import type { ClusteringEngine } from "../../segments/clustering-engine.ts";
import { brisk } from "../../segments/clustering-engine.ts";
import type { ActivityModel } from "./activity-model.ts";
import type { ActivityPanel } from "./activity-panel.ts";
import { fullChain, lapseOnly, staticMixture, withLapsedState } from "./chain-shapes.ts";
import { type ActivityFit, continueActivity, type Labour } from "./fit-activity.ts";
import type { ChainShape } from "./maximize-activity.ts";
import { freeEffect } from "./rate-effect.ts";
import { lookBacksOf, modelOfLabels } from "./start-activity.ts";

/** A kind of model, by what its chain may do, and how many states it has. */
export interface ActivityCandidate {
  /** `static`: a mixture whose types last; `lapse`: types that may each lapse for good, the last state; `chain`: any move. */
  readonly kind: "static" | "lapse" | "chain";
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

/** Rounds of EM of every start, and further ones of the best, before and after its effect is free. */
const startRounds = 12;
const finalRounds = 14;
const freeRounds = 20;

/**
 * Fits a candidate from clusters of look-backs as long as the panel (two seeds), of a year and of half a year, and goes on with
 * the best of these starts: EM only finds the next top, and a single start often ends at a low one.
 *
 * O(starts · rounds) passes of `inferActivity`.
 */
export async function searchActivity(
  panel: ActivityPanel,
  candidate: ActivityCandidate,
  { engine, seed, seasonal, ...labour }: SearchOptions,
): Promise<SearchedFit> {
  const { kind, states, hasBasket } = candidate;
  const common = { seasonal, varied: true };
  const shape = shapeOf(candidate, common);
  const types = kind === "lapse" ? states - 1 : states;
  const clusters = types === 1 ? [{ lookback: panel.months, seed }] : startsOf(panel.months, seed);
  const fits: ActivityFit[] = [];
  for (const { lookback, seed: own } of clusters) {
    const lookBacks = lookBacksOf(panel, lookback);
    const labels =
      types === 1
        ? new Int32Array(lookBacks.points.n)
        : (await engine.fitKMeans(lookBacks.points, types, { restarts: 2, seed: own, patience: brisk })).labels;
    const start = modelOfLabels(panel, lookBacks, labels, types, fullChain(types, common), hasBasket);
    fits.push(await continueActivity(panel, { model: beginning(start, kind) }, shape, startRounds, labour));
  }
  const bounds = fits.map((fit) => fit.bounds.at(-1) ?? Number.NEGATIVE_INFINITY);
  const best = fits[bounds.indexOf(Math.max(...bounds))];
  const gone = await continueActivity(panel, best, shape, finalRounds, labour);
  if (!candidate.freeEffect) return { ...gone, starts: bounds };
  const freed = { ...gone.model, effect: freeEffect(gone.model.effect.shape ?? 1) };
  return { ...(await continueActivity(panel, { model: freed }, shape, freeRounds, labour)), starts: bounds };
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

/** What the chain of a candidate may do. */
export function shapeOf(
  { kind, states }: ActivityCandidate,
  common: Pick<ChainShape, "seasonal" | "varied">,
): ChainShape {
  if (kind === "static") return staticMixture(states, common);
  return kind === "lapse" ? lapseOnly(states, common) : fullChain(states, common);
}

function beginning(model: ActivityModel, kind: ActivityCandidate["kind"]): ActivityModel {
  if (kind === "lapse") return withLapsedState(model);
  if (kind === "chain") return model;
  const { states: k } = model;
  return { ...model, matrix: Float64Array.from({ length: k * k }, (_, cell) => Number(cell % (k + 1) === 0)) };
}

function startsOf(months: number, seed: number) {
  const looks = [months, months, Math.min(12, months), Math.min(6, months)];
  return looks.map((lookback, at) => ({ lookback, seed: seed + at }));
}
