import type { RuleScope } from "../../../src/structures/rules/rule-scope.ts";
import type { RulesConfig, WrittenCondition } from "../../../src/structures/rules/rules-config.ts";

type Bound = NonNullable<WrittenCondition["above"]>;

/** Name of a customer's part in a structure; `-` where the structure has no such part. */
type PartOf = (structure: string, customer: number) => string;

/** The part of a customer in a rule, read from the rule as written: the definition in plain words. */
export function evaluateRule(
  rules: RulesConfig,
  name: string,
  customer: number,
  scope: RuleScope,
  partOf: PartOf,
): string | undefined {
  const rule = rules.find((one) => one.name === name);
  const anyPart: PartOf = (structure, who) =>
    evaluateRule(rules, structure, who, scope, partOf) ?? partOf(structure, who);
  return rule && (rule.parts.find(({ when }) => holds(when, customer, scope, anyPart))?.name ?? rule.otherwise);
}

function holds(condition: WrittenCondition, customer: number, scope: RuleScope, partOf: PartOf): boolean {
  const inside = (one: WrittenCondition) => holds(one, customer, scope, partOf);
  if (condition.all) return condition.all.every(inside);
  if (condition.any) return condition.any.some(inside);
  if (condition.not) return !inside(condition.not);

  const is = condition.is === undefined ? undefined : [condition.is].flat();
  const isNot = condition.isNot === undefined ? undefined : [condition.isNot].flat();
  if (condition.structure !== undefined) {
    const part = partOf(condition.structure, customer);
    return (is === undefined || is.includes(part)) && (isNot === undefined || !isNot.includes(part));
  }

  const feature = scope.features.find(({ name }) => name === condition.feature);
  if (feature === undefined) throw new Error(`no feature ${condition.feature}`);
  const value = feature.values[customer];
  if (Number.isNaN(value)) return condition.known === false;
  const shown = feature.kind === "category" ? feature.levels[value] : value;
  const bound = (written: Bound) => (typeof written === "number" ? written : percentile(feature.values, written));
  const { above, atLeast, below, atMost, between, known } = condition;
  return (
    known !== false &&
    (above === undefined || value > bound(above)) &&
    (atLeast === undefined || value >= bound(atLeast)) &&
    (below === undefined || value < bound(below)) &&
    (atMost === undefined || value <= bound(atMost)) &&
    (between === undefined || (value >= bound(between[0]) && value <= bound(between[1]))) &&
    (is === undefined || is.includes(shown)) &&
    (isNot === undefined || !isNot.includes(shown))
  );
}

/** p0, p50 and p100. */
function percentile(values: Float64Array, written: string): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const place = (known.length - 1) * (Number(written.slice(1)) / 100);
  return (known[Math.floor(place)] + known[Math.ceil(place)]) / 2;
}
