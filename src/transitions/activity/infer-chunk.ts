import type { ActivityModel } from "./activity-model.ts";
import { type ActivityPanel, customersOf } from "./activity-panel.ts";
import { type ActivityStatistics, noStatistics } from "./activity-statistics.ts";
import type { CustomerEffects } from "./customer-effects.ts";
import type { CustomerOutlooks } from "./customer-outlooks.ts";
import { inferActivity } from "./infer-activity.ts";
import { openForecasts } from "./predict-orders.ts";

/** An expectation step over all customers of a panel. */
export interface Inference {
  readonly panel: ActivityPanel;
  readonly model: ActivityModel;
  /** Brought up to date. */
  readonly effects: CustomerEffects;
  /** Filled, where it is asked for. */
  readonly outlooks?: CustomerOutlooks;
}

/** Parts that the customers are inferred in: their number depends on nothing else, so that sums are the same on any threads. */
const mostChunks = 64;
const leastCustomers = 64;

export function chunksOf(panel: ActivityPanel): number {
  return Math.min(Math.ceil(customersOf(panel) / leastCustomers), mostChunks);
}

/** The expectation step for the customers of one chunk. */
export function inferChunk({ panel, model, effects, outlooks }: Inference, chunk: number): ActivityStatistics {
  const n = customersOf(panel);
  const chunks = chunksOf(panel);
  const [from, until] = [chunk, chunk + 1].map((end) => Math.floor((end * n) / chunks));
  const statistics = noStatistics(model.states, panel.columns.count, model.effect.values.length);
  if (outlooks === undefined) {
    inferActivity(panel, model, effects, from, until, statistics);
    return statistics;
  }
  const { ahead, future, level, posterior } = outlooks;
  const forecasts = openForecasts(model, ahead, level);
  const h = ahead.length;
  inferActivity(panel, model, effects, from, until, statistics, ({ customer: i, states, last }) => {
    posterior.set(states.subarray((panel.months - 1) * model.states), i * model.states);
    const { orders, active } = forecasts.forecast(last);
    outlooks.orders[i] = orders;
    outlooks.active[i] = active;
    if (future !== undefined) {
      outlooks.logLikelihood[i] = forecasts.logLikelihood(last, future.subarray(i * h, (i + 1) * h));
    }
  });
  return statistics;
}
