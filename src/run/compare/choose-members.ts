import type { Engine } from "../../engine/engine.ts";
import { readHistory } from "../../features/customer-history.ts";
import { openFamilyContext } from "../../features/family-context.ts";
import { longestPause } from "../../features/longest-pause.ts";
import { offeredFeatures } from "../../features/offered-features.ts";
import { createFeatureBuffers, readWindow } from "../../features/read-window.ts";
import { cutSpans } from "../../features/spans.ts";
import { wholePast } from "../../features/whole-past.ts";
import { windowsUntil } from "../../features/window.ts";
import type { StagedTables } from "../../inputs/staged-tables.ts";
import type { Text } from "../../language/text.ts";
import { divideBase } from "../../structures/divide-base.ts";
import { factFormulas } from "../../structures/facts.ts";
import { divideByRules } from "../../structures/rules/divide-by-rules.ts";
import { planCondition, planRules } from "../../structures/rules/plan-rules.ts";
import type { Condition, Rule } from "../../structures/rules/rule.ts";
import { ruleStructure } from "../../structures/rules/rule-scope.ts";
import type { RulesConfig, WrittenCondition } from "../../structures/rules/rules-config.ts";
import { UserError } from "../../user-error.ts";
import type { Configuration } from "../configuration.ts";
import { openGazetteer } from "../open-gazetteer.ts";
import { whereOption } from "./read-condition.ts";

/** Whom a condition chose. */
export interface ChosenMembers {
  /** Ascending. */
  readonly ids: readonly string[];
  /** Levels and parts that the condition names and nobody has. */
  readonly warnings: readonly Text[];
}

/** The learned segments as rules name them. */
const segment = "segment";

/**
 * Chooses customers by what was known of them at as-of of the staged tables: their features over the usual look-back, their
 * parts in the structures and in the rules of the configuration. The learned segments belong to a run and are not known
 * here. Costs a pass over every table that features or structures are made of, and over the gazetteer where there are
 * places.
 *
 * @throws UserError(2) when the condition, or a rule, names what there is not
 */
export async function chooseMembers(
  engine: Engine,
  staged: StagedTables,
  configuration: Configuration,
  where: WrittenCondition,
): Promise<ChosenMembers> {
  const rules = withoutSegments(configuration.structures.rules, where);
  const { features, divisions } = await describeCustomers(engine, staged, configuration);
  const scope = { features: features.features, structures: divisions.map(ruleStructure) };
  const { rules: own } = planRules(rules, scope);
  const { condition, warnings } = planCondition(where, whereOption, {
    ...scope,
    structures: [...scope.structures, ...own],
  });
  const divided = await divideByRules(engine, [...own, membership(condition)], {
    customers: staged.customers,
    features,
    divisions,
  });
  const { codes } = divided[own.length];
  const chosen = Int32Array.from(codes.keys()).filter((customer) => codes[customer] === 0);
  await engine.load("members", [{ name: "customer", type: "INTEGER", values: chosen }]);
  const rows = await engine.rows(
    "SELECT c.customer_id FROM customer_ids c JOIN members m ON c.customer = m.customer ORDER BY c.customer",
  );
  await engine.run("DROP TABLE members");
  return { ids: rows.map((row) => String(row.customer_id)), warnings };
}

/** What a condition can be about: the features and the divisions, without the rules. */
async function describeCustomers(engine: Engine, staged: StagedTables, configuration: Configuration) {
  const { currency, features, sources, structures, windows } = configuration;
  const history = { ...staged, longestPause: await longestPause(engine, staged) };
  const window = windowsUntil(staged.asOf, history, { ...windows, count: 1 })[0]; // the one that ends at as-of is always there
  const context = await openFamilyContext(engine, staged, {
    currency,
    returns: sources.transactions?.returns ?? "net",
  });
  const past = await wholePast(engine, staged);
  const formulas = factFormulas({ ...context, window: past }, structures);
  const offered = offeredFeatures(features.families, { ...context, window }).features;
  const read = await readHistory(engine, staged, [...offered, ...formulas], cutSpans([window, past]));
  const buffers = createFeatureBuffers(staged.customers, offered.length);
  const table = await readWindow(engine, offered, staged, window, read, buffers);
  const { divisions } = await divideBase(engine, context, past, read, structures, openGazetteer);
  return { features: table, divisions };
}

/**
 * The rules that can be told without the learned segments.
 *
 * @throws UserError(2) when the condition needs one that cannot, or the segments themselves
 */
function withoutSegments(rules: RulesConfig, where: WrittenCondition): RulesConfig {
  const untold = new Set([segment]);
  // A rule can name one that is written after it, so that the set may grow once for each rule.
  for (const _ of rules)
    for (const { name, parts } of rules)
      if (parts.some(({ when }) => structuresIn(when).some((id) => untold.has(id)))) untold.add(name);
  const needed = structuresIn(where).find((id) => untold.has(id));
  if (needed !== undefined) {
    const reason = needed === segment ? "" : ", which is made of the learned segments";
    throw new UserError(
      2,
      `${whereOption} names ${needed}${reason}; segments belong to a run, so choose by features and other structures`,
    );
  }
  return rules.filter(({ name }) => !untold.has(name));
}

function structuresIn({ all = [], any = [], not, structure }: WrittenCondition): string[] {
  const inside = [...all, ...any, ...(not === undefined ? [] : [not])].flatMap(structuresIn);
  return structure === undefined ? inside : [...inside, structure];
}

/** Two parts: who is meant, and everybody else. */
function membership(condition: Condition): Rule {
  const named = (key: string) => ({ key, title: { en: key, ru: key } });
  return {
    id: whereOption,
    kind: "rule",
    ...{ title: named(whereOption).title, definition: named(whereOption).title },
    parts: [named("members"), named("others")],
    conditions: [condition],
  };
}
