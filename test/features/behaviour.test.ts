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
