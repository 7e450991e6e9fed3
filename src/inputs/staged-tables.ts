import type { EpochDay } from "../math/calendar.ts";
import type { TableName } from "./sources-config.ts";
import type { StagedFile } from "./stage-table.ts";

/** `order_id` and `day` go with the customer; with `row`, every row is an order. */
export type OrderKey = "order_id" | "day" | "row";

/** What became of the rows of one table: rowsRead = accepted + quarantined + the rows of every exclusion. */
export interface TableAccount {
  readonly table: TableName;
  readonly files: readonly StagedFile[];
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly excluded: readonly Exclusion[];
}

/** Rows left out by a named policy of the configuration. */
export interface Exclusion {
  readonly policy: string;
  readonly rows: number;
  /** Money on those rows in money units (see currency.ts); absent for tables without money. */
  readonly amount?: number;
}

/**
 * The accepted data, as tables of the engine. Days are counted from 1970-01-01 in the project's zone, money is in
 * whole money units (see currency.ts), customers are numbered 0…N−1 in the ascending order of their ids.
 *
 * - `customer_ids(customer, customer_id, known_from, first_event)`: everyone known before as-of; `known_from` is the
 *   day of registration or of the first event, null when there is neither (known all along).
 * - `lines(customer, order_id, day, kind, amount, category, channel)`: accepted transaction lines, kind 0 sale,
 *   1 return, 2 free; `category` and `channel` index into the lists below, null when unknown; guests have no customer.
 * - `attributes(customer, valid_from, valid_to, …)`: customer attributes, one row per span of validity.
 * - `contacts(customer, day, channel, is_message, opened, clicked, converted)`.
 * - `costs(period_start, period_end, channel, amount)`.
 */
export interface StagedTables {
  readonly asOf: EpochDay;
  /** N. */
  readonly customers: number;
  /** Day of the first event, or as-of when there are no events. */
  readonly firstEvent: EpochDay;
  /** Whether there are dated events: without them time stability, transitions and lifetime value are refused. */
  readonly hasEvents: boolean;
  /** What makes an order besides the customer. */
  readonly orderKey: OrderKey;
  /** Categories with a column of their own, most lines first, ties by name. */
  readonly categories: readonly string[];
  /** Sales channels, likewise. */
  readonly channels: readonly string[];
  /** Contact channels, ascending. */
  readonly contactChannels: readonly string[];
  /** Attributes of customers that a file has. */
  readonly attributes: ReadonlySet<string>;
  /** Whether attributes carry `valid_from`; otherwise they are as delivered, not point in time. */
  readonly datedAttributes: boolean;
  readonly hasCosts: boolean;
  readonly accounts: readonly TableAccount[];
  readonly warnings: readonly string[];
}
