import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StagedBase, stageBase } from "./staged-base.ts";

const unknown = Number.NaN;

describe("a base of ready aggregates", () => {
  let base: StagedBase;

  beforeAll(async () => {
    base = await stageBase({
      asOf: "2024-06-01",
      customers: "customer_id,registered_at\nann,2020-01-01\nbob,2023-01-01\ncy,2023-05-01",
      profiles: `
        customer_id, as_of,      metric,          window_days, value, unit
        ann,         2024-01-01, recency_months,  0,           2,     months
        ann,         2024-01-01, orders,          0,           10,    orders
        ann,         2024-01-01, orders,          30,          1,     orders
        ann,         2024-01-01, spend,           730,         500,   EUR
        ann,         2024-01-01, spend:tea,       730,         300,   EUR
        ann,         2024-01-01, spend:pots,      730,         100,   EUR
        ann,         2024-01-01, orders:web,      0,           4,     orders
        ann,         2024-01-01, orders:shop,     0,           6,     orders
        ann,         2024-01-01, discount_orders, 0,           5,     orders
        ann,         2024-01-01, web_visits,      30,          7,     visits
        ann,         2024-01-01, complaints,      0,           0,     complaints
        ann,         2024-01-01, conversions:may, 0,           1,     conversions
        ann,         2024-01-01, nps,             0,           9,     points
        ann,         2024-01-02, orders,          0,           12,    orders
        bob,         2024-01-01, orders,          0,           3,     orders
        bob,         2024-01-01, spend:tea,       730,         20,    EUR`,
    });
  });

  afterAll(() => base.close());

  it("feeds the features of an event log, for everyone who is known", async () => {
    const table = await base.features("2023-01-01", "2024-01-01");
    const of = (name: string) => base.values(table, name);
    expect(of("recency_days")).toEqual({ ann: 60.875, bob: unknown, cy: unknown });
    expect(of("tenure_days")).toEqual({ ann: 1461, bob: 365, cy: 245 });
    expect(of("orders")).toEqual({ ann: 10, bob: 3, cy: unknown });
    expect(of("monetary")).toEqual({ ann: 500, bob: unknown, cy: unknown });
    expect(of("average_order")).toEqual({ ann: 50, bob: unknown, cy: unknown });
    expect(of("discount_order_share")).toEqual({ ann: 0.5, bob: unknown, cy: unknown });
    expect(of("category_share_tea")).toEqual({ ann: 0.75, bob: 1, cy: unknown });
    expect(of("category_concentration")).toEqual({ ann: 0.625, bob: 1, cy: unknown });
    expect(of("channel_share_web")).toEqual({ ann: 0.4, bob: unknown, cy: unknown });
    expect(of("visits")).toEqual({ ann: 7, bob: unknown, cy: unknown });
    expect(of("complaints")).toEqual({ ann: 0, bob: unknown, cy: unknown });
    expect(of("conversions_may")).toEqual({ ann: 1, bob: unknown, cy: unknown });
  });

  it("has other metrics, and other look-backs of the same, under their own names", async () => {
    const table = await base.features("2023-01-01", "2024-01-01", ["behaviour"]);
    expect(base.values(table, "nps")).toEqual({ ann: 9, bob: unknown, cy: unknown });
    expect(base.values(table, "orders_30d")).toEqual({ ann: 1, bob: unknown, cy: unknown });
    expect(table.features.find(({ name }) => name === "nps")?.unit).toBe("points");
  });

  it("sees the newest day that is not after the window's end", async () => {
    const orders = async (until: string) => base.values(await base.features("2023-01-01", until), "orders").ann;
    expect([await orders("2023-12-31"), await orders("2024-01-01"), await orders("2024-01-02")]).toEqual([
      unknown,
      10,
      12,
    ]);
  });

  it("says in the definition where the value comes from", () => {
    const { features } = base.offered("2023-01-01", "2024-01-01");
    const definition = (sought: string) => features.find(({ name }) => name === sought)?.definition;
    expect(definition("orders")).toBe("Orders, as the profiles have it over the whole past.");
    expect(definition("monetary")).toBe("Money spent, as the profiles have it over 730 days.");
  });
});

it("leaves to the event log what it tells itself", async () => {
  const base = await stageBase({
    asOf: "2024-06-01",
    transactions: "customer_id,ts,amount\nann,2023-05-05,8",
    profiles: "customer_id,as_of,metric,value,unit\nann,2024-01-01,orders,99,orders\nann,2024-01-01,nps,9,points",
  });
  const table = await base.features("2023-01-01", "2024-01-01");
  expect(base.values(table, "orders")).toEqual({ ann: 1 });
  expect(base.values(table, "nps")).toEqual({ ann: 9 });
  await base.close();
});
