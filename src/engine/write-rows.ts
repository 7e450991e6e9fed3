import type { Engine } from "./engine.ts";

export interface RowColumn {
  readonly name: string;
  readonly type: "VARCHAR" | "DOUBLE" | "BIGINT" | "DATE";
}
export type RowValue = string | number | null;

/** Makes a table of a few rows that were computed here; for columns of numbers as long as the base there is `load`. */
export async function loadRows(
  engine: Engine,
  table: string,
  columns: readonly RowColumn[],
  rows: readonly (readonly RowValue[])[],
): Promise<void> {
  const { dialect } = engine;
  const declared = columns.map(({ name, type }) => `${dialect.identifier(name)} ${type}`).join(", ");
  await engine.run(`CREATE OR REPLACE TABLE ${dialect.identifier(table)} (${declared})`);
  const literal = (value: RowValue, { type }: RowColumn) => {
    if (value === null || Number.isNaN(value)) return "NULL";
    if (typeof value === "string") return type === "DATE" ? `DATE ${dialect.text(value)}` : dialect.text(value);
    return type === "BIGINT" ? String(value) : dialect.double(value);
  };
  for (let from = 0; from < rows.length; from += 500) {
    const values = rows
      .slice(from, from + 500)
      .map((row) => `(${row.map((value, c) => literal(value, columns[c])).join(", ")})`);
    await engine.run(`INSERT INTO ${dialect.identifier(table)} VALUES ${values.join(", ")}`);
  }
}
