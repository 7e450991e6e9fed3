import { afterAll, beforeAll, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { type StagedBase, stageBase } from "./staged-base.ts";

let base: StagedBase;
let table: FeatureTable;
const unknown = Number.NaN;

beforeAll(async () => {
  const rare = Array.from({ length: 12 }, (_, i) => `t${10 + i}`).join(";");
  base = await stageBase({
    asOf: "2024-02-01",
    customers: `
      customer_id, interests,       personal_values
      ann,         chess;Музыка,    thrift
      bob,         chess,           -
      cy,          -,               family;thrift
      di,          ${rare},         family`,
  });
  table = await base.features("2023-01-01", "2024-01-01", ["psychographics"]);
});

afterAll(() => base.close());

it("has a feature for each of the twelve most frequent tags, ties by name", () => {
  expect(table.features.map(({ name }) => name).slice(0, 13)).toEqual([
    "interest_chess",
    ...Array.from({ length: 11 }, (_, i) => `interest_t${10 + i}`),
    "interests",
  ]);
  expect(table.features.map(({ name }) => name).slice(13)).toEqual(["value_family", "value_thrift", "personal_values"]);
});

it("is 1 for those who have the tag, 0 for those with other tags, unknown without a list", () => {
  expect(base.values(table, "interest_chess")).toEqual({ ann: 1, bob: 1, cy: unknown, di: 0 });
  expect(base.values(table, "value_thrift")).toEqual({ ann: 1, bob: unknown, cy: 1, di: 0 });
});

it("counts all tags, the rare ones too", () => {
  expect(base.values(table, "interests")).toEqual({ ann: 2, bob: 1, cy: unknown, di: 12 });
});
