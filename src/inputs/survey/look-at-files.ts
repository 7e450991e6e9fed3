import { basename } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../user-error.ts";
import { type ColumnLook, lookAtColumn } from "./column-look.ts";
import { readDates } from "./date-reading.ts";
import { type FileRows, type Finding, readRows } from "./file-rows.ts";
import { isHeaderWord } from "./header-words.ts";
import { headerlessNames } from "./headerless-names.ts";
import { readNumbers } from "./number-reading.ts";
import { sampleSizes } from "./sample-file.ts";

/** What one file, or several deliveries of one layout, hold and how they are written. */
export interface FileLook extends Pick<FileRows, "format" | "encoding" | "delimiter"> {
  readonly paths: readonly string[];
  /** Name of the first file without its folder, and how many more there are. */
  readonly title: string;
  readonly hasHeader: Finding<boolean>;
  readonly columns: readonly ColumnLook[];
  /** Rows without the header. */
  readonly rows: readonly (readonly string[])[];
  /** Whether these are all rows. */
  readonly whole: boolean;
}

/**
 * Looks at files; those that are written alike and name the same columns are deliveries of one source, looked at together.
 *
 * @param openEngine asked for only when a file is Parquet
 * @throws UserError 2 when there is no such file, 3 when one holds no rows
 */
export async function lookAtFiles(
  paths: readonly string[],
  openEngine: () => Promise<Engine>,
): Promise<readonly FileLook[]> {
  const layouts = new Map<string, [Titled, ...Titled[]]>();
  const sizes = sampleSizes(paths.length);
  for (const path of paths) {
    const file = withHeader(await readRows(path, sizes, openEngine));
    const layout = JSON.stringify([file.format, file.encoding?.value, file.delimiter?.value, file.names ?? file.width]);
    const alike = layouts.get(layout);
    if (alike === undefined) layouts.set(layout, [file]);
    else alike.push(file);
  }
  return [...layouts.values()].map(lookAtDeliveries);
}

interface Titled extends FileRows {
  readonly hasHeader: Finding<boolean>;
  readonly rows: readonly (readonly string[])[];
  readonly width: number;
}

function withHeader(file: FileRows): Titled {
  const hasHeader = headerOf(file);
  const inRecords = file.names === undefined && hasHeader.value;
  const rows = inRecords ? file.records.slice(1) : file.records;
  if (rows.length === 0) throw new UserError(3, `${basename(file.path)} holds no rows; expected at least one`);
  const names = inRecords ? file.records[0].map((name) => name.trim()) : file.names;
  return { ...file, names, hasHeader, rows, width: rows[0].length };
}

function lookAtDeliveries([first, ...others]: readonly [Titled, ...Titled[]]): FileLook {
  const { format, encoding, delimiter, hasHeader, names, width } = first;
  const rows = others.length === 0 ? first.rows : [first, ...others].flatMap((file) => file.rows);
  const looks = Array.from({ length: width }, (_, index) => lookAtColumn(names?.[index] ?? "", index, rows));
  const columns = names === undefined ? headerlessNames(looks) : looks;
  const title = others.length === 0 ? basename(first.path) : `${basename(first.path)} and ${others.length} more`;
  const whole = [first, ...others].every((file) => file.whole);
  const paths = [first, ...others].map(({ path }) => path);
  return { format, encoding, delimiter, hasHeader, paths, title, rows, columns, whole };
}

/** Whether the first record of CSV names the columns: it does when it holds no number and no date. */
function headerOf({ names, records }: FileRows): Finding<boolean> {
  if (names !== undefined) return { value: true, confidence: 1, seen: "the format names its columns" };
  const first = (records[0] ?? []).map((name) => name.trim()).filter((name) => name !== "");
  if (first.some(isValue)) return { value: false, confidence: 0.95, seen: "the first line holds a number or a date" };
  const known = first.filter(isHeaderWord).length;
  if (known > 0) return { value: true, confidence: 0.98, seen: `the first line holds ${known} usual names` };
  if (new Set(first).size < first.length)
    return { value: false, confidence: 0.6, seen: "the first line repeats itself" };
  const typed = records.slice(1, 2).some((record) => record.some((text) => isValue(text.trim())));
  return typed
    ? { value: true, confidence: 0.9, seen: "texts above numbers" }
    : { value: true, confidence: 0.6, seen: "texts above texts" };
}

function isValue(text: string): boolean {
  const once = new Map([[text, 1]]);
  return readNumbers(once) !== undefined || readDates(once) !== undefined;
}
