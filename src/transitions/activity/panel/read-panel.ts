import type { Engine } from "../../../engine/engine.ts";
import { civil, type EpochDay } from "../../../math/calendar.ts";
import { quantiles } from "../../../math/quantile.ts";
import { type ActivityPanel, type BasketScale, mostOrders, type PanelColumns, type Tally } from "./activity-panel.ts";

/** What a panel is made of, besides the tables of an engine. */
export interface PanelSources {
  /** First days of the months, ascending, and the day after the last one, T + 1. */
  readonly monthStarts: readonly EpochDay[];
  /** Day on which each customer became known, length N; before every month where that was always so. */
  readonly knownFrom: Int32Array;
  readonly categories: readonly string[];
  readonly channels: readonly string[];
  readonly hasDiscounts: boolean;
  readonly hasContacts: boolean;
  /** Customers that are read, ascending, who are numbered in this order; all when left out. */
  readonly customers?: Int32Array;
  /** Whether orders are looked at only, and neither their values nor what else happened. */
  readonly ordersOnly?: boolean;
  /** How the values of orders are made comparable; from these themselves when left out. */
  readonly baskets?: BasketScale;
}

/** Days from −2²¹ to 2²¹, for a customer and a day to be one number. */
const dayRange = 2 ** 22;
/** Levels that fit the marks of a line. */
const levelRange = 64;
const contactMark = 2 ** 20;
/** Log values of orders are kept between these quantiles: a few extreme orders would become a state of their own. */
const clipped = [0.01, 0.99] as const;
/** Values the quantiles are looked up among at most. */
const quantileValues = 200_000;

/**
 * What customers did in each month, from `days`, `lines` and, where there are any, `contacts`.
 *
 * Of each day: its orders, the mean value of those that began on it, before discounts (which are told of by themselves), whether
 * anything was discounted or came back, the category most was spent on and the channel of its first line. Lines of one order are not looked at one by one: they go
 * together, and would make a shopper of many lines look surer than one of few.
 *
 * Amounts are whole numbers, so that their sums are the same in any order. One sort of what happened in these months; 12 bytes for each day with orders, 15 for each active month, 2 for each count.
 */
export async function readPanel(engine: Engine, sources: PanelSources): Promise<ActivityPanel> {
  const { monthStarts, hasDiscounts, hasContacts, customers, ordersOnly = false } = sources;
  const knownFrom = customers?.map((customer) => sources.knownFrom[customer]) ?? sources.knownFrom;
  const months = monthStarts.length - 1;
  const [from, until] = [monthStarts[0], monthStarts[months]];
  const columns = ordersOnly ? noColumns : columnsOf(sources);
  const writer = openWriter(columns, knownFrom.length, ordersOnly ? noBaskets : sources.baskets);
  const monthOf = monthsOfDays(monthStarts);

  const drawn = customers && (await loadDrawn(engine, customers));
  const within = `customer IS NOT NULL AND day >= ${from} AND day < ${until}${drawn === undefined ? "" : ` AND ${drawn.within}`}`;
  const rows = (table: string) => (drawn === undefined ? table : `${table} JOIN panel_customers USING (customer)`);
  const key = `CAST(${drawn === undefined ? "customer" : "place"} AS DOUBLE) * ${dayRange} + (day + ${dayRange / 2})`;
  const value = hasDiscounts ? "gross + coalesce(discount, 0)" : "gross";
  const discounted = hasDiscounts ? "CASE WHEN discount > 0 THEN 2 ELSE 0 END" : "0";
  const marks = `CASE WHEN kind = 1 THEN 1 ELSE 0 END + ${discounted} + 4 * (coalesce(channel, -1) + 1 + ${levelRange} * (coalesce(category, -1) + 1))`;
  const flag = (name: string, value: number) => `CASE WHEN ${name} = 1 THEN ${value} ELSE 0 END`;
  const parts = [
    `SELECT ${key} AS k, -1 AS mark, CAST(orders AS DOUBLE) AS a, CAST(${value} AS DOUBLE) AS b FROM ${rows("days")} WHERE ${within}`,
    ...(ordersOnly
      ? []
      : [
          `SELECT ${key}, CAST(${marks} AS INTEGER), CAST(amount AS DOUBLE), 0.0 FROM ${rows("lines")} WHERE ${within} AND kind <> 2`,
        ]),
    ...(hasContacts && !ordersOnly
      ? [
          `SELECT ${key}, ${contactMark} + ${flag("opened", 1)} + ${flag("clicked", 2)}, 0.0, 0.0 FROM ${rows("contacts")} WHERE ${within} AND is_message = 1`,
        ]
      : []),
  ];
  await engine.stream(
    `SELECT CAST(k AS DOUBLE), CAST(mark AS INTEGER), CAST(a AS DOUBLE), CAST(b AS DOUBLE) FROM (${parts.join(" UNION ALL ")}) AS events
     ORDER BY k, mark`,
    ([keys, markColumn, first, second], rows) => {
      for (let i = 0; i < rows; i++) {
        const customer = Math.floor(keys[i] / dayRange);
        const day = keys[i] - customer * dayRange - dayRange / 2;
        writer.add(customer, monthOf(day), day, markColumn[i], first[i], second[i]);
      }
    },
  );
  if (drawn !== undefined) await engine.run("DROP TABLE panel_customers");
  const entry = Int16Array.from(knownFrom, (day) => (day < from ? -1 : monthOf(Math.min(day, until - 1))));
  return {
    ...{ months, entry, columns },
    calendar: Uint8Array.from(monthStarts.slice(0, months), (day) => civil(day).month - 1),
    ...writer.end(),
  };
}

