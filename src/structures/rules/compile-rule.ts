import type { Dialect } from "../../engine/dialect.ts";
import type { Condition, Rule } from "./rule.ts";

/** Column of a feature in the table a rule is compiled for: DOUBLE, null or NaN where it is not known. */
export const featureColumn = (feature: string) => `feature ${feature}`;

/** Column of a structure in that table: the number of each customer's part, never null. */
export const structureColumn = (structure: string) => `structure ${structure}`;

/** SQL of the number of a customer's part, 0 … parts − 1, over a row with the columns that the rule looks at. */
export function compileRule({ conditions }: Rule, dialect: Dialect): string {
  const branches = conditions.map((condition, part) => `WHEN ${compileCondition(condition, dialect)} THEN ${part}`);
  return `CAST(CASE ${branches.join(" ")} ELSE ${conditions.length} END AS SMALLINT)`;
}

/**
 * A query of every column of a query or table and, of each rule, the column of its structure.
 *
 * @param rules a rule after the rules it refers to
 * @param from SQL that can stand after FROM
 */
export function compileRules(rules: readonly Rule[], from: string, dialect: Dialect): string {
  return rules.reduce(
    (inner, rule) =>
      `SELECT *, ${compileRule(rule, dialect)} AS ${dialect.identifier(structureColumn(rule.id))} FROM (${inner}) AS customers`,
    `SELECT * FROM ${from}`,
  );
}

/** SQL that is true or false, never null, over the same rows. */
export function compileCondition(condition: Condition, dialect: Dialect): string {
  switch (condition.kind) {
    case "all":
    case "any": {
      if (condition.of.length === 0) return condition.kind === "all" ? "TRUE" : "FALSE";
      const parts = condition.of.map((one) => compileCondition(one, dialect));
      return `(${parts.join(condition.kind === "all" ? " AND " : " OR ")})`;
    }
    case "not":
      return `(NOT ${compileCondition(condition.of, dialect)})`;
    case "known":
      return ofKnown(condition.feature, dialect);
    case "compared":
      return ofKnown(condition.feature, dialect, `${condition.operator} ${dialect.double(condition.bound)}`);
    case "oneOf":
      return ofKnown(condition.feature, dialect, `IN (${condition.values.map(dialect.double).join(", ")})`);
    case "inPart": {
      const part = dialect.identifier(structureColumn(condition.structure));
      return `(${part} IN (${condition.parts.map(Number).join(", ")}))`;
    }
  }
}

/**
 * A claim about a value that holds for known ones only. NaN has to be told apart, since SQL takes it for the greatest number;
 * of null, FALSE AND NULL is false.
 */
function ofKnown(feature: string, dialect: Dialect, claim?: string): string {
  const value = dialect.identifier(featureColumn(feature));
  const known = `${value} IS NOT NULL AND NOT isnan(${value})`;
  return claim === undefined ? `(${known})` : `(${known} AND ${value} ${claim})`;
}
