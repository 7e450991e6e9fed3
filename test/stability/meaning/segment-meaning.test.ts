import { describe, expect, it } from "vitest";
import { duckdbDialect } from "../../../src/engine/dialect.ts";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import type { PastWindows } from "../../../src/segments/choice/past-windows.ts";
import { fitSegmentModel } from "../../../src/segments/fit-segments.ts";
import { labelCustomers } from "../../../src/segments/label-customers.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { rulesInWords } from "../../../src/stability/meaning/rule-words.ts";
import { judgeMeaning } from "../../../src/stability/meaning/segment-meaning.ts";
import { number, table } from "../../segments/feature-tables.ts";

const centres = [
  [0, 0],
  [8, 0],
  [0, 8],
  [9, 9],
];

/** Four groups of customers far apart, the group of each, and what each brings later: as much as the group's own mean says. */
function base(n: number, seed: number, means: readonly number[]) {
  const random = createRandom(seed);
  const groups = Array.from({ length: n }, () => random.below(4));
  const axis = (c: number) => groups.map((group) => centres[group][c] + random.normal());
  const features: FeatureTable = table([number("orders", axis(0)), number("baskets", axis(1))]);
  const revenue = Float64Array.from(groups, (group) => Math.max(0, means[group] + 20 * random.normal()));
  return { features, revenue, groups };
}

const asked = { minShare: 0.05, seed: 1, dialect: duckdbDialect, moneyUnits: 1 };
const model = await fitSegmentModel(base(1500, 99, [1, 1, 1, 1]).features, 4, segmentsConfig.parse({}));

function judged(seed: number, means: readonly number[]) {
  const { features, revenue, groups } = base(1500, seed, means);
  const past: PastWindows = { tables: [features, features], laterRevenue: revenue };
  const labels = labelCustomers(model, features);
  const segmentOf = (group: number) => model.segments[labels[groups.indexOf(group)]].id;
  return { meaning: judgeMeaning(model, features, labels, past, asked), segmentOf };
}

