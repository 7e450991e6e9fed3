import type { Dialect } from "../../engine/dialect.ts";

/**
 * A cleaned field as an ISO 4217 code in capital letters; null for a sign or another word.
 *
 * @param expected currencies that are likely, which are recognised most quickly
 */
export function parsedCurrency(dialect: Dialect, field: string, expected: readonly string[]): string {
  const likely = expected.map((code) => `WHEN ${field} = ${dialect.text(code)} THEN ${field}`);
  return `CASE ${likely.join(" ")} WHEN ${dialect.matches(field, "^[A-Za-z]{3}$")} THEN upper(${field}) END`;
}
