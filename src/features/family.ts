import type { StagedTables } from "../inputs/staged-tables.ts";
import type { Text } from "../language/text.ts";
import type { EventSource } from "./event-sources.ts";
import { columnsOf, type Expression } from "./expression.ts";
import type { FeatureDefinition, FeatureFamily } from "./feature-table.ts";
import type { Aggregate, Aggregates } from "./span-sums.ts";
import type { Window } from "./window.ts";

/** What a family needs to know. */
export interface FamilyContext {
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
 * A number about every customer and how it is computed for one window. What it sums up of a window is named once and shared between
 * features, by the rows it comes from (see `event-sources.ts`); its value is an expression over these sums
 * (`sumsOf(source)`), the sums over all customers known by then (`totalsOf(source)`), `customer` (`known_from` and
 * `first_order`, unknown where there is none), `attribute` (`attribute_codes` as valid at the window's end) and
 * `profile` (`metric_<j>`, the newest values at the window's end).
 */
export interface Formula extends Partial<Record<EventSource, Aggregates>> {
  readonly name: string;
  /** A number, NaN when unknown. */
  readonly value: Expression;
}

/** A feature and how it is computed; the value of a category is the index of its level. */
export type FeatureFormula = FeatureDefinition & Formula & { readonly levels?: readonly string[] };

/** A column of the rows that are summed up. */
export const row = columnsOf("row");
export const sumsOf = (source: EventSource) => columnsOf(source);
export const totalsOf = (source: EventSource) => columnsOf(`all ${source}`);
export const customer = columnsOf("customer");
export const attribute = columnsOf("attribute");
export const profile = columnsOf("profile");

/** One family of features: what it offers with these inputs, or why it offers nothing. */
export interface Family {
  readonly family: FeatureFamily;
  features(context: FamilyContext): readonly FeatureFormula[] | { readonly unavailable: Text };
}

/** Why the families that describe purchases offer nothing. */
export const noTransactions: Text = { en: "there are no transactions", ru: "нет транзакций" };

/** A column name made of a prefix and any text: letters and digits in lower case, the rest as underscores. */
export function columnName(prefix: string, level: string): string {
  return `${prefix}_${level.toLowerCase().replaceAll(/[^\p{L}\p{N}<>]+/gu, "_")}`;
}

/** How many rows a condition holds for, as a sum. */
export function countOf(condition: Expression): Aggregate {
  return { sum: condition };
}
