import { type ColumnTable, table } from "arquero";
import type { Cell } from "./read-parquet.ts";

/** Rows as an arquero table; the names give the order of its columns, and its columns when there are no rows. */
export function tableOfRows<Name extends string>(
  names: readonly Name[],
  rows: readonly { readonly [name in Name]: Cell }[],
): ColumnTable {
  return table(names.map((name) => [name, rows.map((row) => row[name])]));
}
