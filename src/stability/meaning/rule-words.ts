import { conditionsInWords } from "../../features/conditions/condition-words.ts";
import type { Feature } from "../../features/feature-table.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import type { DecisionTree } from "./surrogate-tree.ts";
import { rulesOf } from "./tree-rules.ts";

/**
 * A tree in words, a text for each way to members: "orders 5 or more and days since the last order below 100".
 *
 * @param features those the tree asks for among them; whoever is unknown is told where anybody is
 */
export function rulesInWords(
  tree: DecisionTree,
  features: readonly Pick<Feature, "name" | "words" | "values">[],
): Text[] {
  return rulesOf(tree).map((rule) => inEachLanguage((language) => conditionsInWords(rule, features, language)));
}
