import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { toIsoDate } from "../math/calendar.ts";
import type { Months } from "./months.ts";

/** What a channel cost over the days from `from` to before `until`, in whole money units. */
export interface ChannelCost {
  readonly channel: string;
  readonly from: number;
  readonly until: number;
  readonly amount: number;
}

/** New customers who are judged together, by the costs of the days they came on. */
export interface AcquisitionGroup {
  /** The base, a channel, or a cohort: the newcomers of one calendar month. */
  readonly scope: "all" | "acquisition" | "cohort";
  readonly key: string;
  /** From this day to before that; days between that nothing was paid for are not among them. */
  readonly from: number;
  readonly until: number;
  /** 1 for each of the days from `from` on that was paid for. */
  readonly paid: Uint8Array;
  /** Whole money units. */
  readonly cost: number;
}

/** The costs, by channel and time; those of one channel and period are added up. */
export async function readChannelCosts(engine: Engine): Promise<ChannelCost[]> {
  const rows = await engine.rows(`SELECT channel, period_start, period_end, CAST(sum(amount) AS DOUBLE) AS amount
    FROM costs GROUP BY channel, period_start, period_end ORDER BY channel, period_start, period_end`);
  return rows.map(({ channel, period_start, period_end, amount }) => ({
    channel: String(channel),
    from: Number(period_start),
    until: Number(period_end),
    amount: Number(amount),
  }));
}

/**
 * The base first, then channels, then cohorts, oldest first; the same costs and days as in acquisition-cost.ts. No
 * channels where nobody's is known, and no cohorts of months that share a bill with their neighbours.
 */
export function acquisitionGroups(
  costs: readonly ChannelCost[],
  months: Months,
  { firstEvent, attributes }: Pick<StagedTables, "firstEvent" | "attributes">,
): AcquisitionGroup[] {
  const seen = costs.filter(({ until }) => until > firstEvent);
  if (seen.length === 0) return [];
  const channels = attributes.has("acquisition_channel") ? [...new Set(seen.map(({ channel }) => channel))] : [];
  return [
    groupOf("all", "all", seen),
    ...channels.map((key) =>
      groupOf(
        "acquisition",
        key,
        seen.filter(({ channel }) => channel === key),
      ),
    ),
    ...months.starts.flatMap((start, month) => {
      const inside = costsInside(costs, start, months.ends[month]);
      return inside.length === 0
        ? []
        : [{ ...groupOf("cohort", toIsoDate(start).slice(0, 7), inside, start), until: months.ends[month] }];
    }),
  ];
}

/** The costs that lie within a time; none where one of them reaches beyond it, since nobody knows how it divides. */
export function costsInside(costs: readonly ChannelCost[], from: number, until: number): ChannelCost[] {
  const touching = costs.filter((cost) => cost.from < until && cost.until > from);
  return touching.some((cost) => cost.from < from || cost.until > until) ? [] : touching;
}

/** 1 for each of the days from `from` to before `until` that one of the costs spans. */
export function paidDays(costs: readonly ChannelCost[], from: number, until: number): Uint8Array {
  const paid = new Uint8Array(until - from);
  for (const cost of costs) paid.fill(1, Math.max(0, cost.from - from), Math.max(0, cost.until - from));
  return paid;
}

function groupOf(
  scope: AcquisitionGroup["scope"],
  key: string,
  costs: readonly ChannelCost[],
  from = Math.min(...costs.map((cost) => cost.from)),
): AcquisitionGroup {
  const until = Math.max(...costs.map((cost) => cost.until));
  const cost = costs.reduce((sum, { amount }) => sum + amount, 0);
  return { scope, key, from, until, paid: paidDays(costs, from, until), cost };
}
