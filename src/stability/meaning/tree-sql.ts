import type { Dialect } from "../../engine/dialect.ts";
import { conditionsSql } from "../../features/conditions/condition-sql.ts";
import type { DecisionTree } from "./surrogate-tree.ts";
import { rulesOf } from "./tree-rules.ts";

/**
 * A tree as an SQL condition over the columns of `features.parquet`, true or false and never null: numbers as they are,
 * categories by the text of their level.
 * Every name and level is quoted.
 */
export function treeSql(tree: DecisionTree, dialect: Pick<Dialect, "identifier" | "text" | "double">): string {
  const rules = rulesOf(tree).map((rule) => conditionsSql(rule, dialect));
  if (rules.length === 0) return "FALSE";
  return rules.length === 1 ? rules[0] : rules.map((rule) => `(${rule})`).join(" OR ");
}
