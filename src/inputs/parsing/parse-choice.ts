import type { Dialect } from "../../engine/dialect.ts";
import type { ColumnSpec } from "../columns.ts";

/** Words that mean a choice beyond doubt, besides its own name; what only one file means is a synonym of that file. */
const usualWords: ReadonlyMap<string, readonly string[]> = new Map([
  ["female", ["f", "w", "woman", "женский", "жен", "жен.", "ж", "женщина", "weiblich"]],
  ["male", ["m", "man", "мужской", "муж", "муж.", "м", "мужчина", "männlich"]],
  ["urban", ["city", "город", "городской"]],
  ["suburban", ["suburb", "пригород", "пригородный"]],
  ["rural", ["countryside", "село", "сельский"]],
  ["married", ["женат", "замужем", "в браке"]],
  ["single", ["unmarried", "холост", "не замужем", "не женат"]],
  ["divorced", ["разведен", "разведён", "разведена", "в разводе"]],
  ["widowed", ["widow", "widower", "вдова", "вдовец"]],
  ["person", ["individual", "private", "b2c", "физлицо", "физическое лицо"]],
  ["business", ["company", "organisation", "organization", "b2b", "юрлицо", "юридическое лицо"]],
  ["unknown", ["неизвестно", "не указано", "не указан", "unspecified", "not specified"]],
  ["year", ["yearly", "annual", "год", "в год"]],
  ["month", ["monthly", "месяц", "в месяц"]],
  ["return", ["refund", "возврат"]],
  ["sale", ["продажа"]],
  ["complaint", ["жалоба"]],
  ["review", ["отзыв"]],
  ["poll", ["survey", "опрос"]],
  ["return_reason", ["return reason", "причина возврата"]],
]);

/**
 * A cleaned field as one of the choices of its column, whatever its case. Another word is null, or `unknown` where the
 * column is lenient.
 */
export function parsedChoice(dialect: Dialect, spec: ColumnSpec, field: string): string {
  const word = `lower(CAST(${field} AS VARCHAR))`;
  const cases = (spec.choices ?? []).map((choice) => {
    const words = [choice, ...(usualWords.get(choice) ?? [])];
    return `WHEN ${dialect.isOneOf(word, words)} THEN ${dialect.text(choice)}`;
  });
  const other = spec.lenient ? `WHEN ${field} IS NOT NULL THEN ${dialect.text("unknown")}` : "";
  return `CASE ${[...cases, other].join(" ")} END`;
}
