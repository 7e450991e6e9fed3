import type { Text } from "../language/text.ts";
import type { EpochDay } from "../math/calendar.ts";
import type { TableName } from "./columns.ts";
import type { StagedFile } from "./stage-table.ts";

/** `order_id` and `day` go with the customer; with `row`, every row is an order. */
export type OrderKey = "order_id" | "day" | "row";

/** How exact the dates of a table are. */
export type DatePrecision = "time" | "day" | "month" | "year";

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
 * whole money units (see currency.ts) of the project's currency, customers are numbered 0…N−1 in the ascending order of
 * their ids. Columns in brackets are there when `lineColumns` names them.
 *
 * - `customer_ids(customer, customer_id, known_from, first_event)`: everyone known before as-of; `known_from` is the
 *   day of registration or of the first event, null when there is neither (known all along).
 * - `lines(customer, order_key, day, kind, amount, category, channel, [brand], [discount], [cost], [coupon])`: accepted
 *   transaction lines, kind 0 sale, 1 return, 2 free; `order_key` is a hash of the order id, null without one;
 *   `category`, `channel` and `brand` index into the lists below, null when unknown; `discount` (≥ 0) and `cost` are
 *   money, null when unknown, `coupon` 1 or 0; guests have no customer.
 * - `attributes(customer, valid_from, valid_to, …)`: customer attributes, one row per span of validity, with the columns
 *   that `attributes` below names: days (`registered_at`, `birth_date`), whole numbers (`birth_year`, `children`,
 *   `household_size`), `age_min`, `age_max` (years; either may be null) with `age_day`, the day they are of; `income_min`,
 *   `income_max` (units of the currency a year), texts (`sex`, `country` as an ISO 3166 code, `region`, `city`, `area_type`,
 *   `climate_zone`, `family_status`, `education`, `profession`, `acquisition_channel`, `acquisition_source`,
 *   `customer_type`, `preferred_channel`), lists of texts (`interests`, `personal_values`) and booleans (`consent_…`).
 * - `contacts(customer, day, channel, is_message, opened, clicked, visited, converted, unsubscribed, cost)`: what came of
 *   it as 1 or 0, null where there is no column for it; `cost` is money, null when unknown.
 * - `visits(customer, day, session, event, duration)`: events on the site of known customers; `session` is a hash that
 *   is never null, `event` indexes `visitEvents`, null when unknown, `duration` in seconds, null when unknown.
 * - `feedback(customer, day, kind, score)`: kind 0 complaint, 1 review, 2 poll, 3 return reason; `score` in 0..1.
 * - `costs(period_start, period_end, channel, amount)`.
 * - `market(period_start, period_end, category, price_index, market_size)`: periods of one category do not overlap;
 *   `price_index` is the competitors' price level in percent of ours, `market_size` money; either may be null.
 * - `market_sales(category, day, amount)`: what the sales of each category of `market` brought; no rows for one that
 *   nobody bought. Unlike `lines`, it tells every category by its name.
 * - `profiles(customer, day, metric, value)`: `metric` indexes `profileMetrics`; several days per metric are history.
 */
export interface StagedTables {
  readonly asOf: EpochDay;
  /** N. */
  readonly customers: number;
  /** Day of the first event, or as-of when there are no events. */
  readonly firstEvent: EpochDay;
  /** Day of the last event, or as-of when there are no events. */
  readonly lastEvent: EpochDay;
  /** Whether there are dated events: without them time stability, transitions and lifetime value are refused. */
  readonly hasEvents: boolean;
  /** Whether the events carry money; without it every line's amount is 0 and nothing monetary is said. */
  readonly hasAmounts: boolean;
  /** How exact the days of the events are. */
  readonly precision: DatePrecision;
  /** What makes an order besides the customer. */
  readonly orderKey: OrderKey;
  /** Optional columns of `lines` that are there. */
  readonly lineColumns: ReadonlySet<LineColumn>;
  /** Categories with a column of their own, most lines first, ties by name. */
  readonly categories: readonly string[];
  /** Brands, likewise. */
  readonly brands: readonly string[];
  /** Sales channels, likewise. */
  readonly channels: readonly string[];
  /** Contact channels, ascending. */
  readonly contactChannels: readonly string[];
  /** Events of visits, ascending. */
  readonly visitEvents: readonly string[];
  readonly hasVisits: boolean;
  readonly hasFeedback: boolean;
  /** Metrics of ready aggregates, ascending, with the days each looks back (0: the whole past) and its unit. */
  readonly profileMetrics: readonly ProfileMetric[];
  /** Columns of `attributes` that a file has. */
  readonly attributes: ReadonlySet<string>;
  /** Whether attributes carry `valid_from`; otherwise they are as delivered, not point in time. */
  readonly datedAttributes: boolean;
  readonly hasCosts: boolean;
  readonly hasMarket: boolean;
  readonly accounts: readonly TableAccount[];
  readonly warnings: readonly Text[];
}

export type LineColumn = "brand" | "discount" | "cost" | "coupon";

export interface ProfileMetric {
  readonly metric: string;
  readonly windowDays: number;
  readonly unit: string;
}
