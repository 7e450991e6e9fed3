import type { Row } from "./trouble.ts";

/** How rows are written into files. */
export interface Layout {
  readonly delimiter: string;
  readonly lineEnd: "\n" | "\r\n";
  readonly encoding: FileEncoding;
  readonly byteOrderMark: boolean;
  /** Without a header, the configuration names the columns. */
  readonly header: boolean;
  /** Names in the header that are not the columns'. */
  readonly titles: Readonly<Record<string, string>>;
  readonly quotes: "needed" | "always";
  /** Stands before every line. */
  readonly indent: string;
  /** Whether the last row ends its line. */
  readonly lastLineEnd: boolean;
  /** How many files there are, and which of them a row is in, from 0. */
  readonly deliveries: { readonly files: number; readonly of: (row: Row) => readonly number[] };
  /** What follows `.csv` in the file's name, and what is done to the finished bytes. */
  readonly ending: string;
  readonly spoil: ((content: Buffer) => Buffer) | null;
}

export type FileEncoding = "utf-8" | "utf-16le" | "windows-1251";

export const plainLayout: Layout = {
  delimiter: ",",
  lineEnd: "\n",
  encoding: "utf-8",
  byteOrderMark: false,
  header: true,
  titles: {},
  quotes: "needed",
  indent: "",
  lastLineEnd: true,
  deliveries: { files: 1, of: () => [0] },
  ending: "",
  spoil: null,
};

/** A record without its line end; fields are quoted where they must be, or all. */
export function recordText(fields: readonly (string | null)[], { delimiter, quotes, indent }: Layout): string {
  const written = fields.map((field) => {
    if (field === null) return "";
    const mustQuote = quotes === "always" || field === "" || field.includes(delimiter) || /["\n\r]/.test(field);
    return mustQuote ? `"${field.replaceAll('"', '""')}"` : field;
  });
  return indent + written.join(delimiter);
}
