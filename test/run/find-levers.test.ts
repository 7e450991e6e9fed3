import { afterAll, beforeAll, expect, it } from "vitest";
import { buildKpis } from "../../src/metrics/kpis.ts";
import type { MetricsFile } from "../../src/metrics/metrics-file.ts";
import { configurationSchema } from "../../src/run/configuration.ts";
import { findLevers } from "../../src/run/stages/find-levers.ts";
import { reportLevers } from "../../src/run/stages/report-levers.ts";
import type { Rule } from "../../src/structures/rules/rule.ts";
import type { Division, StructureKind } from "../../src/structures/structure.ts";
import { type StagedBase, stageBase } from "../features/staged-base.ts";

/** Customers by region: how many there are, and how many of them come back in the month after their first order. */
const regions = { north: [200, 60], south: [400, 240], unknown: [120, 6] } as const;
const people = Object.entries(regions).flatMap(([region, [count, returning]]) =>
  Array.from({ length: count }, (_, i) => ({ region, returns: i < returning })),
);

let base: StagedBase;
let found: MetricsFile;

function division(id: string, kind: StructureKind, partOf: (person: (typeof people)[number]) => string): Division {
  const keys = [...new Set(people.map(partOf))];
  const title = (name: string) => ({ en: name, ru: name });
  return {
    ...{ id, kind, title: title(id.toUpperCase()), definition: title(id), keys },
    parts: keys.map((key) => ({ key, title: title(key.toUpperCase()) })),
    codes: Int16Array.from(people, (person) => keys.indexOf(partOf(person))),
  };
}

function rule(id: string, condition: Rule["conditions"][number]): Rule {
  const title = { en: id, ru: id };
  return { id, kind: "rule", title, definition: title, parts: [], conditions: [condition] };
}

const comesBack = ({ returns }: (typeof people)[number]) => (returns ? "regular" : "lost");
const regionOf = ({ region }: (typeof people)[number]) => region;

beforeAll(async () => {
  const rows = people.flatMap(({ returns }, i) => {
    const id = `c${String(i).padStart(3, "0")}`;
    return [`${id},2024-01-10,20`, ...(returns ? [`${id},2024-02-10,20`] : [])];
  });
  base = await stageBase({ asOf: "2024-04-01", transactions: `customer_id,ts,amount\n${rows.join("\n")}` });
  const { engine, staged } = base;
  const segments = division("segment", "segment", (person) => (person.returns ? "s1" : "dormant"));
  const divisions = [
    division("geographic_region", "geographic", regionOf),
    division("lifecycle", "lifecycle", comesBack),
    division("lapsed", "rule", comesBack),
    division("northern", "rule", ({ region }) => (region === "north" ? "yes" : "no")),
    division("region_stage", "combined", (person) => `${regionOf(person)}/${comesBack(person)}`),
    division("region_north", "combined", ({ region }) => (region === "north" ? "north/yes" : `${region}/*`)),
  ];
  const rules = [
    rule("lapsed", { kind: "compared", feature: "recency_days", operator: ">", bound: 60 }),
    rule("northern", { kind: "inPart", structure: "geographic_region", parts: [0] }),
  ];
  const combined = [
    { name: "region_stage", of: ["geographic_region", "lifecycle"] },
    { name: "region_north", of: ["geographic_region", "northern"] },
  ];
  const sources = { transactions: { path: "transactions.csv" } };
  const configuration = {
    ...configurationSchema.parse({ version: 1, sources, structures: { combined } }),
    project: "demo",
  };
  await buildKpis(engine, staged, { moneyUnits: 10_000, moneyDigits: 2, guests: "exclude" }, [segments, ...divisions]);
  const divided = { segments, divisions, rules };
  found = await findLevers({ engine, configuration }, staged, divided, {
    features: base.offered("2024-01-01", "2024-04-01").features.map((feature) => ({
      ...{ ...feature, values: new Float64Array(0), levels: [] },
    })),
  });
});

afterAll(() => base.close());

function metric(id: string) {
  const one = found.metrics.find((each) => each.id === id);
  if (one === undefined) throw new Error(`no metric ${id}`);
  return one;
}

it("names the region that lags, with the gain of the base", () => {
  // 306 of 720 come back, 60 of 200 in the north: (306/720 − 0.3) × 200 ÷ 720.
  const { base: whole, parts, levers } = metric("repeat_share");
  expect(whole).toEqual({
    ...{ periodKind: "history", periodStart: "2024-01-10", periodEnd: "2024-04-01", value: 306 / 720 },
  });
  expect(levers.map(({ en }) => en)).toContain("a welcome series after the first order");
  expect(parts?.map(({ scope, key }) => `${scope}/${key}`)).toEqual([
    "geographic_region/north",
    "northern/yes",
    "region_north/north/yes",
  ]);
  for (const { gain } of parts ?? []) expect(gain).toBeCloseTo((306 / 720 - 0.3) * (200 / 720), 12);
  expect(parts?.[0]).toMatchObject({ title: { en: "NORTH", ru: "NORTH" }, value: 0.3 });
});

it("finds the same in strict retention, which is of a typical month", () => {
  // Two pairs of months: 720 and then 306 to keep, 306 and then none kept; in the north 60 of 260.
  const { base: whole, parts } = metric("strict_retention");
  expect(whole).toMatchObject({ periodKind: "typical_month", value: 306 / 1026 });
  expect(parts?.[0]).toMatchObject({ scope: "geographic_region", key: "north", value: 60 / 260 });
});

it("never compares what is made of behaviour, and says so", () => {
  expect(found.compared).toEqual(["geographic_region", "northern", "region_north"]);
  expect(found.leftOut).toEqual(["lifecycle", "lapsed", "region_stage"]);
});

it("never names the unknown, the rest of a crossing or a reserved state", () => {
  const named = found.metrics.flatMap(({ parts, segments }) => [...(parts ?? []), ...(segments ?? [])]);
  expect(named.filter(({ key }) => /unknown|\*|dormant/.test(key))).toEqual([]);
});

it("has every metric of the base, and compares parts in those that people steer by only", () => {
  expect(metric("gross_revenue").parts).toBeNull();
  expect(metric("quick_ratio").base).toMatchObject({ periodKind: "month", periodStart: "2024-03-01" });
  expect(metric("average_order")).toMatchObject({ unit: "money", base: { value: 20 }, parts: [], segments: [] });
  expect(found.metrics.find(({ id }) => id === "cac")).toBeUndefined();
});

it("is shown with the titles of structures, of metrics that are compared", () => {
  const structures = [{ id: "geographic_region", title: { en: "Region", ru: "Регион" } }];
  const file = { structures } as Parameters<typeof reportLevers>[1]; // what it looks at
  const { metrics, compared } = reportLevers(found, file, "ru");
  expect(metrics.map(({ id }) => id)).toEqual([
    ...["orders_per_customer", "repeat_share", "average_order", "return_share", "strict_retention"],
  ]);
  expect(metrics[1]).toMatchObject({
    title: "доля повторных покупателей",
    part: { structure: "Регион", title: "NORTH" },
  });
  expect(compared[0]).toBe("Регион");
});
