import type { Dialect } from "../../engine/dialect.ts";

const yes = ["true", "t", "yes", "y", "1", "1.0", "да", "д"];
const no = ["false", "f", "no", "n", "0", "0.0", "нет", "н"];

/** A cleaned field as a truth value: yes, true, y, t, 1, да and their opposites, in any case; null for another text. */
export function parsedBoolean(dialect: Dialect, field: string, sqlType: string): string {
  if (sqlType === "BOOLEAN") return field;
  const word = `lower(CAST(${field} AS VARCHAR))`;
  return `CASE WHEN ${dialect.isOneOf(word, yes)} THEN TRUE WHEN ${dialect.isOneOf(word, no)} THEN FALSE END`;
}
