import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../src/features/feature-table.ts";
import { type PastWindows, prepareHindsight } from "../../../src/segments/choice/past-windows.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { kernel } from "../engines.ts";
import { plantedTable } from "../feature-tables.ts";

const config = segmentsConfig.parse({});
const unknown = { en: "there are no amounts", ru: "нет сумм" };
const years = [2020, 2021, 2022, 2023];

async function seenFor(
  k: number,
  tables: readonly FeatureTable[],
  laterRevenue: PastWindows["laterRevenue"] = unknown,
) {
  return (await prepareHindsight(kernel, { tables, laterRevenue }, config))(k, {});
}

describe("prepareHindsight", () => {
  it("compares the models of neighbouring windows on the later one", async () => {
    const { pairs, revenue } = await seenFor(
      3,
      years.map((year) => plantedTable(300 + year - 2020, year, { year }).table),
    );
    expect(pairs.map(({ fittedAsOf, refittedAsOf, customers }) => [fittedAsOf, refittedAsOf, customers])).toEqual([
      ["2020-01-01", "2021-01-01", 301],
      ["2021-01-01", "2022-01-01", 302],
      ["2022-01-01", "2023-01-01", 303],
    ]);
    for (const { ari } of pairs) expect(ari).toBeGreaterThan(0.8);
    expect(revenue).toBeNull();
  });

  it("leaves short and incomplete windows out, with their pairs", async () => {
    const tables = [2018, 2019, ...years].map(
      (year) =>
        plantedTable(150, year, { year, short: year === 2018 || year === 2021, incomplete: year === 2023 }).table,
    );
    const { pairs } = await seenFor(3, tables);
    expect(pairs.map(({ refittedAsOf }) => refittedAsOf)).toEqual(["2020-01-01"]);
  });

  it("tells what of later revenue lies between the segments of the window before", async () => {
    const before = plantedTable(600, 1, { year: 2023 });
    const now = plantedTable(400, 2);
    const revenue = Float64Array.from(before.truth, (group) => [100, 500, 0][group]);
    const three = await seenFor(3, [before.table, now.table], revenue);
    expect(three.revenue?.eta2).toBeGreaterThan(0.8);
    expect(three.revenue?.se).toBeLessThan(0.05);
    const unrelated = Float64Array.from(before.truth, (_, i) => (7 * i) % 11);
    expect((await seenFor(3, [before.table, now.table], unrelated)).revenue?.eta2).toBeLessThan(0.02);
  });
});
