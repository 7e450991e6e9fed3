import type { Engine } from "../../engine/engine.ts";
import type { ColumnSpec } from "../../inputs/columns.ts";
import { sqlTypesOf } from "../../inputs/parsing/parse-column.ts";

/** What a canonical column holds, over all rows that could be taken apart. */
export interface ColumnDescription {
  readonly name: string;
  readonly type: ColumnSpec["type"];
  /** Names in the files; more than one when they differ. */
  readonly inFiles: readonly string[];
  readonly rows: number;
  /** Rows without a value, or with a word that nobody knows. */
  readonly unknown: number;
  /** Distinct values. */
  readonly distinct: number;
  /** Least and greatest value of numbers and dates, as text; null for other types and for columns without values. */
  readonly range: { readonly least: string; readonly greatest: string } | null;
  /** Most frequent value of words and flags, ties by name; null for ids, for numbers, and without values. */
  readonly frequent: { readonly text: string; readonly rows: number } | null;
}

/** A column to describe: its canonical form and its names in the files. */
export interface DescribedColumn {
  readonly spec: ColumnSpec;
  readonly inFiles: readonly string[];
}

/** Prefix of the flag that tells whether a field was empty. */
export const emptyFlag = "empty_";

/**
 * Describes typed columns.
 *
 * @param relation table of the engine with the columns of {@link sqlTypesOf} and, as `empty_<name>`, whether the field
 *   was empty
 */
export async function describeColumns(
  engine: Engine,
  relation: string,
  columns: readonly DescribedColumn[],
): Promise<ColumnDescription[]> {
  const descriptions: ColumnDescription[] = [];
  for (const { spec, inFiles } of columns) {
    const [first, last = first] = sqlTypesOf(spec).map(({ name }) => name);
    const unknown = `${emptyFlag}${spec.name}${spec.lenient ? ` OR ${first} = 'unknown'` : ""}`;
    const ordered = isOrdered(spec);
    const ends = ordered ? [`min(${first})`, `max(coalesce(${last}, ${first}))`] : ["NULL", "NULL"];
    const value = first === last ? first : `(${first}, ${last})`;
    const [seen] = await engine.rows(
      `SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (${unknown}) AS DOUBLE) AS unknown,
        CAST(count(DISTINCT ${value}) FILTER (${first} IS NOT NULL OR ${last} IS NOT NULL) AS DOUBLE) AS distinct_values,
        CAST(${ends[0]} AS VARCHAR) AS least, CAST(${ends[1]} AS VARCHAR) AS greatest FROM ${relation}`,
    );
    const { least, greatest } = seen;
    descriptions.push({
      name: spec.name,
      type: spec.type,
      inFiles,
      rows: Number(seen.n),
      unknown: Number(seen.unknown),
      distinct: Number(seen.distinct_values),
      range:
        least === null || greatest === null ? null : { least: plain(String(least)), greatest: plain(String(greatest)) },
      frequent: ordered || spec.type === "id" ? null : await mostFrequent(engine, relation, spec),
    });
  }
  return descriptions;
}

function isOrdered({ type }: ColumnSpec): boolean {
  return ["timestamp", "date", "number", "money", "year", "band"].includes(type);
}

async function mostFrequent(engine: Engine, relation: string, { name, type }: ColumnSpec) {
  const values = type === "tags" ? `(SELECT unnest(${name}) AS ${name} FROM ${relation})` : relation;
  const [most] = await engine.rows(
    `SELECT CAST(${name} AS VARCHAR) AS value, CAST(count(*) AS DOUBLE) AS n FROM ${values} WHERE ${name} IS NOT NULL
     GROUP BY value ORDER BY n DESC, value LIMIT 1`,
  );
  return most === undefined ? null : { text: String(most.value), rows: Number(most.n) };
}

/** A decimal without zeros at its end, a time without a midnight. */
function plain(text: string): string {
  return text
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
    .replace(/ 00:00:00$/, "");
}
