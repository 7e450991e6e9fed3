import { describe, expect, it } from "vitest";
import * as z from "zod";
import { diagnoseYaml } from "../../../src/run/diagnose-yaml.ts";
import { rulesConfig } from "../../../src/structures/rules/rules-config.ts";

const schema = z.strictObject({ rules: rulesConfig });

/** What is wrong with a rule whose only part has this condition: texts and help, as they stand beside the line. */
function problems(when: string): string[] {
  return problemsOf(`rules:\n  - name: mine\n    parts:\n      - { name: some, when: ${when} }\n`);
}

function problemsOf(yaml: string): string[] {
  return diagnoseYaml(yaml, schema, {}).problems.map(({ text, help }) =>
    help === undefined ? text : `${text} | ${help}`,
  );
}

describe("rulesConfig", () => {
  it("takes conditions inside conditions, in words close to speech", () => {
    const yaml = `
rules:
  - name: big_spenders
    title: { en: Big spenders, ru: Крупные покупатели }
    parts:
      - name: vip
        when: { all: [ { feature: monetary, atLeast: 1000 }, { not: { structure: lifecycle, is: [lost, sleeping] } } ] }
      - name: ВИП-2
        title: Second best
        when: { any: [ { feature: orders, above: p90, below: 100 }, { feature: age, between: [30, p75] }, { feature: sex, known: false } ] }
`;
    const diagnosis = diagnoseYaml(yaml, schema, {});
    expect(diagnosis.problems).toEqual([]);
    expect("value" in diagnosis && diagnosis.value.rules[0]).toMatchObject({ otherwise: "other", parts: [{}, {}] });
  });

  it("makes no rules unless there are some", () => {
    expect(schema.parse({}).rules).toEqual([]);
  });

  it("asks whether a misspelt comparison meant another, however deep it is", () => {
    expect(problems("{ not: { any: [ { feature: orders, abov: 3 } ] } }")).toEqual([
      'rules.0.parts.0.when.not.any.0: unknown key "abov" | did you mean "above"?',
    ]);
  });

  it.each([
    ["{}", "a condition has exactly one of all, any, not, feature, structure; this one has none of them"],
    [
      "{ feature: a, structure: b, is: c }",
      "a condition has exactly one of all, any, not, feature, structure; this one has feature and structure",
    ],
    [
      "{ feature: a }",
      "a feature needs something to compare it by: above, atLeast, below, atMost, between, is, isNot or known",
    ],
    ["{ structure: a }", "a structure needs something to compare it by: is or isNot"],
  ])("refuses %s", (when, text) => {
    expect(problems(when)).toEqual([`rules.0.parts.0.when: ${text}`]);
  });

  it.each([
    ["{ structure: a, above: 3 }", "above: a structure is compared by is or isNot, not by above"],
    ["{ all: [ { feature: a, is: 1 } ], is: 3 }", "is: is belongs to a feature or a structure, not to all"],
    [
      "{ feature: a, known: false, is: 3 }",
      "known: a value that is not known cannot be compared; put the two in a list under any",
    ],
    ["{ feature: a, between: [3, 2] }", "between: the first bound is above the second; no value lies between"],
    ["{ feature: a, between: [p75, p25] }", "between: the first bound is above the second; no value lies between"],
    ["{ feature: a, above: '1000' }", "above: a bound is a number such as 1000, or a percentile such as p90"],
    ["{ feature: a, above: p101 }", "above: a bound is a number such as 1000, or a percentile such as p90"],
    ["{ any: [] }", "any: expected at least 1 item, got a list"],
  ])("refuses %s", (when, text) => {
    expect(problems(when)).toEqual([`rules.0.parts.0.when.${text}`]);
  });

  it("refuses names that stand for two things", () => {
    const part = (name: string) => `{ name: ${name}, when: { feature: a, is: 1 } }`;
    const rules = [
      `{ name: mine, parts: [ ${part("x")}, ${part("y")}, ${part("x")} ] }`,
      `{ name: mine, parts: [ ${part("x")} ], otherwise: x }`,
      `{ name: Mine, parts: [ ${part("' x'")} ] }`,
    ];
    expect(problemsOf(`rules: [ ${rules[0]} ]`)).toEqual([
      'rules.0.parts.2.name: a second part is called "x"; join the two with any, or give one another name',
    ]);
    expect(problemsOf(`rules: [ ${rules[1]} ]`)).toEqual([
      'rules.0.parts.0.name: "x" is the part of everybody else; give one of the two another name',
    ]);
    expect(problemsOf(`rules: [ ${rules[2]} ]`)).toEqual([
      "rules.0.name: a structure's name is written in a-z, 0-9 and _, and begins with a letter",
      "rules.0.parts.0.name: a part's name begins and ends without blanks",
    ]);
    const twice = `{ name: mine, parts: [ ${part("x")} ] }`;
    expect(problemsOf(`rules: [ ${twice}, ${twice} ]`)).toEqual([
      'rules.1.name: a second structure is called "mine"; give one of the two another name',
    ]);
  });

  it("has a JSON Schema for editors, in which a condition may hold conditions", () => {
    const json = z.toJSONSchema(schema, { io: "input" });
    expect(json.$defs?.condition).toMatchObject({
      additionalProperties: false,
      properties: { any: { items: { $ref: "#/$defs/condition" } }, not: { $ref: "#/$defs/condition" } },
    });
  });
});
