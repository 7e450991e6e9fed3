import { nearestName } from "../../math/nearest-name.ts";
import { UserError } from "../../user-error.ts";
import type { ColumnSpec, TableName } from "../columns.ts";
import { shownText } from "../shown-text.ts";
import type { TableSource } from "../sources-config.ts";

/** Names that a sentence lists at most. */
const mostListed = 40;

/** Where each canonical column of a table is found in one file; columns that are neither mapped nor there are absent. */
export type ColumnMap = ReadonlyMap<string, string>;

/** Which columns a table is read for, and where they are said to be. */
export interface TableLayout {
  readonly specs: readonly ColumnSpec[];
  /** Canonical name: name in the file. */
  readonly mapping: Readonly<Record<string, string | undefined>>;
  /** Columns that the configuration fills where no file has them. */
  readonly given: ReadonlySet<string>;
  /** Whether rows are numbered to serve as `customer_id`. */
  readonly numbered: boolean;
}

/**
 * Match canonical columns with the names in a file: a mapped name must be there, an unmapped column is taken under its
 * own name when the file has it.
 *
 * @throws UserError 2 naming the file, the column and the nearest name in the file
 */
export function mapColumns(
  table: TableName,
  { specs, mapping, given }: TableLayout,
  file: string,
  names: readonly string[],
): ColumnMap {
  const result = new Map<string, string>();
  for (const { name, required } of specs) {
    const mapped = mapping[name];
    if (mapped !== undefined) {
      if (!names.includes(mapped)) {
        throw new UserError(
          2,
          `sources.${table}.columns.${name}: ${file} has no column "${mapped}"; ${hint(mapped, names)}`,
        );
      }
      result.set(name, mapped);
    } else if (given.has(name)) {
      // What the configuration says counts, whatever a column of that name may hold.
    } else if (names.includes(name)) {
      result.set(name, name);
    } else if (required) {
      throw new UserError(
        2,
        `sources.${table}: ${file} has no column "${name}"; map it under columns, ${hint(name, names)}`,
      );
    }
  }
  return result;
}

/** @throws UserError 2 when a setting that goes by column names one that the table does not have, or two settings contradict */
export function checkColumnSettings(table: TableName, specs: readonly ColumnSpec[], source: TableSource) {
  if (source.decimal === source.thousands) {
    throw new UserError(
      2,
      `sources.${table}.thousands: "${source.thousands}" is the decimal mark as well; they differ`,
    );
  }
  const ofType = (...types: readonly ColumnSpec["type"][]) =>
    specs.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  const all = specs.map(({ name }) => name);
  const named: [string, readonly string[], readonly string[], string][] = [
    ["dates", Object.keys(source.dates), ofType("date", "timestamp"), "a date column"],
    ["synonyms", Object.keys(source.synonyms), all, "a column"],
    ["unknown", Array.isArray(source.unknown) ? [] : Object.keys(source.unknown), all, "a column"],
    ["dropPointZero", source.dropPointZero, ofType("id"), "an id column"],
  ];
  for (const [setting, given, known, what] of named) {
    for (const name of given.filter((each) => !known.includes(each))) {
      throw new UserError(2, `sources.${table}.${setting}.${name}: not ${what} of this table; ${hint(name, known)}`);
    }
  }
}

function hint(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return `did you mean "${shownText(near)}"?`;
  const more = known.length > mostListed ? ` and ${known.length - mostListed} more` : "";
  const listed = known.slice(0, mostListed).map((each) => `"${shownText(each)}"`);
  return `its columns are ${listed.join(", ")}${more}`;
}
