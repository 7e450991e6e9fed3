import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
let table: FeatureTable;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions:
      "customer_id,order_id,ts,amount\nann,1,2023-05-05,1\nann,2,2023-06-05,1\nbob,3,2023-05-05,1\ncy,4,2023-05-05,1",
    visits: `
      customer_id, session_id, ts,                  event, duration_s
      ann,         s1,         2023-03-01 10:00:00, view,  60
      ann,         s1,         2023-03-01 10:01:00, cart,  30
      ann,         s2,         2023-04-01 23:59:00, view,
      ann,         s2,         2023-04-02 00:05:00, cart,  90
      ann,         s3,         2023-12-31 23:50:00, view,  10
      ann,         s3,         2024-01-01 00:10:00, cart,  500
      ann,         s0,         2022-12-31 23:50:00, view,  70
      ann,         s0,         2023-01-01 00:10:00, view,  6
      bob,         s1,         2023-10-10 10:00:00, ,
      dora,        s9,         2023-10-10 10:00:00, view,  9`,
  });
  table = await base.features("2023-01-01", "2024-01-01", ["onsite"]);
});

afterAll(() => base.close());

it("counts sessions by the day they begin; a number is each customer's own", () => {
  expect(base.values(table, "visits")).toEqual({ ann: 3, bob: 1, cy: 0 });
  expect(base.values(table, "visits_per_order")).toEqual({ ann: 1.5, bob: 1, cy: 0 });
});

it("counts each event on its own day, and nothing at or after the window's end", () => {
  expect(base.staged.visitEvents).toEqual(["cart", "view"]);
  expect(base.values(table, "site_events_cart")).toEqual({ ann: 2, bob: 0, cy: 0 });
  expect(base.values(table, "site_events_view")).toEqual({ ann: 4, bob: 0, cy: 0 });
  expect(base.values(table, "visit_recency_days")).toEqual({ ann: 1, bob: 83, cy: unknown });
});

it("adds up the minutes that are known, and knows none where no duration is", () => {
  expect(base.values(table, "site_minutes")).toEqual({ ann: (60 + 30 + 90 + 10 + 6) / 60, bob: unknown, cy: unknown });
});
