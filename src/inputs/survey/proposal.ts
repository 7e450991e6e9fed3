import type { TableName } from "../columns.ts";

/** A value of the configuration. */
export type SettingValue = string | boolean | readonly string[] | { readonly [key: string]: SettingValue };

/** One line of a proposed configuration, with the reason for it. */
export interface ProposedLine {
  readonly key: string;
  readonly value: SettingValue | readonly ProposedLine[];
  /** 0..1; absent where nothing was concluded. */
  readonly confidence?: number;
  readonly seen: string;
}

/** A proposed source of one table. */
export interface ProposedSource {
  readonly table: TableName;
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** How the files are called in texts. */
  readonly title: string;
  readonly confidence: number;
  readonly seen: string;
  readonly lines: readonly ProposedLine[];
  /** Settings that are worth a look, as lines that stay comments, and columns that are not used. */
  readonly remarks: readonly string[];
  /** Why the source stays a comment until somebody completes it; absent when it is complete. */
  readonly incomplete?: string;
}

/** What is proposed for a set of files. */
export interface Proposal {
  readonly sources: readonly ProposedSource[];
  /** Most frequent sign of the amounts, as a line for the project's currency. */
  readonly currency: ProposedLine | undefined;
}
