import type { Engine, RowFold } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { RetentionCounts } from "./retention.ts";

/** Half-open: `from` is in it, `until` is not; days since 1970-01-01. */
export interface DayRange {
  readonly from: number;
  readonly until: number;
}

/** What customers did in a period. Money is in units of the currency. */
export interface PeriodFigures {
  readonly period: DayRange;
  /** Against the time before, as long as the period itself unless another was asked for. */
  readonly retention: RetentionCounts;
  /** Customers with an order in the period; with two or more. */
  readonly customers: number;
  readonly repeaters: number;
  /** Sums over those customers of their orders o and gross revenue g in the period, and of the products of the two. */
  readonly orders: number;
  readonly gross: number;
  readonly ordersSquared: number;
  readonly grossSquared: number;
  readonly ordersTimesGross: number;
  /** Whether there is money; without it all of `gross` is 0. */
  readonly hasAmounts: boolean;
  /**
   * Marketing cost of the period and the customers whose first order was on a day that it paid for; null where there is
   * none, or a bill reaches over the edge of the period and cannot be shared out.
   */
  readonly acquisition: { readonly cost: number; readonly newcomers: number } | null;
}

/**
 * Reads any period, compared with any earlier one, in an ordered pass over its days.
 *
 * @param before the period to compare with
 * @param members length N, 1 for the customers who count; everyone unless told otherwise. Costs are the base's, so with
 *   members there are none
 * @throws RangeError when `before` does not end at or before the beginning of the period
 */
export async function readPeriodFigures(
  engine: Engine,
  period: DayRange,
  {
    before = { from: 2 * period.from - period.until, until: period.from },
    moneyUnits,
    hasAmounts,
    hasCosts,
    members,
  }: Pick<StagedTables, "hasAmounts" | "hasCosts"> & {
    readonly before?: DayRange;
    readonly moneyUnits: number;
    readonly members?: Uint8Array;
  },
): Promise<PeriodFigures> {
  if (before.until > period.from || before.from >= before.until || period.from >= period.until)
    throw new RangeError(
      `metrics: the period ${period.from}..${period.until} is compared with ${before.from}..${before.until}; expected two that follow each other`,
    );
  const { fold, figures } = foldPeriod(before, period, moneyUnits, members);
  await engine.stream(
    `SELECT d.customer, d.day, d.orders, CAST(d.gross AS DOUBLE), CAST(c.first_order AS DOUBLE)
     FROM days d JOIN customer_ids c ON c.customer = d.customer
     WHERE (d.day >= ${before.from} AND d.day < ${before.until}) OR (d.day >= ${period.from} AND d.day < ${period.until})
     ORDER BY d.customer, d.day`,
    fold.block,
  );
  fold.end();
  const acquisition = hasCosts && members === undefined ? await acquisitionOf(engine, period, moneyUnits) : null;
  return { period, ...figures(), hasAmounts, acquisition };
}

/** Over the columns customer, day, orders, gross and the day of the customer's first order. */
function foldPeriod(before: DayRange, period: DayRange, moneyUnits: number, members: Uint8Array | undefined) {
  let [start, end, newcomers, retained, repeaters] = [0, 0, 0, 0, 0];
  let [orders, gross, ordersSquared, grossSquared, ordersTimesGross] = [0, 0, 0, 0, 0];
  let customer = -1;
  let first = Number.NaN;
  let [ordersBefore, ordersNow, grossNow] = [0, 0, 0];

  const close = () => {
    if (customer < 0 || members?.[customer] === 0) return;
    if (ordersBefore > 0) start++;
    if (ordersNow === 0) return;
    end++;
    if (ordersBefore > 0) retained++;
    if (first >= period.from) newcomers++;
    if (ordersNow >= 2) repeaters++;
    orders += ordersNow;
    gross += grossNow;
    ordersSquared += ordersNow ** 2;
    // Squares of money units would pass 2⁵³; the order of customers is fixed, so that the sums of these are too.
    const money = grossNow / moneyUnits;
    grossSquared += money ** 2;
    ordersTimesGross += ordersNow * money;
  };
  const block: RowFold["block"] = ([customers, days, dayOrders, dayGross, firstOrders], rows) => {
    for (let i = 0; i < rows; i++) {
      if (customers[i] !== customer) {
        close();
        customer = customers[i];
        first = firstOrders[i];
        ordersBefore = 0;
        ordersNow = 0;
        grossNow = 0;
      }
      if (days[i] < before.until) ordersBefore += dayOrders[i];
      else {
        ordersNow += dayOrders[i];
        grossNow += dayGross[i];
      }
    }
  };
  return {
    fold: { block, end: close },
    figures: () => ({
      retention: { start, end, newcomers, retained },
      ...{ customers: end, repeaters, orders, gross: gross / moneyUnits },
      ...{ ordersSquared, grossSquared, ordersTimesGross },
    }),
  };
}

async function acquisitionOf(
  engine: Engine,
  { from, until }: DayRange,
  moneyUnits: number,
): Promise<PeriodFigures["acquisition"]> {
  const touching = `k.period_start < ${until} AND k.period_end > ${from}`;
  const [row] = await engine.rows(`SELECT CAST(sum(amount) AS DOUBLE) AS cost,
      sum(CASE WHEN period_start < ${from} OR period_end > ${until} THEN 1 ELSE 0 END) AS across,
      (SELECT count(*) FROM customer_ids c WHERE EXISTS (SELECT 1 FROM costs k
        WHERE ${touching} AND c.first_order >= k.period_start AND c.first_order < k.period_end)) AS newcomers
    FROM costs k WHERE ${touching}`);
  if (row.cost === null || Number(row.across) > 0) return null;
  return { cost: Number(row.cost) / moneyUnits, newcomers: Number(row.newcomers) };
}
