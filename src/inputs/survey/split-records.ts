/** The delimiter that stands for any run of blanks. */
export const whitespace = "whitespace";

/**
 * Takes a delimited text apart into records of fields: quotes may hold the delimiter, line ends and doubled quotes; lines
 * end in LF, CRLF or CR; blank lines are passed over. A quote that is never closed runs to the end of the text.
 *
 * O(length of text).
 *
 * @param limit records to stop after
 * @see RFC 4180
 */
export function splitRecords(text: string, delimiter: string, limit = Number.POSITIVE_INFINITY): string[][] {
  const marks = marksOf(text);
  const records: string[][] = [];
  for (let at = 0; at < text.length && records.length < limit; ) {
    const end = marks.lineEnd(at);
    if (delimiter === whitespace) {
      const line = text.slice(at, end).trim();
      if (line !== "") records.push(line.split(/\s+/));
      at = afterLineEnd(text, end);
    } else if (marks.quote(at) >= end) {
      if (end > at) records.push(text.slice(at, end).split(delimiter));
      at = afterLineEnd(text, end);
    } else {
      const { record, next } = quotedRecord(text, at, delimiter, marks);
      records.push(record);
      at = next;
    }
  }
  return records;
}

/** Where the next mark of a kind is; asked from left to right, each text is searched once. */
interface Marks {
  readonly lineEnd: (from: number) => number;
  readonly quote: (from: number) => number;
}

function marksOf(text: string): Marks {
  const feed = finder(text, "\n");
  const carriage = finder(text, "\r");
  return { lineEnd: (from) => Math.min(feed(from), carriage(from)), quote: finder(text, '"') };
}

function finder(text: string, mark: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found >= from) return found;
    found = text.indexOf(mark, from);
    if (found === -1) found = text.length;
    return found;
  };
}

/** One record that holds quotes, and where the next one begins. */
function quotedRecord(text: string, from: number, delimiter: string, marks: Marks) {
  const record: string[] = [];
  let at = from;
  for (;;) {
    let field = "";
    if (text[at] === '"') {
      const { content, next } = quotedText(text, at, marks);
      field = content;
      at = next;
    }
    const lineEnd = marks.lineEnd(at);
    const mark = text.indexOf(delimiter, at);
    const end = mark === -1 ? lineEnd : Math.min(lineEnd, mark);
    record.push(field + text.slice(at, end));
    if (end !== mark) return { record, next: afterLineEnd(text, end) };
    at = end + delimiter.length;
  }
}

/** What stands between the quote at `from` and the one that closes it, and the place after that. */
function quotedText(text: string, from: number, marks: Marks): { content: string; next: number } {
  let content = "";
  let at = from + 1;
  for (;;) {
    const close = marks.quote(at);
    content += text.slice(at, close);
    if (text[close + 1] !== '"') return { content, next: close + 1 };
    content += '"';
    at = close + 2;
  }
}

function afterLineEnd(text: string, end: number): number {
  return text.startsWith("\r\n", end) ? end + 2 : end + 1;
}
