import type { Engine, LoadColumn } from "../../engine/engine.ts";
import type { Feature, FeatureTable } from "../../features/feature-table.ts";
import type { Division } from "../structure.ts";
import { compileRules, featureColumn, structureColumn } from "./compile-rule.ts";
import { lookedAt, type Rule } from "./rule.ts";

/** What rules are applied to. */
export interface RuleInputs {
  /** Customers known at as-of, N. */
  readonly customers: number;
  /** A feature table; who is not in it has no values. */
  readonly features: Pick<FeatureTable, "customers"> & {
    readonly features: readonly Pick<Feature, "name" | "values">[];
  };
  /** The structures that are no rules, and the learned segments. */
  readonly divisions: readonly Pick<Division, "id" | "codes">[];
}

/**
 * The part of every customer in the structure of each rule. Loads the columns the rules look at and asks one query.
 *
 * @param rules as planned: each after the rules it refers to
 * @returns in the order of `rules`
 */
export async function divideByRules(engine: Engine, rules: readonly Rule[], inputs: RuleInputs): Promise<Division[]> {
  if (rules.length === 0) return [];
  const { dialect } = engine;
  const table = "rule_facts";
  await engine.load(table, [
    { name: "customer", type: "INTEGER", values: Int32Array.from({ length: inputs.customers }, (_, i) => i) },
    ...columnsFor(rules, inputs),
  ]);
  const parts = rules.map(({ id }) => `CAST(${dialect.identifier(structureColumn(id))} AS INTEGER)`);
  const divided = rules.map(() => new Int16Array(inputs.customers));
  await engine.stream(
    `SELECT customer, ${parts.join(", ")} FROM (${compileRules(rules, table, dialect)}) AS divided`,
    ([customers, ...codes], rows) => {
      for (const [r, part] of codes.entries()) {
        for (let i = 0; i < rows; i++) divided[r][customers[i]] = part[i];
      }
    },
  );
  await engine.run(`DROP TABLE ${table}`);
  return rules.map(({ id, kind, title, definition, parts }, r) => {
    return { id, kind, title, definition, parts, keys: parts.map(({ key }) => key), codes: divided[r] };
  });
}

function columnsFor(rules: readonly Rule[], { customers, features, divisions }: RuleInputs): LoadColumn[] {
  const used = lookedAt({ kind: "any", of: rules.flatMap(({ conditions }) => conditions) });
  return [
    ...features.features
      .filter(({ name }) => used.features.includes(name))
      .map(({ name, values }): LoadColumn => {
        const ofEverybody = new Float64Array(customers).fill(Number.NaN);
        for (let row = 0; row < values.length; row++) ofEverybody[features.customers[row]] = values[row];
        return { name: featureColumn(name), type: "DOUBLE", values: ofEverybody };
      }),
    ...divisions
      .filter(({ id }) => used.structures.includes(id))
      .map(({ id, codes }): LoadColumn => ({ name: structureColumn(id), type: "INTEGER", values: codes })),
  ];
}
