import type { ColumnTable } from "arquero";
import { nearestName } from "../../math/nearest-name.ts";
import { UserError } from "../../user-error.ts";
import type { Cell, ParquetFile } from "./read-parquet.ts";
import { tableOfRows } from "./table-of-rows.ts";

/** Texts in `customers.parquet` that do not divide the base: ids, and names that say an id again. */
const noStructures = ["customer_id", "segment_name", "runner_up_id", "next_segment_id", "run_id", "model_version"];

/** What a customer's part is called where nothing is known. */
const unknown = "unknown";

/** Columns of `customers.parquet` that divide the base, by the name of the structure: texts and yes-or-no. */
function structureColumns({ columns }: ParquetFile): Map<string, string> {
  return new Map(
    columns
      .filter(({ name, type }) => ["UTF8", "BOOLEAN"].includes(type) && !noStructures.includes(name))
      .map(({ name }) => [name === "segment_id" ? "segment" : name, name]),
  );
}

/**
 * Parts of every structure: `structure`, `part`, `customers`, `share`; structures in the order of the file, parts by name.
 * A structure that was refused has an empty column there and no rows here.
 */
export async function structureTable(customers: ParquetFile): Promise<ColumnTable> {
  const structures = structureColumns(customers);
  const counts = new Map([...structures.values()].map((column) => [column, new Map<string, number>()]));
  const told = new Set<string>();
  for await (const batch of customers.batches([...counts.keys()])) {
    for (const [column, cells] of batch) {
      const parts = counts.get(column) ?? new Map<string, number>();
      for (const cell of cells) parts.set(partOf(cell), (parts.get(partOf(cell)) ?? 0) + 1);
      if (cells.some((cell) => cell !== null)) told.add(column);
    }
  }
  const rows = [...structures].flatMap(([structure, column]) => {
    if (!told.has(column)) return [];
    const parts = byName([...(counts.get(column) ?? [])]);
    const n = parts.reduce((sum, [, customers]) => sum + customers, 0);
    return parts.map(([part, customers]) => ({ structure, part, customers, share: customers / n }));
  });
  return tableOfRows(["structure", "part", "customers", "share"], rows);
}

/**
 * Customers in every part of one structure and every part of another: one column named as each structure, and
 * `customers`; row-major, parts by name, with the pairs in which nobody is.
 *
 * @throws UserError(2) when a structure does not exist or both are the same
 */
export async function crossTable(customers: ParquetFile, structure: string, against: string): Promise<ColumnTable> {
  const structures = structureColumns(customers);
  if (structure === against)
    throw new UserError(2, `openRun: "${structure}" is crossed with itself; name another structure`);
  const [rowColumn, otherColumn] = [structure, against].map((name) => columnOf(structures, name));
  const counts = new Map<string, Map<string, number>>();
  const others = new Set<string>();
  for await (const batch of customers.batches([rowColumn, otherColumn])) {
    const [rows, columns] = [...batch.values()];
    for (const [i, row] of rows.entries()) {
      const [part, other] = [partOf(row), partOf(columns[i])];
      others.add(other);
      const ofPart = counts.get(part) ?? new Map<string, number>();
      counts.set(part, ofPart);
      ofPart.set(other, (ofPart.get(other) ?? 0) + 1);
    }
  }
  const rows = byName([...counts]).flatMap(([part, ofPart]) =>
    [...others].sort().map((other) => ({ [structure]: part, [against]: other, customers: ofPart.get(other) ?? 0 })),
  );
  return tableOfRows([structure, against, "customers"], rows);
}

function columnOf(structures: ReadonlyMap<string, string>, name: string): string {
  const column = structures.get(name);
  if (column !== undefined) return column;
  const known = [...structures.keys()];
  const near = nearestName(name, known);
  const meant = near === undefined ? `it has ${known.join(", ")}` : `did you mean "${near}"?`;
  throw new UserError(2, `openRun: the run has no structure "${name}"; ${meant}`);
}

function partOf(cell: Cell): string {
  return cell === null ? unknown : String(cell);
}

function byName<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
