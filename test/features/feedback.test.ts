import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
let table: FeatureTable;
const unknown = Number.NaN;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2024-02-01",
    transactions: "customer_id,ts,amount\nann,2023-05-05,1\nbob,2023-05-05,1\ncy,2023-05-05,1",
    feedback: `
      customer_id, ts,         kind,          score, scale_max
      ann,         2023-01-01, complaint,     ,
      ann,         2023-12-31, complaint,     1,     5
      ann,         2023-06-01, review,        4,     5
      ann,         2023-06-02, poll,          10,    10
      ann,         2024-01-01, complaint,     0,     5
      ann,         2022-12-31, poll,          0,     10
      bob,         2023-06-01, return_reason, ,
      bob,         2023-06-01, poll,          ,`,
  });
  table = await base.features("2023-01-01", "2024-01-01", ["feedback"]);
});

afterAll(() => base.close());

it("counts complaints, reviews and polls of the look-back, none being zero", () => {
  expect(base.values(table, "complaints")).toEqual({ ann: 2, bob: 0, cy: 0 });
  expect(base.values(table, "reviews")).toEqual({ ann: 1, bob: 0, cy: 0 });
  expect(base.values(table, "polls_answered")).toEqual({ ann: 1, bob: 1, cy: 0 });
});

it("averages scores as shares of their scales, unknown without one", () => {
  const { ann, bob, cy } = base.values(table, "mean_score");
  expect(ann).toBeCloseTo((0.2 + 0.8 + 1) / 3, 12);
  expect([bob, cy]).toEqual([unknown, unknown]);
});
