import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { divideByRules } from "../../../src/structures/rules/divide-by-rules.ts";
import { planRules } from "../../../src/structures/rules/plan-rules.ts";
import type { RuleScope } from "../../../src/structures/rules/rule-scope.ts";
import { rulesConfig, type WrittenCondition } from "../../../src/structures/rules/rules-config.ts";
import { openEngine } from "../../inputs/staging.ts";
import { evaluateRule } from "./evaluate-rule.ts";
import { country, lifecycleCodes, monetary, orders, scope } from "./shop-scope.ts";

/** Keys of the parts of everybody, by rule. */
async function divide(
  engine: Engine,
  written: unknown,
  { features, structures }: RuleScope,
  customers: Int32Array,
  codes: Int16Array,
) {
  const { rules } = planRules(rulesConfig.parse(written), { features, structures });
  const divisions = await divideByRules(engine, rules, {
    customers: codes.length,
    features: { customers, features },
    divisions: [{ id: "lifecycle", codes }],
  });
  return new Map(divisions.map(({ id, codes, keys }) => [id, Array.from(codes, (code) => keys[code])]));
}

const everybody = Int32Array.from(lifecycleCodes.keys());

describe("divideByRules", () => {
  it("puts customers into the first part that fits, and the others into the last", async () => {
    const { engine } = await openEngine();
    const spenders = {
      name: "spenders",
      parts: [
        {
          name: "vip",
          when: {
            all: [
              { feature: "monetary", above: 1000 },
              { structure: "lifecycle", is: "new" },
            ],
          },
        },
        { name: "often", when: { feature: "orders", atLeast: 3 } },
        { name: "vip too late", when: { feature: "monetary", above: 1000 } },
      ],
      otherwise: "rest",
    };
    expect(await divide(engine, [spenders], scope, everybody, lifecycleCodes)).toEqual(
      new Map([["spenders", ["rest", "vip", "often", "rest", "often"]]]),
    );
  });

  it("builds structures on structures", async () => {
    const { engine } = await openEngine();
    const rules = [
      {
        name: "wanted",
        parts: [
          {
            name: "yes",
            when: {
              any: [
                { structure: "german", is: "in" },
                { structure: "often", isNot: "other" },
              ],
            },
          },
        ],
      },
      { name: "often", parts: [{ name: "in", when: { feature: "orders", above: 4 } }] },
      { name: "german", parts: [{ name: "in", when: { feature: "country", is: "DE" } }] },
    ];
    const divisions = await divide(engine, rules, scope, everybody, lifecycleCodes);
    expect([...divisions.keys()]).toEqual(["german", "often", "wanted"]);
    expect(divisions.get("wanted")).toEqual(["yes", "yes", "other", "yes", "other"]);
  });

  it("takes those who are not in the feature table for unknown", async () => {
    const { engine } = await openEngine();
    const rows = (values: Float64Array) => Float64Array.of(values[1], values[4]);
    const part = scope.features.map((feature) => ({ ...feature, values: rows(feature.values) }));
    const rules = [{ name: "often", parts: [{ name: "seen", when: { feature: "orders", known: true } }] }];
    const divisions = await divide(engine, rules, { ...scope, features: part }, Int32Array.of(1, 4), lifecycleCodes);
    expect(divisions.get("often")).toEqual(["other", "seen", "other", "other", "seen"]);
  });

  it("asks nothing of the engine where there are no rules", async () => {
    const { engine } = await openEngine();
    expect(await divide(engine, [], scope, everybody, lifecycleCodes)).toEqual(new Map());
  });

  it("agrees with the rules as they are written, and leaves nobody out", async () => {
    const { engine } = await openEngine();
    await fc.assert(
      fc.asyncProperty(bases, rulesOnRules, async (base, written) => {
        const codes = Int16Array.from(base.map(({ lifecycle }) => lifecycle));
        const values = (key: "orders" | "monetary" | "country") => Float64Array.from(base.map((one) => one[key]));
        const features = [
          { ...orders, values: values("orders") },
          { ...monetary, values: values("monetary") },
          { ...country, values: values("country") },
        ];
        const within = { ...scope, features };
        const customers = Int32Array.from(base.keys());
        const divisions = await divide(engine, written, within, customers, codes);

        const rules = rulesConfig.parse(written);
        const partOf = (structure: string, customer: number) =>
          structure === "lifecycle" ? scope.structures[0].parts[codes[customer]].key : "-";
        for (const { name } of rules) {
          const expected = base.map((_, customer) => evaluateRule(rules, name, customer, within, partOf));
          expect(divisions.get(name)).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const unknown = Number.NaN;
const bases = fc.array(
  fc.record({
    orders: fc.constantFrom(unknown, -1, 0, 1, 2, 3),
    monetary: fc.constantFrom(unknown, 0, 0.1, 0.30000000000000004, 1e-300, 1e15),
    country: fc.constantFrom(unknown, 0, 1),
    lifecycle: fc.nat(3),
  }),
  { minLength: 1, maxLength: 30 },
);

const counts = fc.constantFrom(-1, 0, 1, 2, 3, 1.5);
const sums = fc.constantFrom(0, 0.1, 0.3, 0.30000000000000004, 1e-300, 1e15);
const percentiles = fc.constantFrom("p0", "p50", "p100");

function comparisonsOf(feature: string, value: fc.Arbitrary<number>): fc.Arbitrary<WrittenCondition> {
  const bound = fc.oneof(value, percentiles);
  const between = fc.tuple(value, value).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
  const comparisons = fc.record(
    {
      ...{ above: bound, atLeast: bound, below: bound, atMost: bound, between },
      ...{ is: fc.array(value, { minLength: 1 }), isNot: value, known: fc.constant(true) },
    },
    { requiredKeys: [] },
  );
  return fc
    .oneof(
      { weight: 5, arbitrary: comparisons.filter((keys) => Object.keys(keys).length > 0) },
      { weight: 1, arbitrary: fc.constant({ known: false }) },
    )
    .map((keys) => ({ feature, ...keys }));
}

const countries = fc.subarray(["DE", "FR", "IT"], { minLength: 1 });
const lifecycles = fc.subarray(["new", "sleeping", "lost", "potential"], { minLength: 1 });

/** Conditions that may look at the structures of these rules too. */
function conditions(rules: readonly string[]): fc.Arbitrary<WrittenCondition> {
  const ofRules = rules.map((structure) =>
    fc.constantFrom("first", "second", "other").map((is): WrittenCondition => ({ structure, is })),
  );
  const leaf = fc.oneof(
    comparisonsOf("orders", counts),
    comparisonsOf("monetary", sums),
    countries.map((is): WrittenCondition => ({ feature: "country", is })),
    countries.map((isNot): WrittenCondition => ({ feature: "country", isNot })),
    fc.boolean().map((known): WrittenCondition => ({ feature: "country", known })),
    lifecycles.map((is): WrittenCondition => ({ structure: "lifecycle", is })),
    lifecycles.map((isNot): WrittenCondition => ({ structure: "lifecycle", isNot })),
    ...ofRules,
  );
  const { condition } = fc.letrec<{ condition: WrittenCondition; list: WrittenCondition[] }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      tie("list").map((all) => ({ all })),
      tie("list").map((any) => ({ any })),
      tie("condition").map((not) => ({ not })),
    ),
    list: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
  }));
  return condition;
}

function rule(name: string, rules: readonly string[]) {
  return fc.tuple(conditions(rules), conditions(rules)).map(([one, two]) => ({
    name,
    parts: [
      { name: "first", when: one },
      { name: "second", when: two },
    ],
  }));
}

/** Three rules, the later ones on the earlier ones, written in any order. */
const rulesOnRules = fc
  .tuple(rule("a", []), rule("b", ["a"]), rule("c", ["a", "b"]))
  .chain((rules) => fc.shuffledSubarray(rules, { minLength: 3 }));
