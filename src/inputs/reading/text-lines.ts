import { isUtf8 } from "node:buffer";

/** Longest line that is kept, in bytes; the same as of a line of CSV. */
export const longestLine = 16_777_216;

/** A line of a file: its text, or why it has none. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  /** Without its line end; of a line that cannot be used, as much as can be shown. */
  readonly text: string;
  readonly problem?: string;
}

/** The lines of UTF-8 bytes in blocks, without a byte-order mark; memory is bounded by the longest line that is kept. */
export async function* textLines(blocks: AsyncIterable<Buffer>): AsyncGenerator<TextLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer) => {
    if (length < longestLine) parts.push(part);
    length += part.length;
  };
  const take = () => {
    const line = lineOf(number, length > longestLine ? parts[0] : Buffer.concat(parts), length);
    number++;
    parts = [];
    length = 0;
    return line;
  };
  for await (const block of blocks) {
    let from = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, from)) {
      keep(block.subarray(from, end));
      yield take();
      from = end + 1;
    }
    if (from < block.length) keep(Buffer.from(block.subarray(from)));
  }
  if (length > 0) yield take();
}

function lineOf(number: number, bytes: Buffer, length: number): TextLine {
  if (length > longestLine) {
    const beginning = bytes.toString("utf8", 0, 1000);
    return { number, text: beginning, problem: `a line of more than ${longestLine} bytes` };
  }
  const marked = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = bytes.toString("utf8", marked ? 3 : 0).replace(/\r$/, "");
  return isUtf8(bytes) ? { number, text } : { number, text, problem: "not UTF-8" };
}
