import type { Dialect } from "../engine/dialect.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { Text } from "../language/text.ts";
import type { EventSource } from "./event-sources.ts";
import type { FeatureDefinition, FeatureFamily } from "./feature-table.ts";
import type { Window } from "./window.ts";

/** What a family needs to know to write its SQL. */
export interface FamilyContext {
  readonly dialect: Dialect;
  readonly staged: Pick<
    StagedTables,
    | "hasEvents"
    | "hasAmounts"
    | "hasVisits"
    | "hasFeedback"
    | "lineColumns"
    | "categories"
    | "brands"
    | "channels"
    | "contactChannels"
    | "visitEvents"
    | "profileMetrics"
    | "attributes"
  >;
  readonly currency: string;
  /** Money units in one unit of the currency. */
  readonly moneyUnits: number;
  /** Whether money is net of returns. */
  readonly returns: "net" | "gross";
  /** Levels of each attribute that is a category or a list of tags, as coded in `attribute_codes`. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly window: Window;
}

/**
 * A feature and the SQL that computes it for one window. What it sums up of a window is named once and shared between
 * features, by the rows it comes from (see `event-sources.ts`); the expression reads it by the letter of these rows:
 * `p.<name>` for `purchases`, and so on. It may also read the sums over all customers (`totalOf`), `c` (`customer_ids`
 * with `first_order`), `a` (`attribute_codes` as valid at the window's end) and `r` (`profile_values`, the newest ones
 * at the window's end).
 */
export interface FeatureSql extends FeatureDefinition, Partial<Record<EventSource, Aggregates>> {
  /** A number, null when unknown; for a category the index of its level. */
  readonly expression: string;
  readonly levels?: readonly string[];
}

/** What is summed up of the rows of a window, by name. */
export type Aggregates = Readonly<Record<string, Aggregate>>;

/**
 * A sum or the largest of whole numbers, a null counting for nothing, over the rows of a window; `late` is the sum of
 * the same name over the later half of the window. A sum of nothing is 0, the largest of nothing is null.
 */
export type Aggregate = { readonly sum: string } | { readonly max: string } | { readonly late: string };

/** One family of features: what it offers with these inputs, or why it offers nothing. */
export interface Family {
  readonly family: FeatureFamily;
  features(context: FamilyContext): readonly FeatureSql[] | { readonly unavailable: Text };
}

/** Why the families that describe purchases offer nothing. */
export const noTransactions: Text = { en: "there are no transactions", ru: "нет транзакций" };

/** A column name made of a prefix and any text: letters and digits in lower case, the rest as underscores. */
export function columnName(prefix: string, level: string): string {
  return `${prefix}_${level.toLowerCase().replaceAll(/[^\p{L}\p{N}<>]+/gu, "_")}`;
}

/** A ratio of two whole numbers as a double, null when the lower one is zero. */
export function ratio(upper: string, lower: string): string {
  return `CASE WHEN ${lower} <> 0 THEN CAST(${upper} AS DOUBLE) / CAST(${lower} AS DOUBLE) END`;
}

/** How many rows a condition holds for, as a sum. */
export function countOf(condition: string): Aggregate {
  return { sum: `CASE WHEN ${condition} THEN 1 ELSE 0 END` };
}

/** The letter by which the sums of the same rows over all customers known by the window's end are read. */
export function totalOf(letter: string): string {
  return `t${letter}`;
}
