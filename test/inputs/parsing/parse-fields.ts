import { expect } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import type { ColumnSpec } from "../../../src/inputs/columns.ts";
import { cleaned } from "../../../src/inputs/parsing/clean-field.ts";
import { parsedColumns } from "../../../src/inputs/parsing/parse-column.ts";
import type { ParseSettings } from "../../../src/inputs/parsing/parse-settings.ts";

/** What a source says when it says nothing. */
export const usual: ParseSettings = {
  unknown: () => ["NA", "nan", "-"],
  dates: {},
  synonyms: {},
  decimal: ".",
  thousands: "",
  dropPointZero: [],
  sourceZone: "UTC",
  projectZone: "UTC",
  currencies: ["EUR"],
  listSeparator: ";",
};

/** A column of one of the types, called `field`. */
export function column(type: ColumnSpec["type"], settings: Partial<ColumnSpec> = {}): ColumnSpec {
  return { name: "field", type, required: false, lenient: false, ...settings };
}

/**
 * Texts or SQL values of a type as they are cleaned and parsed; each is the printed value, or both ends of a band. Texts
 * that need no trimming are read as part of a tidy file too, which must make no difference.
 */
export async function parseFields(
  engine: Engine,
  spec: ColumnSpec,
  fields: readonly string[],
  settings: Partial<ParseSettings> = {},
  sqlType = "VARCHAR",
): Promise<unknown[]> {
  const tidyFields = sqlType === "VARCHAR" ? fields.filter((field) => field === field.trim()) : [];
  const read = await parse(engine, spec, fields, settings, sqlType, false);
  if (tidyFields.length > 0) {
    const tidy = await parse(engine, spec, tidyFields, settings, sqlType, true);
    expect(tidy).toEqual(tidyFields.map((field) => read[fields.indexOf(field)]));
  }
  return read;
}

async function parse(
  engine: Engine,
  spec: ColumnSpec,
  fields: readonly string[],
  settings: Partial<ParseSettings>,
  sqlType: string,
  tidy: boolean,
): Promise<unknown[]> {
  const { dialect } = engine;
  const all = { ...usual, ...settings };
  const values = fields.map((field, i) => `(${i}, ${sqlType === "VARCHAR" ? dialect.text(field) : field})`);
  const parsed = parsedColumns(dialect, spec, "clean", sqlType, all);
  const rows = await engine.rows(
    `SELECT ${parsed.map(({ name, expression, sqlType: type }) => `CAST(CAST(${expression} AS ${type}) AS VARCHAR) AS ${name}`).join(", ")}
     FROM (SELECT place, ${cleaned(dialect, spec, { sql: "raw", type: sqlType, tidy }, all)} AS clean
       FROM (SELECT place, CAST(raw AS ${sqlType}) AS raw FROM (VALUES ${values.join(", ")}) t(place, raw)) )
     ORDER BY place`,
  );
  return rows.map((row) => (parsed.length === 1 ? Object.values(row)[0] : Object.values(row)));
}

/** The good texts with what is made of them, and the bad ones with null. */
export async function readings(
  engine: Engine,
  spec: ColumnSpec,
  texts: readonly string[],
  settings: Partial<ParseSettings> = {},
): Promise<Record<string, unknown>> {
  const values = await parseFields(engine, spec, texts, settings);
  return Object.fromEntries(texts.map((text, i) => [text, values[i]]));
}
