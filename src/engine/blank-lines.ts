import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { CsvFile } from "./engine.ts";

const [lineFeed, carriageReturn, quote, blank] = [10, 13, 34, 32];
/** Line ends that follow each other, without which no line is blank. */
const adjacentLineEnds = ["\n\n", "\n\r", "\r\r"];

/**
 * Numbers of the blank lines of a CSV file, counted in records from 1, ascending. DuckDB passes them over without
 * counting them, and takes the beginning of a cut off `.gz` for the whole of it; both are caught here.
 *
 * Reads the file once, and a second time only when line ends follow each other somewhere.
 *
 * @throws Error when a compressed file is cut off or damaged
 */
export async function blankLines(file: CsvFile): Promise<number[]> {
  return (await mayHaveBlankLines(file)) ? findBlankLines(file) : [];
}

async function mayHaveBlankLines({ path }: CsvFile): Promise<boolean> {
  let found = false;
  let before: Buffer = Buffer.from("\n"); // a blank first line counts
  for await (const bytes of bytesOf(path)) {
    const joint = Buffer.concat([before, bytes.subarray(0, 2)]);
    found ||= adjacentLineEnds.some((ends) => joint.includes(ends) || bytes.includes(ends));
    before = bytes.subarray(-1);
  }
  return found;
}

async function findBlankLines({ path, delimiter }: CsvFile): Promise<number[]> {
  const separator = delimiter === "\\t" ? 9 : delimiter.charCodeAt(delimiter.length - 1);
  const found: number[] = [];
  let record = 1;
  let length = 0;
  let atFieldStart = true;
  let quoted = false;
  let previous = 0;
  for await (const bytes of bytesOf(path)) {
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
        if (byte === quote && atFieldStart) quoted = true;
        else atFieldStart = byte === separator || (byte === blank && atFieldStart);
      }
      previous = byte;
    }
  }
  return found;
}

function bytesOf(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!path.endsWith(".gz")) return file;
  const whole = createGunzip({ chunkSize: 1 << 18 });
  file.on("error", (error) => whole.destroy(error));
  return file.pipe(whole);
}
