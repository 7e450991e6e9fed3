import { conditionConfig, type WrittenCondition } from "../../structures/rules/rules-config.ts";
import { UserError } from "../../user-error.ts";
import { diagnoseYaml } from "../diagnose-yaml.ts";
import { renderProblems } from "../problem.ts";

/** What a condition of the command line is called in errors. */
export const whereOption = "--where";

/**
 * Reads a condition written in YAML, in the vocabulary of rules: `{ feature: orders, above: 3 }`.
 *
 * @throws UserError(2) with every problem and its place
 */
export function readCondition(written: string): WrittenCondition {
  const diagnosis = diagnoseYaml(written, conditionConfig, {});
  if ("value" in diagnosis) return diagnosis.value;
  const count = diagnosis.problems.length;
  throw new UserError(
    2,
    `${whereOption} has ${count} ${count === 1 ? "error" : "errors"}\n${renderProblems(whereOption, written, diagnosis.problems)}`,
  );
}