const noColumns: PanelColumns = { count: 0, tallies: [], mixes: [] };
const noBaskets: BasketScale = { low: 0, high: 0, mean: 0 };

/** Loads `panel_customers(customer, place)`; tables are in the order of customers, so that a range is found quickly. */
async function loadDrawn(engine: Engine, customers: Int32Array) {
  await engine.load("panel_customers", [
    { name: "customer", type: "INTEGER", values: customers },
    { name: "place", type: "INTEGER", values: Int32Array.from(customers.keys()) },
  ]);
  return { within: `customer BETWEEN ${customers[0] ?? 0} AND ${customers[customers.length - 1] ?? -1}` };
}

function columnsOf({ categories, channels, hasDiscounts, hasContacts }: PanelSources): PanelColumns {
  const tallies: Tally[] = [];
  let count = 0;
  const next = () => count++;
  if (hasDiscounts) tallies.push({ column: next(), of: undefined, kind: "share" });
  tallies.push({ column: next(), of: undefined, kind: "mean" });
  if (hasContacts) {
    const [sent, opened, clicked] = [next(), next(), next()];
    tallies.push({ column: opened, of: sent, kind: "share" }, { column: clicked, of: opened, kind: "share" });
  }
  const mixes = [
    { name: "category", levels: categories.slice(0, levelRange - 1) },
    { name: "channel", levels: channels.slice(0, levelRange - 1) },
  ]
    .filter(({ levels }) => levels.length > 1)
    .map((mix) => {
      const first = count;
      count += mix.levels.length;
      return { ...mix, first };
    });
  return { count, tallies, mixes };
}

/** Number of the month a day is in. */
function monthsOfDays(starts: readonly EpochDay[]): (day: number) => number {
  const from = starts[0];
  const months = new Uint8Array(starts[starts.length - 1] - from);
  for (let t = 0; t + 1 < starts.length; t++) months.fill(t, starts[t] - from, starts[t + 1] - from);
  return (day) => months[day - from];
}

