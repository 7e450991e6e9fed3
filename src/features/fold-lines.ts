import { type BlockWriter, blockSize, type NumericColumn, type RowFold } from "../engine/engine.ts";
import type { OrderKey } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { createOrderNumbers } from "./order-numbers.ts";
import type { SpanSumsWriter } from "./span-sums.ts";

/** A row that only tells of a further order. */
const nothing: readonly number[] = [0, 0, 0, 0];
/** Before any day. */
const noDay = -(2 ** 31);

/** What is told of the sales of a day where lines have a discount, or a cost: columns of `days` after the others. */
export const salesColumns = {
  discount: ["discount", "full_price"],
  cost: ["costed_lines", "costed_gross", "cost"],
} as const;

/** Which of the columns that `lines` come with are the discount and the cost; undefined where there is none. */
export interface SalesPlaces {
  readonly discount: number | undefined;
  readonly cost: number | undefined;
}

/** What lines are made into. */
export interface LineUses {
  /** Takes rows of `dayColumns`, then those of `salesColumns` that there are. */
  readonly writeDays: BlockWriter;
  readonly purchases: SpanSumsWriter;
  readonly lines: SpanSumsWriter;
  /** Takes the day of each customer's first order, the largest 32-bit number where there is none. */
  readonly firstOrder: Int32Array;
}

/** Days from −2²¹ to 2²¹: five thousand years on both sides of 1970. */
const dayRange = 2 ** 22;

/** SQL of several columns as one number, for the sort of the lines to carry less; `foldLines` takes them apart. */
export const packed = {
  customerDay: `CAST(customer AS DOUBLE) * ${dayRange} + (day + ${dayRange / 2})`,
  marks: (coupon: string) =>
    `CAST(CASE WHEN kind = ${lineKind.sale} THEN 0 ELSE 1 END + 2 * ${coupon} + 4 * (coalesce(channel, -1) + 1) AS INTEGER)`,
} as const;

/** Columns of `days`. */
export const dayColumns = ["customer", "day", "orders", "gross", "returned", "gap"] as const;
/** Columns of the rows that `purchases` sums up: those of `days`, and of the order that began on the day. */
export const purchaseColumns = [...dayColumns, "channel", "coupon"] as const;

/**
 * Makes days of sales and returns that come in the order of customers and days, with the columns `packed`, amount, order
 * key, and those that `lines` sums up.
 *
 * A customer's sales with the same key are an order: of their first day, with the channel of that day that comes first,
 * with a coupon when one of that day's lines has one. Without a key an order is a day, with rows as orders every sale.
 * A purchase day is one on which an order begins; `gap` is counted from the one before, 0 on the first. When
 * several orders begin on a day, each but the first has a row of its own, with a channel and a coupon and zeros.
 *
 * @param places in the columns after the order key; those of `lines` come first
 */
