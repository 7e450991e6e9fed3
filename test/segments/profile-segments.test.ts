import { describe, expect, it } from "vitest";
import { fitSegments } from "../../src/segments/fit-segments.ts";
import { profileSegments } from "../../src/segments/profile-segments.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { category, number, table } from "./feature-tables.ts";

const small = table([
  number("orders", [1, 1, 2, 8, 9], "frequency"),
  number("monetary", [10, 10, 20, 100, Number.NaN], "monetary"),
  number("age", [40, 40, 40, 40, 40], "demographics"),
  category("city", ["ulm", "ulm", "graz", undefined, "graz"]),
]);

async function profile() {
  const { model, segmentation } = await fitSegments(small, {
    segments: segmentsConfig.parse({ k: 2 }),
    stability: { bootstraps: 10, minJaccard: 0.75, minPredictionStrength: 0.8 },
  });
  return profileSegments(small, { ...segmentation, labels: Int32Array.of(1, 1, 1, 0, 0) }, model);
}

describe("profileSegments", () => {
  it("describes numbers by median and mean of those who are known", async () => {
    const { ids, sizes, shares, revenueShares, columns } = await profile();
    expect(ids).toEqual(["segment-1", "segment-2"]);
    expect([...sizes]).toEqual([2, 3]);
    expect([...shares]).toEqual([0.4, 0.6]);
    expect([...revenueShares]).toEqual([100 / 140, 40 / 140]);
    const [orders, monetary, age] = columns;
    expect(orders).toMatchObject({ feature: "orders", level: undefined, unit: "things", base: 2 });
    expect([...orders.centre]).toEqual([8.5, 1]);
    expect([...orders.mean]).toEqual([8.5, 4 / 3]);
    expect([...monetary.centre]).toEqual([100, 10]);
    expect([...age.contrast]).toEqual([0, 0]);
  });

  it("compares with the base in its standard deviations", async () => {
    const [orders] = (await profile()).columns;
    // mean 4.2, standard deviation √(151/5 − 4.2²)
    const sd = Math.sqrt(151 / 5 - 4.2 ** 2);
    expect(orders.contrast[0]).toBeCloseTo((8.5 - 4.2) / sd, 9);
    expect(orders.contrast[1]).toBeCloseTo((4 / 3 - 4.2) / sd, 9);
  });

  it("describes categories by the shares of their levels", async () => {
    const city = (await profile()).columns.filter(({ feature }) => feature === "city");
    expect(city.map(({ level, base }) => [level, base])).toEqual([
      ["graz", 0.4],
      ["ulm", 0.4],
      ["unknown", 0.2],
    ]);
    expect([...city[2].centre]).toEqual([0.5, 0]);
    expect(city[2].contrast[0]).toBeCloseTo(0.3 / 0.4, 12);
  });
});
