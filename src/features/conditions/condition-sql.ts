import type { Dialect } from "../../engine/dialect.ts";
import type { Condition } from "./condition.ts";

type Quoting = Pick<Dialect, "identifier" | "text" | "double">;

/**
 * Conditions that hold together as an SQL condition over the columns of `features.parquet`, true or false and never null:
 * numbers as they are, categories by the text of their level. Every name and level is quoted.
 */
export function conditionsSql(conditions: readonly Condition[], dialect: Quoting): string {
  return conditions.length === 0
    ? "TRUE"
    : conditions.map((condition) => conditionSql(condition, dialect)).join(" AND ");
}

function conditionSql({ question, answer }: Condition, { identifier, text, double }: Quoting): string {
  const column = identifier(question.feature);
  if (question.kind === "known") return `${column} IS ${answer ? "NOT " : ""}NULL`;
  if (question.kind === "level")
    return answer
      ? `coalesce(${column} = ${text(question.level)}, FALSE)`
      : `coalesce(${column} <> ${text(question.level)}, TRUE)`;
  const compared = `${column} ${answer ? "<" : ">="} ${double(question.threshold)}`;
  return `coalesce(${compared}, ${question.unknown === answer ? "TRUE" : "FALSE"})`;
}
