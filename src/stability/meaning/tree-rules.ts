import type { Condition } from "../../features/conditions/condition.ts";
import type { DecisionTree } from "./surrogate-tree.ts";

/**
 * The ways through a tree that end at members: whoever meets all conditions of any one of them is told to be a member. Of
 * several thresholds of one feature on a way, the narrowest in each direction are left.
 */
export function rulesOf(tree: DecisionTree): Condition[][] {
  if ("member" in tree) return tree.member ? [[]] : [];
  const { question, yes, no } = tree;
  const along = (answer: boolean, rest: DecisionTree) => rulesOf(rest).map((rule) => [{ question, answer }, ...rule]);
  return [...along(true, yes), ...along(false, no)].map(narrowed);
}

/** Without conditions that later ones of the same kind imply. */
function narrowed(rule: readonly Condition[]): Condition[] {
  return rule.filter(
    (condition, at) => !rule.some((other, place) => place !== at && implies(other, condition, place > at)),
  );
}

/** Whether a condition holds wherever another one does; of two equal ones the later implies the earlier. */
function implies(other: Condition, condition: Condition, isLater: boolean): boolean {
  const [a, b] = [other.question, condition.question];
  if (a.kind !== "below" || b.kind !== "below" || a.feature !== b.feature || other.answer !== condition.answer)
    return false;
  // Whoever is unknown must be let through by both or stopped by the narrower one.
  const [passes, lets] = [a.unknown === other.answer, b.unknown === condition.answer];
  if (passes && !lets) return false;
  if (a.threshold === b.threshold) return isLater || passes !== lets;
  return other.answer ? a.threshold < b.threshold : a.threshold > b.threshold;
}
