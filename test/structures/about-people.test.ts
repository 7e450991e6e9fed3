import { expect, it } from "vitest";
import { divisionsAboutPeople, isAddressable } from "../../src/structures/about-people.ts";
import type { Condition, Rule } from "../../src/structures/rules/rule.ts";
import { type StructureKind, structureKinds } from "../../src/structures/structure.ts";

const text = { en: "a rule", ru: "правило" };
const features = [
  { name: "age", family: "demographics" },
  { name: "interests", family: "psychographics" },
  { name: "acquisition_channel", family: "channel" },
  { name: "channel_share_shop", family: "channel" },
  { name: "recency_days", family: "recency" },
] as const;

function rule(id: string, ...conditions: Condition[]): Rule {
  return { id, kind: "rule", title: text, definition: text, parts: [], conditions };
}

function about(
  divisions: Readonly<Record<string, StructureKind>>,
  rules: readonly Rule[] = [],
  crossings: Readonly<Record<string, readonly string[]>> = {},
) {
  const named = Object.entries(divisions).map(([id, kind]) => ({ id, kind }));
  const crossed = Object.entries(crossings).map(([name, of]) => ({ name, of }));
  return [...divisionsAboutPeople(named, rules, crossed, features)];
}

const known = (feature: string): Condition => ({ kind: "known", feature });
const inPart = (structure: string): Condition => ({ kind: "inPart", structure, parts: [0] });

it("keeps the structures that tell who customers are, and none of what they did", () => {
  const all = Object.fromEntries(structureKinds.filter((kind) => kind !== "rule").map((kind) => [kind, kind]));
  expect(about(all)).toEqual(["demographic", "geographic", "psychographic", "acquisition"]);
});

it("keeps a crossing where each of its structures is kept", () => {
  const divisions = {
    sex: "demographic",
    city: "geographic",
    loyalty: "loyalty",
    a: "combined",
    b: "combined",
  } as const;
  expect(about(divisions, [], { a: ["sex", "city"], b: ["sex", "loyalty"] })).toEqual(["sex", "city", "a"]);
});

it("keeps a rule where everything that it looks at is about people, other rules included", () => {
  const rules = [
    rule("young", known("age"), { kind: "not", of: { kind: "any", of: [known("interests"), inPart("city")] } }),
    rule("brought", known("acquisition_channel")),
    rule("in_shops", known("age"), known("channel_share_shop")),
    rule("lapsed", known("recency_days")),
    rule("young_again", inPart("young")),
    rule("lapsed_again", inPart("young"), inPart("lapsed")),
  ];
  const own = Object.fromEntries(rules.map(({ id }) => [id, "rule" as const]));
  expect(about({ city: "geographic", ...own }, rules)).toEqual(["city", "young", "brought", "young_again"]);
});

it.each([
  ["north", true],
  ["others", true],
  ["north/female", true],
  ["unknown", false],
  ["other", false],
  ["none", false],
  ["*", false],
  ["north/*", false],
  ["unknown/female", false],
  ["inferred_books", false],
  ["north/inferred_books", false],
])("one could turn to %s: %s", (key, expected) => {
  expect(isAddressable(key)).toBe(expected);
});
