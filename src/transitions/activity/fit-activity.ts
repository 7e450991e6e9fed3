import { checkpoint } from "../../segments/checkpoint.ts";
import type { ActivityModel } from "./activity-model.ts";
import { type ActivityCrew, aloneCrew } from "./inference/activity-crew.ts";
import type { CustomerEffects } from "./inference/customer-effects.ts";
import { type CustomerOutlooks, type MonthsAhead, noOutlooks } from "./inference/customer-outlooks.ts";
import { firstEffects } from "./inference/first-effects.ts";
import { type SharedRoom, sharePanel } from "./inference/shared-arrays.ts";
import { type ChainShape, maximizeActivity } from "./maximize-activity.ts";
import type { ActivityPanel } from "./panel/activity-panel.ts";

/** A model as it stands after some rounds of EM. */
export interface ActivityFit {
  readonly model: ActivityModel;
  readonly effects: CustomerEffects;
  /** Lower bound of the log-likelihood for each customer, before each round. */
  readonly bounds: readonly number[];
}

/** Who does the work, and how it is stopped. */
export interface Labour {
  readonly crew?: ActivityCrew;
  readonly signal?: AbortSignal;
}

/**
 * Some rounds of EM, from a model or from where another fit stands.
 *
 * @throws the reason of the signal when it is aborted
 */
export async function continueActivity(
  panel: ActivityPanel,
  start: { readonly model: ActivityModel; readonly effects?: CustomerEffects },
  shape: ChainShape,
  rounds: number,
  { crew = aloneCrew, signal }: Labour = {},
): Promise<ActivityFit> {
  let { model } = start;
  const effects = start.effects ?? (await firstEffects(panel, model, crew));
  const bounds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await checkpoint(signal);
    const statistics = await crew.infer({ panel, model, effects });
    bounds.push(statistics.bound / statistics.customers);
    const before = model;
    model = maximizeActivity(statistics, before, panel.columns, shape);
    if (before.basket !== undefined) {
      const shift = statistics.basketEffect / statistics.customers;
      for (let i = 0; i < effects.basketMean.length; i++) effects.basketMean[i] -= shift;
    }
  }
  return { model, effects, bounds };
}

/** Rounds in which the effects of customers that a model has not seen settle, after the first; without baskets and favourites one is exact. */
const sweeps = 2;

/** Lower bound of the log-likelihood for each customer of a panel the model has not seen, after some rounds for the effects. */
export async function boundOf(panel: ActivityPanel, model: ActivityModel, labour: Labour = {}): Promise<number> {
  return settle(panel, model, labour);
}

/**
 * Where each customer is at the end of a panel, and what is expected of the months after it, in each of the ways asked for.
 *
 * @param labour with room that everything is put in, outlooks included, for as long as it is not used again
 * @throws the reason of the signal when it is aborted
 */
export async function foreseeCustomers(
  panel: ActivityPanel,
  model: ActivityModel,
  months: readonly MonthsAhead[],
  labour: Labour & { readonly room?: SharedRoom } = {},
): Promise<CustomerOutlooks[]> {
  const outlooks = months.map((own) => noOutlooks(panel, model, own, labour.room));
  await settle(labour.room === undefined ? panel : sharePanel(panel, labour.room), model, labour, outlooks);
  return outlooks;
}

async function settle(
  panel: ActivityPanel,
  model: ActivityModel,
  { crew = aloneCrew, signal, room }: Labour & { readonly room?: SharedRoom },
  outlooks?: readonly CustomerOutlooks[],
): Promise<number> {
  const rounds = model.basket === undefined && model.mixes.length === 0 ? 1 : sweeps;
  const effects = await firstEffects(panel, model, crew, room);
  let bound = Number.NEGATIVE_INFINITY;
  for (let round = 1; round <= rounds; round++) {
    await checkpoint(signal);
    const statistics = await crew.infer({ panel, model, effects, outlooks: round === rounds ? outlooks : undefined });
    bound = statistics.bound / statistics.customers;
  }
  return bound;
}
