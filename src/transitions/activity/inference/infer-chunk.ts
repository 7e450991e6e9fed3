import type { ActivityModel } from "../activity-model.ts";
import { type ActivityPanel, customersOf } from "../panel/activity-panel.ts";
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
  /** Filled, where they are asked for. */
  readonly outlooks?: readonly CustomerOutlooks[];
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
  const forecasts = outlooks.map(({ ahead, level }) => openForecasts(model, ahead, level));
  inferActivity(panel, model, effects, from, until, statistics, ({ customer: i, states, last }) => {
    for (const [at, { ahead, future, posterior, ...outlook }] of outlooks.entries()) {
      posterior.set(states.subarray((panel.months - 1) * model.states), i * model.states);
      const { orders, active } = forecasts[at].forecast(last);
      outlook.orders[i] = orders;
      outlook.active[i] = active;
      if (future === undefined) continue;
      const h = ahead.length;
      outlook.logLikelihood[i] = forecasts[at].logLikelihood(last, future.subarray(i * h, (i + 1) * h));
    }
  });
  return statistics;
}
