import type { SegmentId, StateHistory } from "../../segments/segmentation.ts";
import type { DescribedActivity } from "../../transitions/activity/choice/activity-evidence.ts";
import type { ScoredBase } from "../../transitions/activity/choice/describe-activity.ts";
import type { LearnedActivity } from "../../transitions/activity/choice/learn-activity.ts";
import { foreseeCustomers, type Labour } from "../../transitions/activity/fit-activity.ts";
import { reusableRoom } from "../../transitions/activity/inference/shared-arrays.ts";
import { lapsedState, rateOrder } from "../../transitions/activity/order-states.ts";
import type { ActivityPanel } from "../../transitions/activity/panel/activity-panel.ts";
import { type PanelSources, readPanel } from "../../transitions/activity/panel/read-panel.ts";
import type { Job } from "../job.ts";

/** What is expected of everybody; −1 where it is not known. */
export interface ActivityScores {
  /** Months that are foretold. */
  readonly horizon: number;
  /** Expected orders, the chance of any, and the chance of having lapsed (all unknown where no state is lapsed), length N. */
  readonly orders: Float64Array;
  readonly active: Float64Array;
  readonly lapsed: Float64Array;
  /** Most likely hidden state from the busiest on, and its chance; undefined where states do not stand. */
  readonly membership: { readonly state: Int32Array; readonly chance: Float64Array } | undefined;
}

/** Stands for what is not known. */
const unknown = -1;
/** Customers that are scored at a time. */
const chunkCustomers = 100_000;

/** Scores all customers, a part of them at a time, and adds them up by segment. */
export async function scoreActivity(
  { engine }: Job,
  sources: PanelSources,
  { model, level, horizon, chosen, gate }: LearnedActivity,
  { states: segments, labels }: StateHistory,
  { onProgress, ...labour }: Labour & { readonly onProgress: (share: number) => void },
): Promise<{ scores: ActivityScores; base: ScoredBase }> {
  const now = labels[labels.length - 1];
  const n = sources.knownFrom.length;
  const k = model.states;
  const blank = () => new Float64Array(n).fill(unknown);
  const [orders, active, lapsed] = [blank(), blank(), blank()];
  const membership = gate.passed ? { state: new Int32Array(n).fill(-1), chance: blank() } : undefined;
  const posterior = new Float32Array(n * k);
  const ordersOnly = chosen.contender.view === "orders";

  const room = reusableRoom();
  for (let from = 0; from < n; from += chunkCustomers) {
    room.reuse();
    const customers = Int32Array.from({ length: Math.min(chunkCustomers, n - from) }, (_, i) => from + i);
    const panel = await readPanel(engine, { ...sources, customers, ordersOnly });
    const asked = [{ ahead: monthsAhead(panel, horizon), level }];
    const [outlooks] = await foreseeCustomers(panel, model, asked, { ...labour, room });
    orders.set(outlooks.orders, from);
    active.set(outlooks.active, from);
    posterior.set(outlooks.posterior, from * k);
    onProgress((from + customers.length) / n);
  }

  const shares = new Float64Array(k);
  let known = 0;
  for (let i = 0; i < n; i++) {
    if (now[i] < 0) {
      [orders[i], active[i]] = [unknown, unknown];
      continue;
    }
    known += 1;
    for (let z = 0; z < k; z++) shares[z] += posterior[i * k + z];
  }
  for (let z = 0; z < k; z++) shares[z] /= Math.max(known, 1);
  const lapsedAt = lapsedState(model, shares);
  const order = rateOrder(model);
  for (let i = 0; i < n; i++) {
    if (now[i] < 0) continue;
    if (lapsedAt !== undefined) lapsed[i] = posterior[i * k + lapsedAt];
    if (membership === undefined) continue;
    let best = 0;
    for (let at = 1; at < k; at++) if (posterior[i * k + order[at]] > posterior[i * k + order[best]]) best = at;
    membership.state[i] = best;
    membership.chance[i] = posterior[i * k + order[best]];
  }
  const base = addedUp({ orders, active, posterior, now, k, lapsedAt, matrix: model.matrix }, segments);
  return { scores: { horizon, orders, active, lapsed, membership }, base: { ...base, shares, lapsed: lapsedAt } };
}

/** Calendar months after a panel. */
function monthsAhead({ calendar }: ActivityPanel, horizon: number): Uint8Array {
  const last = calendar[calendar.length - 1];
  return Uint8Array.from({ length: horizon }, (_, h) => (last + 1 + h) % 12);
}

interface Scored {
  readonly orders: Float64Array;
  readonly active: Float64Array;
  readonly posterior: Float32Array;
  /** Segment of each customer, −1 for who is not known yet. */
  readonly now: Int16Array;
  readonly k: number;
  readonly lapsedAt: number | undefined;
  readonly matrix: Float64Array;
}

/** Sums over everybody and by segment. */
function addedUp(
  { orders, active, posterior, now, k, lapsedAt, matrix }: Scored,
  segments: readonly SegmentId[],
): Pick<DescribedActivity, "expected" | "segments"> {
  const expected = { orders: 0, active: 0 };
  const sums = segments.map(() => ({ customers: 0, orders: 0, active: 0, lapsing: 0, states: new Float64Array(k) }));
  for (let i = 0; i < now.length; i++) {
    if (now[i] < 0) continue;
    const own = sums[now[i]];
    own.customers += 1;
    own.orders += orders[i];
    own.active += active[i];
    expected.orders += orders[i];
    expected.active += active[i];
    for (let z = 0; z < k; z++) {
      own.states[z] += posterior[i * k + z];
      if (lapsedAt !== undefined && z !== lapsedAt) own.lapsing += posterior[i * k + z] * matrix[z * k + lapsedAt];
    }
  }
  return {
    expected,
    segments: segments.flatMap((segment, at) => {
      const { customers, states, ...own } = sums[at];
      if (customers === 0) return [];
      const lapsed = lapsedAt === undefined ? null : clamped(states[lapsedAt] / customers);
      return {
        ...{ segment, customers, expectedOrders: own.orders / customers, active: clamped(own.active / customers) },
        lapsed,
        lapsing: lapsed === null || lapsed >= 1 ? null : clamped(own.lapsing / (customers * (1 - lapsed))),
        states: Array.from(states, (sum) => clamped(sum / customers)),
      };
    }),
  };
}

/** A mean of chances, without what rounding added. */
function clamped(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
