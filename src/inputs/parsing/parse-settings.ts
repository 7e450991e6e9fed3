/** What a source says about how its fields are to be read. */
export interface ParseSettings {
  /** Texts that mean: not known, in a canonical column, besides the empty one. */
  readonly unknown: (column: string) => readonly string[];
  /** Format per canonical column, in the letters of the configuration (see date-format.ts). */
  readonly dates: Readonly<Record<string, string>>;
  /** Per canonical column, texts of the file and what they stand for. */
  readonly synonyms: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly decimal: "." | ",";
  /** Mark between thousands, none when empty; a blank stands for no-break and thin blanks too, and is not `decimal`. */
  readonly thousands: "" | "," | "." | " " | "'";
  /** Id columns whose ids were saved as numbers: 17850.0 is read as 17850. */
  readonly dropPointZero: readonly string[];
  /** Zone of times that carry none. */
  readonly sourceZone: string;
  /** Zone in which days begin. */
  readonly projectZone: string;
  /** Currencies (ISO 4217) whose signs money may carry. */
  readonly currencies: readonly string[];
  /** What stands between the tags of a list. */
  readonly listSeparator: string;
}
