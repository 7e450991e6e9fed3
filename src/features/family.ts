import type { Dialect } from "../engine/dialect.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import type { FeatureDefinition, FeatureFamily } from "./feature-table.ts";
import type { Window } from "./window.ts";

/** What a family needs to know to write its SQL. */
export interface FamilyContext {
  readonly dialect: Dialect;
  readonly staged: Pick<StagedTables, "hasEvents" | "categories" | "channels" | "contactChannels" | "attributes">;
  readonly currency: string;
  /** Money units in one unit of the currency. */
  readonly moneyUnits: number;
  /** Whether money is net of returns. */
  readonly returns: "net" | "gross";
  /** Levels of each category attribute, ascending, as coded in `attribute_codes`. */
  readonly levels: ReadonlyMap<string, readonly string[]>;
  readonly window: Window;
}

/**
 * A feature and the SQL that computes it for one window. Aggregates over the rows within the window are named once and
 * shared between features; the expression reads them by the letter of their source: `p.<name>` from `days`, `l.<name>`
 * from the sales among `lines`, `o.<name>` from `orders`, `m.<name>` from `contacts` (and `b.<name>`, the same over all
 * customers). It may also read `c` (`customer_ids` with `first_order`) and `a` (`attribute_codes` as valid at the
 * window's end).
 */
export interface FeatureSql extends FeatureDefinition {
  readonly purchases?: Aggregates;
  readonly lines?: Aggregates;
  readonly orders?: Aggregates;
  readonly messages?: Aggregates;
  /** A number, null when unknown; for a category the index of its level. */
  readonly expression: string;
  readonly levels?: readonly string[];
}

/** Name of an aggregate and its SQL. */
export type Aggregates = Readonly<Record<string, string>>;

/** One family of features: what it offers with these inputs, or why it offers nothing. */
export interface Family {
  readonly family: FeatureFamily;
  features(context: FamilyContext): readonly FeatureSql[] | { readonly unavailable: string };
}

/** Why the families that describe purchases offer nothing. */
export const noTransactions = "there are no transactions";

/** A column name made of a prefix and any text: letters and digits in lower case, the rest as underscores. */
export function columnName(prefix: string, level: string): string {
  return `${prefix}_${level.toLowerCase().replaceAll(/[^\p{L}\p{N}<>]+/gu, "_")}`;
}

/** A ratio of two whole numbers as a double, null when the lower one is zero. */
export function ratio(upper: string, lower: string): string {
  return `CASE WHEN ${lower} <> 0 THEN CAST(${upper} AS DOUBLE) / CAST(${lower} AS DOUBLE) END`;
}
