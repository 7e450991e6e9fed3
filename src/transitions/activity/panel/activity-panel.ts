/** How often something happens for each order (or for each of something else that is counted). */
export interface Tally {
  /** Column of the panel that counts it. */
  readonly column: number;
  /** Column that counts what it can happen to; undefined for orders. */
  readonly of: number | undefined;
  /** `share`: at most once each (binomial); `mean`: any number of times (Poisson). */
  readonly kind: "share" | "mean";
}

/** Columns that share the orders out: to categories, or to channels. */
export interface Mix {
  readonly name: string;
  readonly levels: readonly string[];
  /** Column of the first level; the others follow. */
  readonly first: number;
}

/** What the columns of a panel count. Each column belongs to one tally or one mix, or is what a tally is out of. */
export interface PanelColumns {
  readonly count: number;
  readonly tallies: readonly Tally[];
  readonly mixes: readonly Mix[];
}

/**
 * What N customers did in each of T calendar months, month by month and not looking back: one row for each customer and
 * month in which something happened, by customer and month. Months without a row are empty ones.
 */
export interface ActivityPanel {
  /** T. */
  readonly months: number;
  /** Calendar month of each month, 0 for January, length T. */
  readonly calendar: Uint8Array;
  /** Month in which each customer became known, −1 where that was before the first one, length N. */
  readonly entry: Int16Array;
  /** First row of each customer, and the end of the last one, length N + 1. */
  readonly rowStart: Int32Array;
  readonly month: Uint8Array;
  /** Orders, `mostOrders` at most. */
  readonly orders: Uint8Array;
  /** Sums over the orders of the log of their value and of its square, the panel's mean taken off. */
  readonly basketSum: Float64Array;
  readonly basketSquares: Float64Array;
  /** First count of each row, and the end of the last one; then column and number of each count above zero. */
  readonly countStart: Int32Array;
  readonly column: Uint8Array;
  readonly count: Uint8Array;
  readonly columns: PanelColumns;
  /** How the values of orders were made comparable. */
  readonly baskets: BasketScale;
}

/** Log values of orders are kept between two ends, and the mean of those is taken off. */
export interface BasketScale {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

/** Orders of a customer and month that are counted at most: more would say nothing more. */
export const mostOrders = 40;

/** Customers of the panel. */
export function customersOf({ entry }: ActivityPanel): number {
  return entry.length;
}

/** Months that are counted for a customer: the one of the entry has an order because of it, and is a part of a month. */
export function isCounted(month: number, entry: number): boolean {
  return month !== entry;
}

/** The panel of some customers, ascending or not. O(their rows). */
export function takeFromPanel(panel: ActivityPanel, customers: Int32Array): ActivityPanel {
  return copyPanel(panel, customers, panel.months);
}

/** The panel up to a month; who came later is not in it any more, so `customers` says who is. O(rows). */
export function panelBefore(panel: ActivityPanel, months: number): { panel: ActivityPanel; customers: Int32Array } {
  const customers = Int32Array.from(panel.entry.keys()).filter((i) => panel.entry[i] < months);
  return { panel: copyPanel(panel, customers, months), customers };
}

function copyPanel(panel: ActivityPanel, customers: Int32Array, months: number): ActivityPanel {
  const rows: number[] = [];
  const rowStart = new Int32Array(customers.length + 1);
  for (const [i, customer] of customers.entries()) {
    for (let row = panel.rowStart[customer]; row < panel.rowStart[customer + 1]; row++)
      if (panel.month[row] < months) rows.push(row);
    rowStart[i + 1] = rows.length;
  }
  const countStart = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries())
    countStart[at + 1] = countStart[at] + panel.countStart[row + 1] - panel.countStart[row];
  const column = new Uint8Array(countStart[rows.length]);
  const count = new Uint8Array(countStart[rows.length]);
  for (const [at, row] of rows.entries()) {
    column.set(panel.column.subarray(panel.countStart[row], panel.countStart[row + 1]), countStart[at]);
    count.set(panel.count.subarray(panel.countStart[row], panel.countStart[row + 1]), countStart[at]);
  }
  return {
    ...{ months, calendar: panel.calendar.slice(0, months), columns: panel.columns, baskets: panel.baskets },
    entry: Int16Array.from(customers, (customer) => panel.entry[customer]),
    rowStart,
    month: Uint8Array.from(rows, (row) => panel.month[row]),
    orders: Uint8Array.from(rows, (row) => panel.orders[row]),
    basketSum: Float64Array.from(rows, (row) => panel.basketSum[row]),
    basketSquares: Float64Array.from(rows, (row) => panel.basketSquares[row]),
    ...{ countStart, column, count },
  };
}