describe("judgeMeaning", () => {
  it("tells who is in each segment and that each brings other revenue than the nearest", () => {
    const { meaning } = judged(1, [50, 100, 150, 200]);
    expect(meaning).toMatchObject({ status: "passed", reasons: [], later: { customers: 1500 } });
    expect(meaning.later?.eta2).toBeGreaterThan(0.8);
    for (const { balancedAccuracy, rules, sql, later, mergeInto } of meaning.segments) {
      expect(balancedAccuracy).toBeGreaterThan(0.98);
      expect(rules.length).toBeGreaterThan(0);
      expect(rules[0].en).toMatch(/^(orders|baskets) (below|-?\d).* and (orders|baskets) /);
      expect(sql).toMatch(/"orders" (<|>=)/);
      expect(Math.abs(later?.delta ?? 0)).toBeGreaterThan(0.9);
      expect(mergeInto).toBeNull();
    }
  });

  it("catches a segment whose customers later spend as the nearest ones do, in 95 of 100, and flags no other in more than 5", () => {
    let caught = 0;
    let falseFlags = 0;
    for (let seed = 1; seed <= 100; seed++) {
      // The fourth group is nearest to the second and the third, which differ; it spends as the second does.
      const { meaning, segmentOf } = judged(seed, [50, 150, 250, 250]);
      const flagged = meaning.segments.filter(({ actionable }) => !actionable).map(({ id }) => id);
      const planted = [segmentOf(3), segmentOf(2)];
      if (flagged.some((id) => planted.includes(id))) caught++;
      if (flagged.some((id) => !planted.includes(id))) falseFlags++;
    }
    expect(caught).toBeGreaterThanOrEqual(95);
    expect(falseFlags).toBeLessThanOrEqual(5);
  });

  it("names what is too small or too vague, and what it could be merged with", () => {
    const { features, revenue } = base(1500, 3, [50, 100, 150, 200]);
    const labels = labelCustomers(model, features);
    const past: PastWindows = { tables: [features, features], laterRevenue: revenue };
    const small = judgeMeaning(model, features, labels, past, { ...asked, minShare: 0.3 });
    expect(small.segments[0].reasons[0].en).toMatch(/^it holds 2\d\.\d% of the customers, needed 30\.0%$/);
    expect(small.segments[0].mergeInto).toBe(small.segments[0].nearest);
    const random = createRandom(5);
    const anyhow = labels.map(() => random.below(4));
    const vague = judgeMeaning(model, features, anyhow, { en: "no event log", ru: "нет журнала" }, asked);
    expect(vague.later).toBeNull();
    expect(vague.segments[0].reasons[0].en).toMatch(
      /^three questions tell who is in it with a balanced accuracy of 0\.5\d/,
    );
    expect(vague.reasons[0].en).toMatch(/^segment-1 \(.*\) is hard to act on: .*; it could be merged with segment-\d$/);
  });

  it("names who brings little, and who may not be reached", () => {
    const { features, revenue } = base(1500, 3, [50, 100, 150, 200]);
    const labels = labelCustomers(model, features);
    const money = number(
      "monetary",
      Array.from(labels, (label) => (label === 0 ? 1 : 100)),
      "monetary",
    );
    const past: PastWindows = { tables: [features, features], laterRevenue: revenue };
    const reach = new Uint8Array(Math.max(...features.customers) + 1);
    for (const [row, customer] of features.customers.entries())
      reach[customer] = Number(labels[row] !== 1 || row % 3 === 0);
    const table = { ...features, features: [...features.features, money] };
    const { segments } = judgeMeaning(model, table, labels, past, { ...asked, reach });
    expect(segments[0].reasons.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^it brings 0\.\d% of the revenue, needed 2\.0%$/),
    ]);
    expect(segments[1].reasons[0].en).toMatch(/^3\d\.\d% of its customers agreed to be reached, needed 50\.0%$/);
    expect(segments[2]).toMatchObject({ actionable: true, reachableShare: 1 });
    expect(segments[2].revenueShare).toBeGreaterThan(0.25);
  });

  it("has nothing to say of one segment", async () => {
    const { features } = base(200, 3, [1, 1, 1, 1]);
    const one = await fitSegmentModel(features, 1, segmentsConfig.parse({}));
    expect(judgeMeaning(one, features, new Int32Array(200), { en: "", ru: "" }, asked)).toMatchObject({
      ...{ status: "refused", segments: [], later: null },
    });
  });
});

describe("rulesInWords", () => {
  it("says every kind of question and its contrary, and who is unknown", () => {
    const words = (title: string) => ({ en: { title, high: "", low: "" }, ru: { title, high: "", low: "" } });
    const features = [
      { name: "orders", words: words("orders"), values: Float64Array.of(1, Number.NaN) },
      { name: "place", words: words("place"), values: Float64Array.of(1, 2) },
    ];
    const end = { member: true };
    const no = { member: false };
    const below = { kind: "below", feature: "orders", threshold: 5, unknown: true } as const;
    const level = { kind: "level", feature: "place", level: "city" } as const;
    const known = { kind: "known", feature: "place" } as const;
    const texts = (tree: Parameters<typeof rulesInWords>[0]) => rulesInWords(tree, features).map(({ en }) => en);
    expect(
      texts({ question: below, yes: { question: level, yes: no, no: end }, no: { question: known, yes: end, no } }),
    ).toEqual(["orders below 5 or unknown and place is not city", "orders 5 or more and place known"]);
    expect(texts({ question: known, yes: { question: level, yes: end, no }, no: end })).toEqual([
      "place known and place is city",
      "place unknown",
    ]);
    expect(texts(end)).toEqual(["everybody"]);
    const whole = [{ ...features[0], values: Float64Array.of(1, 2) }];
    expect(rulesInWords({ question: below, yes: end, no }, whole)[0].en).toBe("orders below 5");
  });
});
