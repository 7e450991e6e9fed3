import type { BasePlan } from "./base-plan.ts";
import { baseRandom } from "./random-streams.ts";

/** What acquisition through one channel cost in one month. */
export interface AcquisitionCost {
  /** Epoch days; the second one is not in the period. */
  readonly from: number;
  readonly until: number;
  readonly channel: string;
  readonly cents: number;
}

/** Standard deviation of the log of what a month costs above or below the planted price. */
const monthlyLogSd = 0.1;

/**
 * Costs of every written month and acquisition channel: the planted cost of a new customer × customers who registered
 * in the history and place their first order in the month × a lognormal factor with mean 1.
 *
 * @param firstOrders customers by month and channel, row-major; see `BaseRows`
 */
export function acquisitionCosts(plan: BasePlan, firstOrders: Int32Array): AcquisitionCost[] {
  const random = baseRandom(plan.seed, "life");
  const { acquisition } = plan.world;
  const costs: AcquisitionCost[] = [];
  for (let month = plan.firstMonth; plan.monthStart[month] < plan.writtenUntil; month++) {
    for (const [i, { channel, cac }] of acquisition.entries()) {
      const factor = Math.exp(monthlyLogSd * random.normal() - monthlyLogSd ** 2 / 2);
      costs.push({
        from: plan.monthStart[month],
        until: plan.monthStart[month + 1],
        channel,
        cents: Math.round(100 * cac * factor * firstOrders[month * acquisition.length + i]),
      });
    }
  }
  return costs;
}
