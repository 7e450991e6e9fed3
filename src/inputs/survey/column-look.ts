import { unknownTexts } from "../sources-config.ts";
import { type DateReading, readDates } from "./date-reading.ts";
import { type NumberReading, readNumbers } from "./number-reading.ts";

/** What the values of one column of a file look like. */
export interface ColumnLook {
  /** Name in the file. */
  readonly name: string;
  /** Place in the file's records. */
  readonly index: number;
  readonly rows: number;
  /** Rows with a value. */
  readonly known: number;
  /** Distinct values with their rows, most frequent first; at most {@link distinctLimit} of them. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether there are more distinct values than were counted. */
  readonly capped: boolean;
  /** Words found that mean "not known" but are not on the usual list. */
  readonly unknownWords: readonly string[];
  readonly dates: DateReading | undefined;
  readonly numbers: NumberReading | undefined;
}

/** Distinct values of a column that are counted. */
export const distinctLimit = 200_000;

const usualUnknown: ReadonlySet<string> = new Set(unknownTexts({ unknown: {} }, ""));
const unknownWord =
  /^(unknown|unspecified|undefined|none|missing|blank|\(blank\)|n\.a\.|#n\/a|\?+|-+|—|не указан[оа]?|нет данных|неизвестно)$/iu;

/** Looks at one column of a file's rows. O(rows) time. */
export function lookAtColumn(name: string, index: number, rows: readonly (readonly string[])[]): ColumnLook {
  const tally = new Map<string, number>();
  const words = new Map<string, string>();
  let known = 0;
  let capped = false;
  for (const row of rows) {
    const text = row[index].trim();
    if (usualUnknown.has(text)) continue;
    const count = tally.get(text);
    if (count === undefined && tally.size >= distinctLimit) capped = true;
    else tally.set(text, (count ?? 0) + 1);
    known++;
  }
  for (const [text, count] of tally) {
    if (text.length > 20 || !unknownWord.test(text)) continue;
    words.set(text, text);
    known -= count;
    tally.delete(text);
  }
  const counts = new Map([...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  return {
    name,
    index,
    rows: rows.length,
    known,
    counts,
    capped,
    unknownWords: [...words.keys()].sort(),
    dates: readDates(counts),
    numbers: readNumbers(counts),
  };
}

/** Whether no two rows hold the same value and every row holds one. */
export function isUnique({ rows, known, counts, capped }: ColumnLook): boolean {
  return known === rows && (capped || counts.size === rows);
}

/** Whether all rows hold the same value. */
export function isConstant({ rows, known, counts }: ColumnLook): boolean {
  return rows > 1 && known === rows && counts.size === 1;
}

/** Share of the rows with a value that the predicate holds for. */
export function shareOf({ counts }: ColumnLook, predicate: (text: string) => boolean): number {
  let [holding, all] = [0, 0];
  for (const [text, count] of counts) {
    all += count;
    if (predicate(text)) holding += count;
  }
  return all === 0 ? 0 : holding / all;
}
