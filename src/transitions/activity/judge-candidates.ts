import { createRandom } from "../../math/random.ts";
import { type ActivityPanel, customersOf, panelBefore, takeFromPanel } from "./activity-panel.ts";
import { noStatistics } from "./activity-statistics.ts";
import { priorEffects } from "./customer-effects.ts";
import { inferActivity } from "./infer-activity.ts";
import { openForecasts } from "./predict-orders.ts";
import { type ActivityCandidate, type SearchOptions, searchActivity } from "./search-activity.ts";

/** How well candidates foretell months nobody has seen. */
export interface FutureScores {
  /** Months that were known. */
  readonly cut: number;
  /** Customers known by then, by their number in the panel. */
  readonly customers: Int32Array;
  /** For each candidate: log-likelihood of each customer's months to come, expected orders and the chance of any. */
  readonly candidates: readonly CandidateScores[];
  /** Orders that came, for each customer. */
  readonly orders: Float64Array;
}

export interface CandidateScores {
  readonly candidate: ActivityCandidate;
  readonly logLikelihood: Float64Array;
  readonly expectedOrders: Float64Array;
  readonly active: Float64Array;
}

/** Rounds in which the effects of customers that a model has not seen settle. */
const sweeps = 3;
const halvesStream = 0xac7;

/**
 * Scores candidates on the months after a cut, of customers and months they were not fitted to: each half of the customers by
 * a fit to the past of the other half.
 *
 * @param cut months that are known; those after it, up to the panel's end, are foretold
 */
export async function scoreFuture(
  panel: ActivityPanel,
  cut: number,
  candidates: readonly ActivityCandidate[],
  options: SearchOptions,
): Promise<FutureScores> {
  const past = panelBefore(panel, cut);
  const n = past.customers.length;
  const random = createRandom(options.seed, halvesStream);
  const half = Uint8Array.from({ length: n }, () => Number(random.next() < 0.5));
  const members = [0, 1].map((own) => Int32Array.from(half.keys()).filter((i) => half[i] === own));
  const panels = members.map((own) => takeFromPanel(past.panel, own));
  const calendar = panel.calendar.subarray(cut);
  const future = futureOrders(panel, past.customers, cut);

  const scores: CandidateScores[] = [];
  for (const candidate of candidates) {
    const logLikelihood = new Float64Array(n);
    const expectedOrders = new Float64Array(n);
    const active = new Float64Array(n);
    for (const own of [0, 1]) {
      const { model } = await searchActivity(panels[1 - own], candidate, options);
      const forecasts = openForecasts(model, calendar);
      const effects = priorEffects(panels[own], model);
      for (let sweep = 1; sweep <= sweeps; sweep++) {
        const statistics = noStatistics(model.states, panel.columns.count, model.effect.values.length);
        inferActivity(panels[own], model, effects, 0, customersOf(panels[own]), statistics, ({ customer, last }) => {
          if (sweep < sweeps) return;
          const i = members[own][customer];
          logLikelihood[i] = forecasts.logLikelihood(last, future[i]);
          const forecast = forecasts.forecast(last);
          expectedOrders[i] = forecast.orders;
          active[i] = forecast.active;
        });
      }
    }
    scores.push({ candidate, logLikelihood, expectedOrders, active });
  }
  const orders = Float64Array.from(future, (months) => months.reduce((sum, count) => sum + count, 0));
  return { cut, customers: past.customers, candidates: scores, orders };
}

/** Orders of each month from the cut on. */
function futureOrders(
  { months, rowStart, month, orders }: ActivityPanel,
  customers: Int32Array,
  cut: number,
): Uint8Array[] {
  return Array.from(customers, (customer) => {
    const counts = new Uint8Array(months - cut);
    for (let row = rowStart[customer]; row < rowStart[customer + 1]; row++)
      if (month[row] >= cut) counts[month[row] - cut] = orders[row];
    return counts;
  });
}

/**
 * Mean of the differences of two scores, customer by customer, with its 95 % band (normal, from the standard error).
 *
 * @param ours length n ≥ 2
 */
export function pairedDifference(ours: Float64Array, theirs: Float64Array) {
  const n = ours.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const difference = ours[i] - theirs[i];
    sum += difference;
    squares += difference * difference;
  }
  const mean = sum / n;
  const error = Math.sqrt(Math.max(squares / n - mean * mean, 0) / (n - 1));
  return { mean, lo: mean - 1.96 * error, hi: mean + 1.96 * error };
}
