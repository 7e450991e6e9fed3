/** A table under construction: equally long number columns that are handed on whenever they are full. */
export interface RowBuffer<Column extends string> {
  readonly columns: Readonly<Record<Column, Int32Array>>;
  /** Index of a fresh row; its cells hold old values until they are set. */
  addRow(): number;
  /** Hands on the rows that are left. */
  flush(): void;
}

/** Is given the columns of a buffer and how many rows of them are filled; must copy what it keeps. */
export type HandOn = (columns: readonly Int32Array[], rows: number) => void;

/** Rows in a full buffer: the size of a DuckDB data chunk. */
export const bufferRows = 2048;

/** Stands for "not known" in a cell; no code, day, amount or count of a base is this low. */
export const unknown = -(2 ** 31);

export function createRowBuffer<Column extends string>(names: readonly Column[], handOn: HandOn): RowBuffer<Column> {
  const columns = names.map(() => new Int32Array(bufferRows));
  let rows = 0;
  const flush = () => {
    if (rows > 0) handOn(columns, rows);
    rows = 0;
  };
  return {
    // One entry for each of the names, which are all there is of Column.
    columns: Object.fromEntries(names.map((name, j) => [name, columns[j]])) as Record<Column, Int32Array>,
    addRow: () => {
      if (rows === bufferRows) flush();
      return rows++;
    },
    flush,
  };
}
