import type { CsvFile } from "./engine.ts";
import { fileBytes } from "./file-bytes.ts";

const [lineFeed, carriageReturn, quote, blank] = [10, 13, 34, 32];
/** Line ends that follow each other, without which no line is blank. */
const adjacentLineEnds = ["\n\n", "\n\r", "\r\r"];

/**
 * Numbers of the blank lines of a CSV file, counted in records from 1, ascending: DuckDB passes them over without counting
 * them, so whoever numbers its records needs to know.
 *
 * Reads the file once, and a second time only when line ends follow each other somewhere.
 */
export async function blankLines(file: CsvFile): Promise<Int32Array> {
  return (await mayHaveBlankLines(file)) ? Int32Array.from(await findBlankLines(file)) : new Int32Array(0);
}

async function mayHaveBlankLines({ path }: CsvFile): Promise<boolean> {
  let found = false;
  let before: Buffer = Buffer.from("\n"); // a blank first line counts
  for await (const bytes of fileBytes(path, false)) {
    const joint = Buffer.concat([before, bytes.subarray(0, 2)]);
    found ||= adjacentLineEnds.some((ends) => joint.includes(ends) || bytes.includes(ends));
    before = bytes.subarray(-1);
  }
  return found;
}

async function findBlankLines({ path, delimiter }: CsvFile): Promise<number[]> {
  // Words between blanks know no quotes.
  const opening = delimiter === "whitespace" ? -1 : quote;
  const separator = delimiter === "\\t" ? 9 : delimiter.charCodeAt(delimiter.length - 1);
  const found: number[] = [];
  let record = 1;
  let length = 0;
  let atFieldStart = true;
  let quoted = false;
  let previous = 0;
  for await (const bytes of fileBytes(path, false)) {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (quoted) {
        // A doubled quote closes the field and opens it again.
        if (byte === quote) [quoted, atFieldStart] = [false, true];
      } else if (byte === lineFeed && previous === carriageReturn) {
        // the second half of one line end
      } else if (byte === lineFeed || byte === carriageReturn) {
        if (length === 0) found.push(record);
        record++;
        [length, atFieldStart] = [0, true];
      } else {
        length++;
        if (byte === opening && atFieldStart) quoted = true;
        else atFieldStart = byte === separator || (byte === blank && atFieldStart);
      }
      previous = byte;
    }
  }
  return found;
}
