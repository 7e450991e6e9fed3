import { splitRecords, whitespace } from "./split-records.ts";

export interface Delimiter {
  /** One character, or `whitespace`. */
  readonly delimiter: string;
  readonly confidence: number;
  readonly seen: string;
}

const marks = [",", ";", "\t", "|"];
const names: ReadonlyMap<string, string> = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars"],
  [whitespace, "runs of blanks"],
]);

/**
 * The mark that takes the most records into as many fields as the first one has. Blanks count only when no mark does,
 * for they stand in texts too; a file that nothing takes apart has one column.
 *
 * @param text complete records; the first 500 are looked at
 */
export function detectDelimiter(text: string): Delimiter {
  const candidates = marks.map((mark) => evenness(text, mark)).filter(({ fields }) => fields > 1);
  candidates.sort((a, b) => b.share - a.share || b.fields - a.fields);
  const best = candidates.find(({ share }) => share >= 0.6) ?? wordsOf(text) ?? candidates[0];
  if (best === undefined) return { delimiter: ",", confidence: 0.6, seen: "one field a line" };
  const percent = Math.floor(100 * best.share);
  return {
    delimiter: best.delimiter,
    confidence: Math.min(0.99, best.share),
    seen: `${names.get(best.delimiter)} make ${best.fields} fields in ${percent} % of the lines`,
  };
}

interface Evenness {
  readonly delimiter: string;
  readonly fields: number;
  /** Share of records with as many fields as the first. */
  readonly share: number;
}

function evenness(text: string, delimiter: string): Evenness {
  const records = splitRecords(text, delimiter, 500);
  const fields = records[0]?.length ?? 0;
  const same = records.filter((record) => record.length === fields).length;
  return { delimiter, fields, share: records.length === 0 ? 0 : same / records.length };
}

function wordsOf(text: string): Evenness | undefined {
  const words = evenness(text, whitespace);
  return words.fields > 1 && words.share >= 0.95 ? words : undefined;
}
