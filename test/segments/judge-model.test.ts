import { describe, expect, it } from "vitest";
import { fitSegmentModel, fitSegments } from "../../src/segments/fit-segments.ts";
import { judgeModel } from "../../src/segments/judge-model.ts";
import { schemaDifference } from "../../src/segments/schema-difference.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { stabilityConfig } from "../../src/stability/stability-config.ts";
import { kernel } from "./engines.ts";
import { category, number, plantedTable, table } from "./feature-tables.ts";

const segments = segmentsConfig.parse({ k: 3, minShare: 0.05 });
const stability = stabilityConfig.parse({ bootstraps: 20 });
const past = { en: "one window", ru: "одно окно" };

describe("judgeModel", () => {
  it("says of a model on its own customers what its fit said", async () => {
    const { table: own } = plantedTable(600, 1);
    const fit = await fitSegments(own, { segments, stability, clustering: kernel });
    const again = await judgeModel(kernel, fit.model, own, { segments, stability, past });
    expect(again.segmentation).toEqual(fit.segmentation);
    expect(again.model).toBe(fit.model);
    for (const [at, { id, jaccard }] of again.bootstrap.segments.entries()) {
      expect(id).toBe(fit.bootstrap.segments[at].id);
      expect(Math.abs(jaccard - fit.bootstrap.segments[at].jaccard)).toBeLessThan(0.05);
    }
    expect(again.overTime.refused?.en).toContain("there is no event log");
  });

  it("finds that segments do not come back among customers who have none of them", async () => {
    const { table: own } = plantedTable(600, 1);
    const model = await fitSegmentModel(own, 3, segments);
    const turned = own.features.map((feature, at) => ({
      ...feature,
      values: feature.values.map((_, i) => feature.values[(i * (2 * at + 1) + 7 * at) % 600]),
    }));
    const { bootstrap } = await judgeModel(kernel, model, table(turned), { segments, stability, past });
    expect(Math.min(...bootstrap.segments.map(({ jaccard }) => jaccard))).toBeLessThan(0.75);
  });
});

describe("schemaDifference", () => {
  it("names what is missing and what has changed its kind", async () => {
    const { table: own } = plantedTable(200, 1);
    const { space } = await fitSegmentModel(own, 3, segments);
    expect(schemaDifference(space, own)).toEqual([]);
    const [first, second, ...others] = own.features;
    const changed = category(
      second.name,
      Array.from({ length: 200 }, () => "a"),
    );
    expect(schemaDifference(space, table([changed, ...others, number("new", first.values)]))).toEqual([
      `${first.name} is missing`,
      `${second.name} is a category and was a number`,
    ]);
  });
});
