import { describe, expect, it } from "vitest";
import { planCondition, planRules } from "../../../src/structures/rules/plan-rules.ts";
import { rulesConfig, type WrittenCondition } from "../../../src/structures/rules/rules-config.ts";
import { UserError } from "../../../src/user-error.ts";
import { scope } from "./shop-scope.ts";

/** Rules with one part each. */
function rules(conditions: Readonly<Record<string, WrittenCondition>>) {
  return rulesConfig.parse(Object.entries(conditions).map(([name, when]) => ({ name, parts: [{ name: "in", when }] })));
}

function refusal(conditions: Readonly<Record<string, WrittenCondition>>, taken?: readonly string[]): string {
  try {
    planRules(rules(conditions), scope, taken);
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error("the rules were taken");
}

const inFirst = { structure: "first", is: "in" };

describe("planRules", () => {
  it("takes rules in any order of writing and gives them in the order of their references", () => {
    const plan = planRules(rules({ second: inFirst, first: { feature: "orders", above: 3 } }), scope);
    expect(plan.rules.map(({ id }) => id)).toEqual(["first", "second"]);
    expect(plan.rules[1].conditions).toEqual([{ kind: "inPart", structure: "first", parts: [0] }]);
    expect(plan.warnings).toEqual([]);
  });

  it("asks whether a name that is not known meant another", () => {
    const when = { all: [{ feature: "orders", above: 1 }, { not: { feature: "monetry", above: 3 } }] };
    expect(refusal({ first: when })).toBe(
      'structures.rules[0].parts[0].when.all[1].not.feature: no feature is called "monetry"; did you mean "monetary"?',
    );
    expect(refusal({ first: { structure: "lifecycle", is: ["new", "loost"] } })).toBe(
      'structures.rules[0].parts[0].when.is: lifecycle has no part "loost"; did you mean "lost"?',
    );
  });

  it("lists what there is where no name is near", () => {
    expect(refusal({ first: { structure: "x", is: "y" } })).toBe(
      'structures.rules[0].parts[0].when.structure: no structure is called "x"; the structures are lifecycle, geographic_city, first',
    );
    expect(refusal({ first: { structure: "lifecycle", isNot: "x" } })).toBe(
      'structures.rules[0].parts[0].when.isNot: lifecycle has no part "x"; its parts are new, sleeping, lost, potential',
    );
  });

  it("tells a feature from a structure", () => {
    expect(refusal({ first: { feature: "lifecycle", is: "lost" } })).toBe(
      'structures.rules[0].parts[0].when.feature: no feature is called "lifecycle"; it is a structure, write structure: lifecycle',
    );
  });

  it.each([
    [
      { feature: "country", atMost: "p90" },
      "atMost: country is a category, which has no order; compare it by is, isNot or known",
    ],
    [
      { feature: "country", between: [1, 2] },
      "between: country is a category, which has no order; compare it by is, isNot or known",
    ],
    [{ feature: "country", isNot: "unknown" }, 'isNot: country has no level "unknown"; write known: false'],
    [{ feature: "monetary", is: [1, "much"] }, 'is: monetary is a number (EUR), got "much"'],
  ] satisfies [WrittenCondition, string][])("refuses %j", (when, message) => {
    expect(refusal({ first: when })).toBe(`structures.rules[0].parts[0].when.${message}`);
  });

  it("refuses rules in a circle and names it", () => {
    expect(
      refusal({
        first: { not: { structure: "third", is: "in" } },
        second: inFirst,
        third: { structure: "second", is: "in" },
      }),
    ).toBe(
      "structures.rules[0]: rules refer to each other in a circle, first -> third -> second -> first; take one of the references out",
    );
    expect(refusal({ other: { feature: "orders", is: 1 }, first: inFirst })).toBe(
      "structures.rules[1]: the rule refers to itself, first -> first; take one of the references out",
    );
  });

  it("refuses names that are taken", () => {
    const when = { feature: "orders", is: 1 };
    expect(refusal({ lifecycle: when })).toBe('structures.rules[0].name: "lifecycle" is taken; choose another name');
    expect(refusal({ as_of: when }, ["as_of"])).toBe('structures.rules[0].name: "as_of" is taken; choose another name');
  });

  it("tells every mistake at once, a line each", () => {
    const message = refusal({
      first: {
        any: [
          { feature: "ordres", is: 1 },
          { structure: "lifecycel", is: "new" },
        ],
      },
    });
    expect(message.split("\n")).toEqual([
      "the rules have 2 errors",
      'structures.rules[0].parts[0].when.any[0].feature: no feature is called "ordres"; did you mean "orders"?',
      'structures.rules[0].parts[0].when.any[1].structure: no structure is called "lifecycel"; did you mean "lifecycle"?',
    ]);
  });

  it("warns of what nobody has today instead of failing, with the name that is near", () => {
    const plan = planRules(
      rules({
        first: {
          any: [
            { feature: "country", is: ["DE", "de"] },
            { structure: "geographic_city", is: "Rome" },
          ],
        },
      }),
      scope,
    );
    expect(plan.warnings.map(({ en }) => en)).toEqual([
      'structures.rules[0].parts[0].when.any[0].is: no customer has "de"; did you mean "DE"?',
      'structures.rules[0].parts[0].when.any[1].is: no customer has "Rome"',
    ]);
    expect(plan.warnings[1].ru).toBe(
      "structures.rules[0].parts[0].when.any[1].is: значения «Rome» нет ни у одного клиента",
    );
    expect(plan.rules[0].conditions).toEqual([
      {
        kind: "any",
        of: [
          { kind: "oneOf", feature: "country", values: [0] },
          { kind: "any", of: [] },
        ],
      },
    ]);
  });

  it("takes a percentile for that of the known values", () => {
    const bound = (above: string) => planCondition({ feature: "orders", above }, "--where", scope).condition;
    // Known orders are 1, 3, 4 and 5; the 90th percentile lies 0.7 of the way from 4 to 5.
    expect(bound("p50")).toMatchObject({ kind: "compared", operator: ">", bound: 3.5 });
    expect(bound("p90")).toMatchObject({ bound: expect.closeTo(4.7, 12) });
    const nobodys = { ...scope, features: [{ ...scope.features[0], values: Float64Array.of(Number.NaN) }] };
    expect(planCondition({ feature: "orders", above: "p50" }, "--where", nobodys).condition).toEqual({
      kind: "any",
      of: [],
    });
  });

  it("says who belongs to which part, in both languages", () => {
    const [rule] = planRules(
      rulesConfig.parse([
        {
          name: "big_spenders",
          parts: [
            {
              name: "vip",
              title: { en: "VIP", ru: "ВИП" },
              when: {
                all: [
                  { feature: "monetary", atLeast: 1000, below: "p99.5" },
                  { not: { structure: "lifecycle", is: ["lost", "sleeping"] } },
                  {
                    any: [
                      { feature: "country", isNot: ["DE", "FR"] },
                      { feature: "orders", known: false },
                    ],
                  },
                ],
              },
            },
            { name: "rest of them", when: { feature: "orders", between: [-0.25, 1.5] } },
          ],
        },
      ]),
      scope,
    ).rules;
    expect(rule.title).toEqual({ en: "big spenders", ru: "big spenders" });
    expect(rule.parts.map(({ key, title }) => [key, title.ru])).toEqual([
      ["vip", "ВИП"],
      ["rest of them", "rest of them"],
      ["other", "прочие"],
    ]);
    expect(rule.definition).toEqual({
      en: 'VIP: monetary: at least 1,000 and below p99.5 and not (Lifecycle: lost or sleeping) and (country: not "DE" and not "FR" or orders: not known). rest of them: orders: from −0.25 to 1.5. other: everybody else.',
      ru: "ВИП: выручка: не меньше 1\u00a0000 и меньше p99.5 и не (Жизненный цикл: потерянные или спящие) и (страна: не «DE» и не «FR» или заказы: неизвестно). rest of them: заказы: от −0,25 до 1,5. прочие: все остальные.",
    });
  });
});

describe("planCondition", () => {
  it("looks a single condition up and says where a mistake is", () => {
    expect(planCondition({ structure: "lifecycle", isNot: "lost" }, "--where", scope).condition).toEqual({
      kind: "not",
      of: { kind: "inPart", structure: "lifecycle", parts: [2] },
    });
    expect(() => planCondition({ feature: "ordrs", is: 1 }, "--where", scope)).toThrow(
      '--where.feature: no feature is called "ordrs"; did you mean "orders"?',
    );
  });
});
