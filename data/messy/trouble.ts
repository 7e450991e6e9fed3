import type * as z from "zod";
import type { TableName } from "../../src/inputs/columns.ts";
import type { sourcesConfig } from "../../src/inputs/sources-config.ts";
import type { Random } from "../../src/math/random.ts";
import type { CleanBase } from "./clean-base.ts";
import type { Layout } from "./layout.ts";

/** A row of a table as its file holds it, by column; null is an empty field. */
export type Row = Readonly<Record<string, string | null>>;

/** What the configuration says of a source, its path aside. */
export type SourceSettings<Table extends TableName> = Partial<NonNullable<z.input<typeof sourcesConfig>[Table]>>;

/**
 * What a run on the dirty files gives, next to one on the clean base: the same customers, features and figures
 * (`identical`, when need be under other customer ids), other ones because the base itself is another (`changed`), or
 * none (`refused`, exit code 3).
 */
export type Results = "identical" | "changed" | "refused";

/** What becomes of the rows a trouble adds, or, when it adds none, of those it touches: quarantine, or left out by a policy. */
export type Becomes = "quarantined" | "guest" | "duplicate" | "other_version" | "fee" | "adjustment" | "after_as_of";

/** One way files are dirty: a row of the bank of bad input, or a part of one. */
export interface Trouble {
  /** Row of the bank. */
  readonly number: number;
  readonly name: string;
  /** What is wrong, in one sentence. */
  readonly about: string;
  readonly results: Results;
  /** Sentences for what a table cannot show, such as a warning that is due. */
  readonly notes?: readonly string[];
  /** How customers are called in the results, where not as in the clean base. */
  readonly customerIds?: { readonly prefix: string } | Readonly<Record<string, string>>;
  /** Tables that are delivered; all when left out. */
  readonly only?: readonly TableName[];
  /** Those of the tables that a base has are made dirty. */
  readonly tables: Tables | ((base: CleanBase) => Promise<Tables>);
}

export type Tables = { readonly [Table in TableName]?: TableTrouble<SourceSettings<Table>> };

export interface TableTrouble<Settings = object> {
  /** Columns without which there is no such trouble. */
  readonly needs?: readonly string[];
  /** SQL condition over the clean row, all columns being text: rows that may be picked. All when left out. */
  readonly where?: string;
  /** How many of them are picked at random, at least one: a share of them, or a number. All when left out. */
  readonly pick?: { readonly share: number } | { readonly count: number };
  /** What is delivered in place of a picked row. */
  readonly rewrite?: (row: Row, context: RewriteContext) => Row | readonly Row[];
  /** What is delivered in place of every row, picked ones after they were rewritten. */
  readonly each?: (row: Row) => Row;
  /** Columns of the file, from those of the clean one. */
  readonly columns?: (names: readonly string[]) => readonly string[];
  readonly layout?: Partial<Layout>;
  readonly becomes?: Becomes;
  /** What the configuration says, so that the engine reads the file right. */
  readonly settings?: Settings;
}

export interface RewriteContext {
  readonly base: CleanBase;
  readonly random: Random;
  /** Keeps what a customer's figure or attribute is to be, for the truth. */
  readonly note: (change: NotedChange) => void;
}

export interface NotedChange {
  readonly customer_id: string | null;
  readonly column: string;
  readonly value: string;
}
