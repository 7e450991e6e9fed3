import type { Engine, RowFold } from "../engine/engine.ts";
import { byPart, createSums, type PartMonthSums } from "./figures.ts";
import { type Months, monthOf } from "./months.ts";
import { type NumberedParts, sumsOfParts } from "./number-parts.ts";

/** What is added up per part and month: customers by where they come from, in this order, then orders and money. */
const names = ["newcomers", "retained", "reactivated", "orders", "gross", "returned"] as const;
const [newcomers, retained, reactivated, ordersAt, grossAt, returnedAt] = names.keys();
const width = names.length;

/** Who ordered when, in M months. */
export interface Activity<Further extends string> {
  /** Whoever orders in a month is new in it, `retained` from the month before, or `reactivated` from an earlier one. */
  readonly monthly: PartMonthSums<(typeof names)[number]>;
  /** What else the days tell, by the names asked for. */
  readonly further: PartMonthSums<Further>;
  /** Customers of each part with an order; with two or more. */
  readonly buyers: Float64Array;
  readonly repeaters: Float64Array;
  /** Customers by month of their first order and month in which they order again, M × M, row-major. */
  readonly cohorts: Float64Array;
}

/**
 * Adds `days` up, and further columns of it: one ordered pass, in which each customer's days become months before they are added to the parts.
 * Costs an addition for every cell a customer is in and month with an order, and memory for cells × months.
 */
export async function readActivity<Further extends string>(
  engine: Engine,
  parts: NumberedParts,
  months: Months,
  further: ReadonlyMap<Further, string>,
): Promise<Activity<Further>> {
  const { block, end } = foldActivity(parts, months, [...further.keys()]);
  const double = (column: string) => `CAST(${column} AS DOUBLE)`;
  await engine.stream(
    `SELECT customer, day, orders, ${["gross", "returned", ...further.values()].map(double).join(", ")} FROM days ORDER BY customer, day`,
    block,
  );
  return end();
}

/**
 * The pass itself, over the columns customer, day, orders, gross, returned and the further ones, in the order of customers and
 * days.
 *
 * @returns what takes the blocks, and what ends the pass
 * @throws RangeError when they come in another order or lie outside the months
 */
export function foldActivity<Further extends string>(
  parts: NumberedParts,
  months: Months,
  furtherNames: readonly Further[],
): { readonly block: RowFold["block"]; readonly end: () => Activity<Further> } {
  const m = months.starts.length;
  const monthly = createSums(names, parts, m);
  const { sums } = monthly;
  const further = createSums(furtherNames, parts, m);
  const gathered = new Float64Array(furtherNames.length);
  const buyers = new Float64Array(parts.cells);
  const repeaters = new Float64Array(parts.cells);
  const cohorts = new Float64Array(m * m);

  let customer = -1;
  let month = -1;
  let orders = 0;
  let gross = 0;
  let returned = 0;
  /** Months of the customer's first and latest orders so far, −1 before there are any; and all orders. */
  let firstMonth = -1;
  let lastMonth = -1;
  let allOrders = 0;

  const closeMonth = () => {
    if (month < 0) return;
    const isActive = orders > 0;
    const origin = firstMonth < 0 ? newcomers : lastMonth === month - 1 ? retained : reactivated;
    const row = customer * parts.width;
    for (let i = row; i < row + parts.width; i++) {
      const cell = (parts.of[i] * m + month) * width;
      if (isActive) sums[cell + origin]++;
      sums[cell + ordersAt] += orders;
      sums[cell + grossAt] += gross;
      sums[cell + returnedAt] += returned;
      const next = (parts.of[i] * m + month) * gathered.length;
      for (let f = 0; f < gathered.length; f++) further.sums[next + f] += gathered[f];
    }
    gathered.fill(0);
    if (!isActive) return;
    if (firstMonth < 0) firstMonth = month;
    lastMonth = month;
    allOrders += orders;
    cohorts[firstMonth * m + month]++;
  };
  const closeCustomer = () => {
    closeMonth();
    if (allOrders === 0) return;
    const row = customer * parts.width;
    for (let i = row; i < row + parts.width; i++) {
      buyers[parts.of[i]]++;
      if (allOrders >= 2) repeaters[parts.of[i]]++;
    }
  };
  const openMonth = (nextCustomer: number, nextMonth: number) => {
    if (nextCustomer === customer) closeMonth();
    else {
      closeCustomer();
      firstMonth = -1;
      lastMonth = -1;
      allOrders = 0;
    }
    customer = nextCustomer;
    month = nextMonth;
    orders = 0;
    gross = 0;
    returned = 0;
  };
  const block: RowFold["block"] = ([customers, days, dayOrders, dayGross, dayReturned, ...others], rows) => {
    for (let i = 0; i < rows; i++) {
      const at = monthOf(months, days[i]);
      if (at === undefined) throw new RangeError(`metrics: day ${days[i]} lies outside the months of the history`);
      if (customers[i] !== customer || at !== month) {
        if (customers[i] < customer || (customers[i] === customer && at < month))
          throw new RangeError(`metrics: days out of order at customer ${customers[i]}, day ${days[i]}`);
        openMonth(customers[i], at);
      }
      orders += dayOrders[i];
      gross += dayGross[i];
      returned += dayReturned[i];
      for (let f = 0; f < others.length; f++) gathered[f] += others[f][i];
    }
  };
  return {
    block,
    end: () => {
      closeCustomer();
      return {
        monthly: byPart(parts, monthly),
        further: byPart(parts, further),
        buyers: sumsOfParts(parts, buyers),
        repeaters: sumsOfParts(parts, repeaters),
        cohorts,
      };
    },
  };
}
