import { createRandom } from "../../math/random.ts";
import { type ActivityPanel, panelBefore, takeFromPanel } from "./activity-panel.ts";
import { foreseeCustomers } from "./fit-activity.ts";
import { type ActivityCandidate, type SearchOptions, searchActivity } from "./search-activity.ts";
import { freshRoom } from "./shared-arrays.ts";

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

  const scores: CandidateScores[] = [];
  for (const candidate of candidates) {
    const logLikelihood = new Float64Array(n);
    const expectedOrders = new Float64Array(n);
    const active = new Float64Array(n);
    for (const own of [0, 1]) {
      const { model } = await searchActivity(panels[1 - own], candidate, options);
      const asked = {
        ahead: calendar,
        future: futureOrders(
          panel,
          members[own].map((at) => past.customers[at]),
          cut,
        ),
      };
      const [outlooks] = await foreseeCustomers(panels[own], model, [asked], options);
      for (const [at, i] of members[own].entries()) {
        logLikelihood[i] = outlooks.logLikelihood[at];
        expectedOrders[i] = outlooks.orders[at];
        active[i] = outlooks.active[at];
      }
    }
    scores.push({ candidate, logLikelihood, expectedOrders, active });
  }
  const future = futureOrders(panel, past.customers, cut);
  const orders = Float64Array.from(past.customers, (_, i) =>
    future.subarray(i * calendar.length, (i + 1) * calendar.length).reduce((sum, count) => sum + count, 0),
  );
  return { cut, customers: past.customers, candidates: scores, orders };
}

/** Orders of each customer in each month from the cut on, customers × h, `mostOrders` at most. */
export function futureOrders(
  { months, rowStart, month, orders }: ActivityPanel,
  customers: Int32Array,
  cut: number,
  h = months - cut,
): Uint8Array {
  const counts = freshRoom.bytes(customers.length * h);
  for (const [at, customer] of customers.entries())
    for (let row = rowStart[customer]; row < rowStart[customer + 1]; row++)
      if (month[row] >= cut && month[row] < cut + h) counts[at * h + month[row] - cut] = orders[row];
  return counts;
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
