import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

const unknown = Number.NaN;

describe("a base of four categories", () => {
  let base: StagedBase;
  let table: FeatureTable;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-02-01",
      transactions: `
        customer_id, ts,         order_id, category,    amount
        ann,         2023-05-05, a1,       Tea,         30
        ann,         2023-05-05, a1,       Pots & Pans, 9
        ann,         2023-06-01, a2,       Tea,         1
        ann,         2023-06-02, a2,       Tea,         -25
        ann,         2023-06-03, a3,       ,            500
        bob,         2023-05-05, b1,       Tea,         0
        bob,         2023-05-05, b1,       Coffee,      8
        bob,         2023-05-05, b1,       Coffee,      2
        bob,         2023-05-05, b1,       POTS-pans,   6
        bob,         2022-12-31, b2,       Tea,         77
        bob,         2024-01-01, b3,       Tea,         77
        cy,          2023-05-05, c1,       ,            12
        di,          2023-05-05, d1,       Tea,         0`,
    });
    table = await base.features("2023-01-01", "2024-01-01", ["behaviour"]);
  });

  afterAll(() => base.close());

  it("has a share for each, most lines first, told apart by a number where they are written alike", () => {
    expect(base.staged.categories).toEqual(["Tea", "Coffee", "POTS-pans", "Pots & Pans"]);
    expect(table.features.map(({ name }) => name)).toEqual([
      "category_share_tea",
      "category_share_coffee",
      "category_share_pots_pans",
      "category_share_pots_pans_2",
      "category_breadth",
      "category_concentration",
      "favourite_category",
      "category_affinity",
    ]);
  });

  it("divides by the gross money that has a category: returns and unnamed lines count on neither side", () => {
    expect(base.values(table, "category_share_tea")).toEqual({ ann: 31 / 40, bob: 0, cy: unknown, di: unknown });
    expect(base.values(table, "category_share_coffee")).toEqual({ ann: 0, bob: 10 / 16, cy: unknown, di: unknown });
    expect(base.values(table, "category_share_pots_pans")).toEqual({ ann: 0, bob: 6 / 16, cy: unknown, di: unknown });
    expect(base.values(table, "category_share_pots_pans_2")).toEqual({
      ann: 9 / 40,
      bob: 0,
      cy: unknown,
      di: unknown,
    });
  });

  it("counts the categories that brought money", () => {
    expect(base.values(table, "category_breadth")).toEqual({ ann: 2, bob: 2, cy: 0, di: 0 });
  });
});

describe("what is told of categories together", () => {
  let base: StagedBase;
  let table: FeatureTable;

  // Everybody: tea 60, coffee 30, pots 10. dora became known after the window, so her gift from the future counts for nobody.
  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-06-01",
      transactions: `
        customer_id, ts,         order_id, category, brand, amount
        ann,         2023-05-05, a1,       tea,      Lux,   30
        ann,         2023-06-05, a2,       tea,      ,      15
        ann,         2023-06-05, a2,       coffee,   Eco,   15
        bob,         2023-05-05, b1,       coffee,   Eco,   5
        bob,         2023-05-05, b1,       tea,      Eco,   5
        cy,          2023-05-05, c1,       pots,     Lux,   10
        cy,          2023-05-05, c1,       tea,      Lux,   10
        cy,          2023-05-05, c1,       coffee,   Eco,   10
        di,          2023-05-05, d1,       ,         ,      7
        dora,        2024-05-05, e1,       pots,     Lux,   500`,
    });
    table = await base.features("2023-01-01", "2024-01-01", ["behaviour"]);
  });

  afterAll(() => base.close());

  it("names the favourite, of equal ones the one everybody buys most often", () => {
    const favourite = table.features.find(({ name }) => name === "favourite_category");
    expect(base.staged.categories).toEqual(["tea", "coffee", "pots"]);
    expect(favourite?.levels).toEqual(["coffee", "pots", "tea"]);
    expect(base.values(table, "favourite_category")).toEqual({ ann: 2, bob: 2, cy: 2, di: unknown });
  });

  it("adds up squared shares: 1 for one category, 1/3 for three alike", () => {
    const { ann, bob, cy, di } = base.values(table, "category_concentration");
    expect(ann).toBeCloseTo(0.75 ** 2 + 0.25 ** 2, 12);
    expect(bob).toBe(0.5);
    expect(cy).toBeCloseTo(1 / 3, 12);
    expect(di).toBeNaN();
  });

  it("sets the favourite's share against everybody's, of whom only those known by then count", () => {
    const { ann, bob, cy } = base.values(table, "category_affinity");
    expect(ann).toBeCloseTo(0.75 / 0.6, 12);
    expect(bob).toBeCloseTo(0.5 / 0.6, 12);
    expect(cy).toBeCloseTo(1 / 3 / 0.6, 12);
  });

  it("shares money among brands as among categories", () => {
    expect(base.staged.brands).toEqual(["Eco", "Lux"]);
    expect(base.values(table, "brand_share_lux")).toEqual({ ann: 30 / 45, bob: 0, cy: 20 / 30, di: unknown });
  });
});

it("shares lines where there are no amounts, and knows nothing monetary", async () => {
  const base = await stageBase({
    asOf: "2024-01-01",
    transactions: `
      customer_id, ts,         order_id, category
      ann,         2023-05-05, a1,       tea
      ann,         2023-05-05, a1,       tea
      ann,         2023-06-05, a2,       pots`,
  });
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "category_share_tea")).toEqual({ ann: 2 / 3 });
  expect(base.values(table, "orders")).toEqual({ ann: 2 });
  expect(base.offered("2023-01-01", "2024-01-01").unavailable[0]).toEqual({
    family: "monetary",
    reason: { en: "the transactions have no amounts", ru: "у транзакций нет сумм" },
  });
  await base.close();
});

it("keeps the twelve with most lines, ties by name, and lets the rest share one called other", async () => {
  const lines = (category: string, count: number) =>
    Array.from({ length: count }, () => `ann,2023-05-05,1,${category},1`);
  const named = Array.from({ length: 11 }, (_, i) => `c${10 + i}`);
  const base = await stageBase({
    asOf: "2024-01-01",
    transactions: [
      "customer_id,ts,order_id,category,amount",
      ...lines("often", 9),
      ...named.flatMap((category) => lines(category, 2)),
      ...lines("rare", 1),
      ...lines("other", 5),
      ...lines("zz", 2),
      "bob,2023-06-06,2,rare,3",
      "bob,2023-06-06,2,c20,4",
      "bob,2023-06-06,2,zz,10",
    ].join("\n"),
  });
  const table = await base.features("2023-01-01", "2024-01-01", ["behaviour"]);
  // "often" 9, "other" 5, "c20" and "zz" 3 are the four most frequent; of those with 2 lines, c10…c17 come first by name.
  const kept = ["often", "c20", "zz", ...named.slice(0, 8)];
  expect(base.staged.categories).toEqual([...kept, "other"]);
  expect(base.values(table, "category_share_zz")).toEqual({ ann: 2 / 39, bob: 10 / 17 });
  expect(base.values(table, "category_share_other")).toEqual({ ann: 10 / 39, bob: 3 / 17 });
  expect(base.values(table, "category_breadth")).toEqual({ ann: 12, bob: 3 });
  await base.close();
});
