import { nearestName } from "../math/nearest-name.ts";
import { UserError } from "../user-error.ts";
import type { ColumnSpec } from "./columns.ts";
import type { TableName, TableSource } from "./sources-config.ts";

/** Where each canonical column of a table is found in one file; columns that are neither mapped nor there are absent. */
export type ColumnMap = ReadonlyMap<string, string>;

/**
 * Match canonical columns with the names in a file: a mapped name must be there, an unmapped column is taken under its
 * own name when the file has it.
 *
 * @throws UserError 2 naming the file, the column and the nearest name in the file
 */
export function mapColumns(
  table: TableName,
  source: TableSource,
  specs: readonly ColumnSpec[],
  file: string,
  names: readonly string[],
): ColumnMap {
  const mapping = source.columns as Readonly<Record<string, string | undefined>>; // keys are the names of specs
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
    } else if (names.includes(name)) {
      result.set(name, name);
    } else if (required) {
      throw new UserError(
        2,
        `sources.${table}: ${file} has no column "${name}"; map it under columns, ${hint(name, names)}`,
      );
    }
  }
  for (const name of Object.keys(source.dates)) {
    if (!specs.some((spec) => spec.name === name && (spec.type === "date" || spec.type === "timestamp"))) {
      const dates = specs.filter((spec) => spec.type === "date" || spec.type === "timestamp").map((spec) => spec.name);
      throw new UserError(2, `sources.${table}.dates.${name}: not a date column of this table; ${hint(name, dates)}`);
    }
  }
  return result;
}

function hint(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined
    ? `its columns are ${known.map((each) => `"${each}"`).join(", ")}`
    : `did you mean "${near}"?`;
}
