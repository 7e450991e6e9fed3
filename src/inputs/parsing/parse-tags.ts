import type { Dialect } from "../../engine/dialect.ts";

/**
 * A cleaned field as a list of tags: the texts between separators, or the elements of a JSON array, trimmed, without empty
 * ones, each once, ascending.
 */
export function parsedTags(dialect: Dialect, field: string, sqlType: string, separator: string): string {
  if (sqlType.endsWith("[]")) return dialect.jsonTags(`CAST(to_json(${field}) AS VARCHAR)`);
  const text = sqlType === "VARCHAR" ? field : `CAST(${field} AS VARCHAR)`;
  const split = dialect.tags(text, separator);
  return `CASE WHEN ${text} LIKE '[%]' THEN coalesce(${dialect.jsonTags(text)}, ${split}) ELSE ${split} END`;
}
