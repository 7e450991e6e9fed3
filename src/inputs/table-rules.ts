/**
 * What a table makes of its typed columns while it is read, so that one pass over a file types, checks and sorts its
 * rows. Everything is SQL over the typed columns and the derived ones.
 */
export interface TableRules {
  /** Columns made of typed ones, by name. */
  readonly derived: Readonly<Record<string, string>>;
  /** Rows that cannot be used; the first rule that holds gives the reason. */
  readonly wrong: readonly WrongRows[];
  /** Rows that a policy leaves out; the first that holds names it. */
  readonly leftOut: readonly LeftOutRows[];
  /** Typed and derived columns that the staged table keeps. */
  readonly kept: readonly string[];
}

export interface WrongRows {
  readonly where: string;
  /** Canonical column that is to blame. */
  readonly column: string;
  readonly reason: string;
  /** SQL of what was delivered, or nothing to show. */
  readonly rawText?: string;
}

export interface LeftOutRows {
  readonly policy: string;
  readonly where: string;
}

/** The rules of a table, given the canonical columns that its files have. */
export type RulesOf = (columns: ReadonlySet<string>) => TableRules;
