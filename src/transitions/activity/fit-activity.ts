import type { ActivityModel } from "./activity-model.ts";
import { type ActivityPanel, customersOf } from "./activity-panel.ts";
import { type ActivityStatistics, noStatistics } from "./activity-statistics.ts";
import { type CustomerEffects, priorEffects } from "./customer-effects.ts";
import { inferActivity } from "./infer-activity.ts";
import { type ChainShape, maximizeActivity } from "./maximize-activity.ts";

/** A model as it stands after some rounds of EM. */
export interface ActivityFit {
  readonly model: ActivityModel;
  readonly effects: CustomerEffects;
  /** Lower bound of the log-likelihood for each customer, before each round. */
  readonly bounds: readonly number[];
}

/** Some rounds of EM, from a model or from where another fit stands. */
export function continueActivity(
  panel: ActivityPanel,
  start: { readonly model: ActivityModel; readonly effects?: CustomerEffects },
  shape: ChainShape,
  rounds: number,
): ActivityFit {
  let { model } = start;
  const effects = start.effects ?? priorEffects(panel, model);
  const bounds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const statistics = expect(panel, model, effects);
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

/** Lower bound of the log-likelihood for each customer of a panel the model has not seen, after some rounds for the effects. */
export function boundOf(panel: ActivityPanel, model: ActivityModel, sweeps = 4): number {
  const effects = priorEffects(panel, model);
  let bound = Number.NEGATIVE_INFINITY;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const statistics = expect(panel, model, effects);
    bound = statistics.bound / statistics.customers;
  }
  return bound;
}

function expect(panel: ActivityPanel, model: ActivityModel, effects: CustomerEffects): ActivityStatistics {
  const statistics = noStatistics(model.states, panel.columns.count, model.effect.values.length);
  inferActivity(panel, model, effects, 0, customersOf(panel), statistics);
  return statistics;
}