/** Puts events that come by customer and day together: days, then rows of months. */
function openWriter(columns: PanelColumns, customers: number, given: BasketScale | undefined) {
  const rowStart = new Int32Array(customers + 1);
  const month = growing((length) => new Uint8Array(length));
  const orders = growing((length) => new Uint8Array(length));
  const countStart = growing((length) => new Int32Array(length));
  const column = growing((length) => new Uint8Array(length));
  const count = growing((length) => new Uint8Array(length));
  const valueRow = growing((length) => new Int32Array(length));
  const valueOrders = growing((length) => new Int32Array(length));
  const value = growing((length) => new Float64Array(length));
  /** Share of a month's orders that are counted. */
  const share = growing((length) => new Float64Array(length));

  const isContacted = columns.tallies.some(({ of }) => of !== undefined);
  const isDiscounted = columns.tallies[0]?.kind === "share" && columns.tallies[0].of === undefined;
  const discountColumn = isDiscounted ? 0 : -1;
  const returnColumn = columns.count === 0 ? -1 : discountColumn + 1;
  const sentColumn = isContacted ? returnColumn + 1 : -1;
  const [categoryFirst, channelFirst] = ["category", "channel"].map(
    (name) => columns.mixes.find((mix) => mix.name === name)?.first ?? -1,
  );
  const spent = new Float64Array(levelRange);
  const counts = new Float64Array(columns.count);

  /** Counts of messages: those from here on to `pastMessages` are not of orders. */
  const pastMessages = isContacted ? sentColumn + 3 : returnColumn + 1;

  let [ownCustomer, ownMonth, ownDay, monthOrders] = [-1, -1, 0, 0];
  let [dayOrders, dayGross, dayChannel, hasDiscount, hasReturn] = [0, 0, -1, false, false];

  const endDay = () => {
    const n = dayOrders;
    if (n > 0) {
      if (dayGross > 0 && given !== noBaskets) {
        valueRow.push(month.length);
        valueOrders.push(n);
        value.push(Math.log(dayGross / dayOrders));
      }
      if (hasDiscount && isDiscounted) counts[discountColumn] += 1;
      let best = -1;
      for (let level = 0; level < levelRange; level++)
        if (spent[level] > 0 && (best < 0 || spent[level] > spent[best])) best = level;
      if (best >= 0 && categoryFirst >= 0) counts[categoryFirst + best] += 1;
      if (dayChannel >= 0 && channelFirst >= 0) counts[channelFirst + dayChannel] += 1;
    }
    if (hasReturn) counts[returnColumn] += 1;
    monthOrders += dayOrders;
    spent.fill(0);
    [dayOrders, dayGross, dayChannel, hasDiscount, hasReturn] = [0, 0, -1, false, false];
  };
  const endMonth = () => {
    if (ownCustomer < 0) return;
    endDay();
    // Returns are told of orders: those of earlier months would make a state of returns without orders.
    if (returnColumn >= 0) counts[returnColumn] = Math.min(counts[returnColumn], monthOrders);
    // A month of more orders than are counted tells of as many as are, and of all of them in the same shares.
    const told = Math.min(monthOrders, mostOrders) / Math.max(monthOrders, 1);
    month.push(ownMonth);
    orders.push(Math.min(monthOrders, mostOrders));
    share.push(told);
    for (let d = 0; d < counts.length; d++) {
      const isOfMessages = d > returnColumn && d < pastMessages;
      const times = isOfMessages || told === 0 ? counts[d] : Math.round(counts[d] * told);
      if (times === 0) continue;
      column.push(d);
      count.push(Math.min(times, 255));
    }
    countStart.push(column.length);
    counts.fill(0);
    monthOrders = 0;
    rowStart[ownCustomer + 1] += 1;
  };

  return {
    /** The mark says of what: −1 a day's orders and sales, from `contactMark` on a message, otherwise a line. */
    add(customer: number, at: number, day: number, mark: number, a: number, b: number): void {
      if (customer !== ownCustomer || at !== ownMonth) {
        endMonth();
        [ownCustomer, ownMonth, ownDay] = [customer, at, day];
      } else if (day !== ownDay) {
        endDay();
        ownDay = day;
      }
      if (mark === -1) {
        dayOrders += a;
        dayGross += b;
      } else if (mark >= contactMark) {
        counts[sentColumn] += 1;
        // Who clicked has opened, whatever the mail program told.
        if (mark > contactMark) counts[sentColumn + 1] += 1;
        if (mark >= contactMark + 2) counts[sentColumn + 2] += 1;
      } else if ((mark & 1) === 1) {
        hasReturn = true;
      } else {
        if ((mark & 2) === 2) hasDiscount = true;
        const levels = mark >> 2;
        const channel = (levels % levelRange) - 1;
        const category = Math.floor(levels / levelRange) - 1;
        if (channel >= 0 && dayChannel < 0) dayChannel = channel;
        if (category >= 0) spent[category] += Math.max(a, 1);
      }
    },

    end() {
      endMonth();
      for (let i = 0; i < customers; i++) rowStart[i + 1] += rowStart[i];
      const rows = month.length;
      const basketSum = new Float64Array(rows);
      const basketSquares = new Float64Array(rows);
      const [values, ofRow, times] = [value.values(), valueRow.values(), valueOrders.values()];
      const { low, high, mean } = given ?? scaleOf(values);
      const shares = share.values();
      for (let at = 0; at < values.length; at++) {
        const log = Math.min(Math.max(values[at], low), high) - mean;
        const counted = times[at] * shares[ofRow[at]];
        basketSum[ofRow[at]] += counted * log;
        basketSquares[ofRow[at]] += counted * log * log;
      }
      const starts = new Int32Array(rows + 1);
      starts.set(countStart.values(), 1);
      return {
        ...{ rowStart, month: month.values(), orders: orders.values(), basketSum, basketSquares },
        ...{ countStart: starts, column: column.values(), count: count.values(), baskets: { low, high, mean } },
      };
    },
  };
}

/** Quantiles of some of the values, and the mean of those, clipped. */
function scaleOf(values: Float64Array): BasketScale {
  if (values.length === 0) return { low: 0, high: 0, mean: 0 };
  const step = Math.ceil(values.length / quantileValues);
  const some = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]);
  const [low, high] = quantiles(some, clipped);
  const mean = some.reduce((sum, value) => sum + Math.min(Math.max(value, low), high), 0) / some.length;
  return { low, high, mean };
}

/** A typed array that grows. */
function growing<A extends Uint8Array | Int32Array | Float64Array>(make: (length: number) => A) {
  let room = make(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value: number): void {
      if (length === room.length) {
        const larger = make(2 * room.length);
        larger.set(room);
        room = larger;
      }
      room[length++] = value;
    },
    values(): A {
      return room.subarray(0, length) as A; // of the same type
    },
  };
}
