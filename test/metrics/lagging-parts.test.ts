import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { laggingParts, type ObservedMetric, type SampledDivision } from "../../src/metrics/where-to-move.ts";

/** A share of customers by part: how many there are, and for how many it holds. */
function sharesOf(scope: string, parts: Readonly<Record<string, readonly [customers: number, holding: number]>>) {
  const keys = Object.keys(parts);
  const all = Object.values(parts).flatMap(([customers, holding], part) =>
    Array.from({ length: customers }, (_, i) => ({ part, holds: i < holding ? 1 : 0 })),
  );
  const holding = all.reduce((sum, { holds }) => sum + holds, 0);
  const metric: ObservedMetric = {
    ...{ id: "repeat_share", better: "more", base: { value: holding / all.length, denominator: all.length } },
    parts: new Map([
      [
        scope,
        Object.entries(parts).map(([key, [customers, held]]) => ({
          ...{ key, value: held / customers, denominator: customers },
        })),
      ],
    ]),
    customers: { above: Float64Array.from(all, ({ holds }) => holds), below: new Float64Array(all.length).fill(1) },
  };
  const division: SampledDivision = {
    ...{ scope, keys, isTarget: keys.map((key) => key !== "unknown") },
    codes: Int16Array.from(all, ({ part }) => part),
  };
  return { metric, division };
}

describe("laggingParts", () => {
  // 350 of 700 come back; 45 of 150 in the north: (0.5 − 0.3) × 150 ÷ 700 = 3 ÷ 70.
  const { metric, division } = sharesOf("region", {
    north: [150, 45],
    south: [300, 180],
    west: [120, 117],
    unknown: [130, 8],
  });

  it("names the part with half the repeat share, with what the base would gain", () => {
    const [first, ...others] = laggingParts([metric], [division]).get("repeat_share") ?? [];
    expect(first).toMatchObject({ scope: "region", key: "north", value: 0.3 });
    expect(first.gain).toBeCloseTo(3 / 70, 12);
    expect(first.q).toBeLessThan(1e-4);
    expect(others).toEqual([]);
  });

  it("looks for the parts above the base where less is better", () => {
    const found = laggingParts([{ ...metric, better: "less" }], [division]).get("repeat_share") ?? [];
    expect(found.map(({ key }) => key)).toEqual(["west", "south"]);
    expect(found[0].gain).toBeCloseTo((-(0.975 - 0.5) * 120) / 700, 12);
  });

  it("puts the largest gain first, of whichever division, ties by scope and key", () => {
    const again = { ...division, scope: "city" };
    const parts = new Map([...metric.parts, ["city", metric.parts.get("region") ?? []]]);
    const found = laggingParts([{ ...metric, parts }], [division, again]).get("repeat_share") ?? [];
    expect(found.map(({ scope, key }) => `${scope}/${key}`)).toEqual(["city/north", "region/north"]);
  });

  it("says nothing of a difference that is as likely chance, nor of parts without figures", () => {
    const { metric: near, division: same } = sharesOf("region", { north: [150, 70], south: [300, 155] });
    expect(laggingParts([near], [same]).get("repeat_share")).toEqual([]);
    expect(laggingParts([{ ...metric, parts: new Map() }], [division]).get("repeat_share")).toEqual([]);
  });

  it("counts what it looked at: one part in forty that lags a little is what chance does", () => {
    const lagging = { part0: [200, 84] } as const; // p = 0.018 beside parts at one half
    const two = sharesOf("city", { ...lagging, part1: [2000, 1000] });
    expect(laggingParts([two.metric], [two.division]).get("repeat_share")).toHaveLength(1);
    const rest = Object.fromEntries(Array.from({ length: 39 }, (_, i) => [`part${i + 1}`, [200, 100]] as const));
    const forty = sharesOf("city", { ...lagging, ...rest });
    expect(laggingParts([forty.metric], [forty.division]).get("repeat_share")).toEqual([]);
  });

  it("names nobody where all parts are alike, but for one base in twenty", () => {
    let named = 0;
    const seeds = 200;
    for (let seed = 0; seed < seeds; seed++) {
      const random = createRandom(seed);
      const holding = (customers: number) =>
        Array.from({ length: customers }, () => random.next()).filter((u) => u < 0.4);
      const parts = Object.fromEntries(
        Array.from({ length: 8 }, (_, i): [string, [number, number]] => {
          const customers = 100 + 30 * i;
          return [`part${i}`, [customers, holding(customers).length]];
        }),
      );
      const { metric: alike, division: random8 } = sharesOf("region", parts);
      if ((laggingParts([alike], [random8]).get("repeat_share") ?? []).length > 0) named++;
    }
    // 10 of 200 expected at most; three standard deviations above are 19.
    expect(named).toBeLessThan(20);
  });
});