export function foldLines(
  orderKey: OrderKey,
  { writeDays, purchases, lines, firstOrder }: LineUses,
  { discount: discountAt, cost: costAt }: SalesPlaces,
): RowFold {
  const ofDiscounts = discountAt === undefined ? 0 : salesColumns.discount.length;
  const sales = new Float64Array(ofDiscounts + (costAt === undefined ? 0 : salesColumns.cost.length));
  const places = purchases.columns.map((name) => {
    const place = (purchaseColumns as readonly string[]).indexOf(name);
    if (place === -1) throw new RangeError(`features: purchases have no column ${name}`);
    return place;
  });
  const dayRows = gatherRows(purchaseColumns.length + sales.length, (columns, rows) => {
    writeDays([...columns.slice(0, dayColumns.length), ...columns.slice(purchaseColumns.length)], rows);
    purchases.add(
      columns[0],
      columns[1],
      places.map((place) => columns[place]),
      rows,
    );
  });
  /** Adds a row of a day, and what its sales had come to, which begins anew. */
  const addRow = (ofDay: readonly number[], channel: number, coupon: number) => {
    const at = dayRows.place();
    const { columns } = dayRows;
    columns[0][at] = customer;
    columns[1][at] = day;
    for (let c = 0; c < ofDay.length; c++) columns[2 + c][at] = ofDay[c];
    columns[6][at] = channel;
    columns[7][at] = coupon;
    for (let c = 0; c < sales.length; c++) columns[purchaseColumns.length + c][at] = sales[c];
    sales.fill(0);
  };

  const customers = new Int32Array(blockSize);
  const days = new Int32Array(blockSize);
  let customer = -1;
  let day = -1;
  let lastPurchase = noDay;
  /** The customer's orders by key, numbered as they begin; those from `today` on began on this day. */
  const numbers = createOrderNumbers();
  let today = 0;
  /** Number of the last order without a key. */
  let keyless = -1;
  /** Orders that began on this day: their channels and coupons. */
  let begun = 0;
  const channels: number[] = [];
  const coupons: number[] = [];
  let gross = 0;
  let returned = 0;

  const addSale = (key: number, channel: number, coupon: number) => {
    const next = today + begun;
    let number = next;
    if (orderKey !== "row") {
      // Without a key an order is all lines of its day.
      if (!Number.isNaN(key)) number = numbers.numberOf(key, next);
      else if (keyless >= today) number = keyless;
      else keyless = next;
    }
    if (number === next) {
      channels[begun] = channel;
      coupons[begun] = coupon;
      begun++;
    } else if (number >= today) {
      const place = number - today;
      if (channel < channels[place] || Number.isNaN(channels[place])) channels[place] = channel;
      if (coupon === 1) coupons[place] = 1;
    }
  };
  const closeDay = () => {
    if (customer < 0) return;
    const hasOrder = begun > 0;
    const gap = hasOrder && lastPurchase > noDay ? day - lastPurchase : 0;
    addRow([begun, gross, returned, gap], hasOrder ? channels[0] : Number.NaN, hasOrder ? coupons[0] : 0);
    for (let k = 1; k < begun; k++) addRow(nothing, channels[k], coupons[k]);
    if (hasOrder) {
      if (lastPurchase === noDay) firstOrder[customer] = day;
      lastPurchase = day;
    }
    today += begun;
    begun = 0;
    gross = 0;
    returned = 0;
  };
  const openDay = (nextCustomer: number, nextDay: number) => {
    if (nextCustomer < customer || (nextCustomer === customer && nextDay < day))
      throw new RangeError(`features: lines out of order at customer ${nextCustomer}, day ${nextDay}`);
    if (nextCustomer !== customer) {
      numbers.clear();
      today = 0;
      keyless = -1;
      lastPurchase = noDay;
    }
    customer = nextCustomer;
    day = nextDay;
  };
  return {
    block: ([customerDays, marks, amounts, keys, ...further], rows) => {
      for (let i = 0; i < rows; i++) {
        customers[i] = Math.floor(customerDays[i] / dayRange);
        days[i] = customerDays[i] - customers[i] * dayRange - dayRange / 2;
      }
      lines.add(customers, days, further.slice(0, lines.columns.length), rows, (i) => (marks[i] & 1) === 0);
      const discounts = discountAt === undefined ? undefined : further[discountAt];
      const costs = costAt === undefined ? undefined : further[costAt];
      for (let i = 0; i < rows; i++) {
        if (customers[i] !== customer || days[i] !== day) {
          closeDay();
          openDay(customers[i], days[i]);
        }
        if ((marks[i] & 1) === 0) {
          gross += amounts[i];
          if (discounts !== undefined && !Number.isNaN(discounts[i])) {
            sales[0] += discounts[i];
            sales[1] += amounts[i] + discounts[i];
          }
          if (costs !== undefined && !Number.isNaN(costs[i])) {
            sales[ofDiscounts]++;
            sales[ofDiscounts + 1] += amounts[i];
            sales[ofDiscounts + 2] += costs[i];
          }
          const channel = (marks[i] >> 2) - 1;
          addSale(keys[i], channel === -1 ? Number.NaN : channel, (marks[i] >> 1) & 1);
        } else returned += amounts[i];
      }
    },
    end: () => {
      closeDay();
      dayRows.flush();
    },
  };
}

/** Rows gathered into blocks of columns. */
function gatherRows(width: number, use: (columns: readonly NumericColumn[], rows: number) => void) {
  const columns = Array.from({ length: width }, () => new Float64Array(blockSize));
  let rows = 0;
  const flush = () => {
    if (rows > 0) use(columns, rows);
    rows = 0;
  };
  return {
    columns,
    /** Where the next row goes. */
    place: () => {
      if (rows === blockSize) flush();
      return rows++;
    },
    flush,
  };
}
