import type { Dialect } from "../../engine/dialect.ts";
import { isFloat } from "./clean-field.ts";

/**
 * A cleaned field as an id: the text it was delivered as. One that a spreadsheet has rounded, such as 1.03293E+19, names
 * nobody any more and is null.
 *
 * @param dropPointZero whether 17850.0 stands for 17850
 */
export function parsedId(dialect: Dialect, field: string, sqlType: string, dropPointZero: boolean): string {
  const text = sqlType === "VARCHAR" ? field : `CAST(${field} AS VARCHAR)`;
  if (sqlType !== "VARCHAR" && !isFloat(sqlType)) return text;
  const rounded = dialect.matches(text, "^\\d([.,]\\d+)?[eE]\\+\\d+$");
  const whole = dropPointZero
    ? `CASE WHEN ${dialect.matches(text, "^\\d+\\.0+$")} THEN split_part(${text}, '.', 1) ELSE ${text} END`
    : text;
  // The first test is quick and seldom true.
  return `CASE WHEN contains(${text}, '+') AND ${rounded} THEN NULL ELSE ${whole} END`;
}
