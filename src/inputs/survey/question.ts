/** Something that no value of a file decides. */
export interface Question {
  readonly kind: "dates" | "decimal" | "contacts-at";
  /** Names that an answer given beforehand may use for what is asked about: of the column in the file, and ours. */
  readonly names: readonly string[];
  /** What was seen, a sentence with the file and the column. */
  readonly sentence: string;
  /** What may be answered; a date when empty. */
  readonly choices: readonly string[];
  /** How the command line answers it. */
  readonly option: string;
  /** Whether it may stay open. */
  readonly optional: boolean;
}

/** Gives the answer, or undefined for an optional question that stays open. */
export type Answer = (question: Question) => Promise<string | undefined>;
