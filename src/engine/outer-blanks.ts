import { isAscii } from "node:buffer";
import { asciiBlanks, otherBlanks } from "./dialect.ts";
import type { CsvFile } from "./engine.ts";
import { fileBytes } from "./file-bytes.ts";

const quote = '"';
const lineEnds = ["\n", "\r"];
/** Bytes of the longest text that is looked for, less one: so far it may reach into the next block. */
const overlap = 2;

/**
 * Whether a field of a CSV file may begin or end with something that `Dialect.trimmed` takes off: when this is false, none
 * does, and looking at each of them can be spared.
 *
 * Looks for blanks beside delimiters, quotes and line ends, and for blanks beyond ASCII anywhere, which is more than it
 * need find. Reads the file up to the first such place: 3 GB of a file without one take about 8 s of CPU.
 */
export async function mayHaveOuterBlanks({ path, delimiter }: CsvFile): Promise<boolean> {
  if (delimiter === "whitespace") return true;
  const places = placesOfBlanks(delimiter === "\\t" ? "\t" : delimiter);
  // What stands before the first record and after the last is as good as a line end.
  let before: Buffer = Buffer.from("\n");
  for await (const bytes of fileBytes(path, false)) {
    const joint = Buffer.concat([before, bytes.subarray(0, overlap)]);
    if (holdsAny(joint, places) || holdsAny(bytes, places)) return true;
    before = Buffer.from(bytes.length < overlap ? joint.subarray(-overlap) : bytes.subarray(-overlap));
  }
  return holdsAny(Buffer.concat([before, Buffer.from("\n")]), places);
}

interface Places {
  readonly plain: readonly Buffer[];
  readonly tabbed: readonly Buffer[];
  readonly quoted: readonly Buffer[];
  readonly beyondAscii: readonly Buffer[];
}

/** Texts that a blank at the beginning or end of a field makes: without tabs and quotes, with them, beyond ASCII. */
function placesOfBlanks(delimiter: string): Places {
  const besides = (blank: string, edges: readonly string[]) =>
    edges.flatMap((edge) => [blank + edge, edge + blank]).map((text) => Buffer.from(text));
  const edges = [delimiter, ...lineEnds];
  const isBlank = (text: string) => asciiBlanks.includes(text.charCodeAt(0));
  // Inside quotes a field may begin and end with what is a delimiter or a line end elsewhere.
  const inQuotes = [...edges, "\t"].filter(isBlank);
  return {
    plain: delimiter === " " ? [] : besides(" ", edges),
    tabbed: delimiter === "\t" ? [] : besides("\t", [...edges, quote]),
    quoted: [
      ...(delimiter === " " ? [] : besides(" ", [quote])),
      ...inQuotes.flatMap((blank) => edges.flatMap((edge) => [edge + quote + blank, blank + quote + edge])),
    ].map((text) => Buffer.from(text)),
    beyondAscii: otherBlanks.map((code) => Buffer.from(String.fromCodePoint(code))),
  };
}

function holdsAny(bytes: Buffer, { plain, tabbed, quoted, beyondAscii }: Places): boolean {
  const holds = (text: Buffer) => bytes.includes(text);
  return (
    plain.some(holds) ||
    (tabbed.length > 0 && bytes.includes("\t") && tabbed.some(holds)) ||
    (bytes.includes(quote) && quoted.some(holds)) ||
    (!isAscii(bytes) && beyondAscii.some(holds))
  );
}
