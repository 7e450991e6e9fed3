import { inEachLanguage, type Text } from "../../language/text.ts";
import { UserError } from "../../user-error.ts";
import type { Part } from "../structure.ts";
import { describeCondition } from "./describe-condition.ts";
import { orderRules } from "./order-rules.ts";
import { type Findings, resolveCondition } from "./resolve-condition.ts";
import { type Condition, lookedAt, type Rule } from "./rule.ts";
import type { RuleScope, RuleStructure } from "./rule-scope.ts";
import type { RuleConfig, RulesConfig, WrittenCondition } from "./rules-config.ts";

/** The rules in an order in which each comes after the rules it refers to. */
export interface RulePlan {
  readonly rules: readonly Rule[];
  /** Levels and parts that are named and that nobody has. */
  readonly warnings: readonly Text[];
}

const everybodyElse: Text = { en: "everybody else", ru: "все остальные" };

/**
 * Looks up everything the rules name and orders them.
 *
 * @param scope the features and structures there are besides the rules, whose structures are added
 * @param taken further names that a rule cannot have, such as the other columns of the file that structures stand in
 * @throws UserError(2) with a sentence for each mistake: a name that is not known or that is taken, a comparison that does not
 * suit its feature, rules that refer to each other in a circle
 */
export function planRules(rules: RulesConfig, scope: RuleScope, taken: readonly string[] = []): RulePlan {
  const findings: Findings = { mistakes: [], warnings: [] };
  const notFree = new Set([...scope.structures.map(({ id }) => id), ...taken]);
  const whole: RuleScope = { ...scope, structures: [...scope.structures, ...rules.map(structureOf)] };

  const conditions = new Map<string, readonly Condition[]>();
  for (const [i, { name, parts }] of rules.entries()) {
    const at = pathOf(i);
    if (notFree.has(name)) findings.mistakes.push(`${at}.name: "${name}" is taken; choose another name`);
    const resolve = ({ when }: { when: WrittenCondition }, j: number) =>
      resolveCondition(when, `${at}.parts[${j}].when`, whole, findings);
    conditions.set(name, parts.map(resolve));
  }
  const { order, circles } = orderRules(referencesOf(conditions));
  for (const circle of circles) {
    const at = pathOf(rules.findIndex(({ name }) => name === circle[0]));
    const links = circle.length === 2 ? "the rule refers to itself" : "rules refer to each other in a circle";
    findings.mistakes.push(`${at}: ${links}, ${circle.join(" -> ")}; take one of the references out`);
  }
  refuse(findings.mistakes, "the rules have");

  const byName = new Map(rules.map((rule) => [rule.name, describedRule(rule, conditions.get(rule.name) ?? [], whole)]));
  return { rules: order.flatMap((name) => byName.get(name) ?? []), warnings: findings.warnings };
}

/**
 * Looks up everything a single condition names.
 *
 * @param at what the condition is called in errors, such as `--where`
 * @throws UserError(2) with a sentence for each mistake
 */
export function planCondition(
  written: WrittenCondition,
  at: string,
  scope: RuleScope,
): { readonly condition: Condition; readonly warnings: readonly Text[] } {
  const findings: Findings = { mistakes: [], warnings: [] };
  const condition = resolveCondition(written, at, scope, findings);
  refuse(findings.mistakes, `${at} has`);
  return { condition, warnings: findings.warnings };
}

function pathOf(rule: number): string {
  return `structures.rules[${rule}]`;
}

function structureOf(rule: RuleConfig): RuleStructure {
  return { id: rule.name, title: titleOf(rule), parts: partsOf(rule) };
}

function referencesOf(conditions: ReadonlyMap<string, readonly Condition[]>): Map<string, string[]> {
  return new Map([...conditions].map(([name, of]) => [name, lookedAt({ kind: "any", of }).structures]));
}

function refuse(mistakes: readonly string[], heading: string) {
  if (mistakes.length === 1) throw new UserError(2, mistakes[0]);
  if (mistakes.length > 1) throw new UserError(2, `${heading} ${mistakes.length} errors\n${mistakes.join("\n")}`);
}

function describedRule(rule: RuleConfig, conditions: readonly Condition[], scope: RuleScope): Rule {
  const parts = partsOf(rule);
  const definition = inEachLanguage((language) => {
    const belonging = rule.parts.map(({ when }) => describeCondition(when, scope, language));
    return [...belonging, everybodyElse[language]].map((who, i) => `${parts[i].title[language]}: ${who}.`).join(" ");
  });
  return { id: rule.name, kind: "rule", title: titleOf(rule), definition, parts, conditions };
}

function partsOf({ parts, otherwise }: RuleConfig): Part[] {
  const last = otherwise === "other" ? { en: "other", ru: "прочие" } : titleOf({ name: otherwise });
  return [...parts.map((part) => ({ key: part.name, title: titleOf(part) })), { key: otherwise, title: last }];
}

function titleOf({ name, title = name.replaceAll("_", " ") }: { name: string; title?: string | Text }): Text {
  return typeof title === "string" ? { en: title, ru: title } : title;
}
