import type { Dialect } from "../../engine/dialect.ts";
import type { DecisionTree, Question } from "./surrogate-tree.ts";
import { rulesOf } from "./tree-rules.ts";

/**
 * A tree as an SQL condition over the columns of `features.parquet`, true or false and never null: numbers as they are,
 * categories by the text of their level.
 * Every name and level is quoted.
 */
export function treeSql(tree: DecisionTree, dialect: Pick<Dialect, "identifier" | "text" | "double">): string {
  const rules = rulesOf(tree).map((rule) =>
    rule.length === 0
      ? "TRUE"
      : rule.map(({ question, answer }) => conditionSql(question, answer, dialect)).join(" AND "),
  );
  if (rules.length === 0) return "FALSE";
  return rules.length === 1 ? rules[0] : rules.map((rule) => `(${rule})`).join(" OR ");
}

function conditionSql(
  question: Question,
  answer: boolean,
  { identifier, text, double }: Pick<Dialect, "identifier" | "text" | "double">,
): string {
  const column = identifier(question.feature);
  if (question.kind === "known") return `${column} IS ${answer ? "NOT " : ""}NULL`;
  if (question.kind === "level")
    return answer
      ? `coalesce(${column} = ${text(question.level)}, FALSE)`
      : `coalesce(${column} <> ${text(question.level)}, TRUE)`;
  const compared = `${column} ${answer ? "<" : ">="} ${double(question.threshold)}`;
  return `coalesce(${compared}, ${question.unknown === answer ? "TRUE" : "FALSE"})`;
}
