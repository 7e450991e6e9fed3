import { describe, expect, it } from "vitest";
import { structuresConfig } from "../../src/structures/structures-config.ts";

const crossing = (name: string) => ({ name, of: ["lifecycle", "behavioural"] });
const rule = (name: string) => ({ name, parts: [{ name: "many", when: { feature: "orders", above: 3 } }] });

function problems(config: unknown): string[] {
  const { error } = structuresConfig.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("names of structures", () => {
  it("are not those of other columns and scopes", () => {
    expect(problems({ combined: [crossing("mine"), crossing("ltv")] })).toEqual([
      'combined.1.name: "ltv" is taken; choose another name',
    ]);
    expect(problems({ rules: [rule("guests")] })).toEqual(['rules.0.name: "guests" is taken; choose another name']);
  });

  it("are given once, to a rule or a crossing", () => {
    expect(problems({ combined: [crossing("mine"), crossing("mine")] })).toEqual([
      'combined.1.name: "mine" is taken; choose another name',
    ]);
    expect(problems({ combined: [crossing("vip")], rules: [rule("vip")] })).toEqual([
      'combined.0.name: "vip" is taken; choose another name',
    ]);
    expect(problems({ combined: [crossing("mine")], rules: [rule("vip")] })).toEqual([]);
  });
});
