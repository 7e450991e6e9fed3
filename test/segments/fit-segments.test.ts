import { beforeAll, describe, expect, it } from "vitest";
import type { FeatureTable } from "../../src/features/feature-table.ts";
import { createRandom } from "../../src/math/random.ts";
import { adjustedRandIndex } from "../../src/segments/agreement/adjusted-rand-index.ts";
import { componentSample } from "../../src/segments/component-sample.ts";
import { fitSegments } from "../../src/segments/fit-segments.ts";
import type { SegmentFit } from "../../src/segments/segment-fit.ts";
import { segmentModel } from "../../src/segments/segment-model.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { UserError } from "../../src/user-error.ts";
import { number, plantedTable, table } from "./feature-tables.ts";

const stability = { bootstraps: 20, minJaccard: 0.75, minPredictionStrength: 0.8 };

function segmentsOf(features: FeatureTable, settings: object = {}): Promise<SegmentFit> {
  return fitSegments(features, { segments: segmentsConfig.parse(settings), stability });
}

describe("fitSegments on planted groups", () => {
  const { table: planted, truth } = plantedTable(500, 4);
  let found: SegmentFit;

  beforeAll(async () => {
    found = await segmentsOf(planted, { k: { min: 2, max: 4 } });
  });

  it("finds them, judges every number of segments and certifies the chosen one", () => {
    const { model, segmentation, bootstrap } = found;
    expect(model.choice).toMatchObject({ k: 3, verdict: "chosen" });
    expect(model.choice.candidates.map(({ k }) => k)).toEqual([2, 3, 4]);
    expect(adjustedRandIndex(segmentation.labels, truth)).toBeGreaterThan(0.85);
    expect(bootstrap).toMatchObject({ bootstraps: 20, rows: 500, of: 500 });
    for (const { jaccard, lo, hi } of bootstrap.segments) {
      expect(jaccard).toBeGreaterThan(0.75);
      expect(lo).toBeLessThanOrEqual(jaccard);
      expect(hi).toBeGreaterThanOrEqual(jaccard);
    }
  });

  it("numbers segments from the highest revenue down and names them by what sets them apart", () => {
    const { model, segmentation } = found;
    expect(model.segments.map(({ id }) => id)).toEqual(["segment-1", "segment-2", "segment-3"]);
    expect(model.segments.map(({ name }) => name.en)).toEqual([
      "High monetary, mostly b",
      "High orders, mostly a",
      "High recency_days, mostly c",
    ]);
    expect(model.segments.map(({ size }) => size)).toEqual(
      [0, 1, 2].map((label) => segmentation.labels.filter((l) => l === label).length),
    );
    expect(model.segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("can be saved", () => {
    expect(segmentModel.parse(JSON.parse(JSON.stringify(found.model)))).toEqual(found.model);
  });

  it("is the same again, whatever the unit of a feature and however many constants are added", async () => {
    expect(await segmentsOf(planted, { k: { min: 2, max: 4 } })).toEqual(found);
    const inCents = planted.features.map((feature) => ({
      ...feature,
      values: feature.kind === "number" ? feature.values.map((x) => 100 * x) : feature.values,
    }));
    const constant = number(
      "age",
      planted.customers.map(() => 40),
    );
    const other = await segmentsOf({ ...planted, features: [...inCents, constant] }, { k: { min: 2, max: 4 } });
    expect(other.segmentation.labels).toEqual(found.segmentation.labels);
    expect(other.model.space.dropped).toEqual([
      {
        feature: "age",
        reason: { en: "the same for every customer where it is known", ru: "одинаков у всех, у кого известен" },
      },
    ]);
    expect(other.warnings).toContainEqual({
      en: "segments: age left out: the same for every customer where it is known",
      ru: "сегменты: признак age не использован: одинаков у всех, у кого известен",
    });
  });

  it("obeys a fixed number and still judges it", async () => {
    const { model, bootstrap } = await segmentsOf(planted, { k: 6 });
    expect(model.choice).toMatchObject({
      k: 6,
      verdict: "fixed",
      reason: { en: "the configuration asks for 6 segments" },
    });
    expect(model.choice.candidates).toHaveLength(1);
    expect(bootstrap.segments).toHaveLength(6);
  });

  it("makes one segment when nothing is reproducible, with the reasons", async () => {
    const random = createRandom(8);
    const noise = table(
      ["x", "y", "z"].map((name) =>
        number(
          name,
          Array.from({ length: 300 }, () => random.normal()),
        ),
      ),
    );
    const { model, segmentation, bootstrap, warnings } = await segmentsOf(noise, { k: { min: 3, max: 5 } });
    expect(model.choice).toMatchObject({ k: 1, verdict: "none", kind: null });
    expect(model.choice.reason.en).toMatch(
      /^no number of segments meets all demands, so everybody is in one segment; \d came nearest \(.*prediction strength 0\.\d\d, needed 0\.80\)$/,
    );
    expect(model.choice.candidates).toHaveLength(3);
    expect([model.segments.length, new Set(segmentation.labels).size, bootstrap.segments.length]).toEqual([1, 1, 0]);
    const { en, ru } = model.choice.reason;
    expect(warnings).toContainEqual({ en: `segments: ${en}`, ru: `сегменты: ${ru}` });
  });

  it("reports progress that never falls, and stops when told to", async () => {
    const shares: number[] = [];
    const config = { segments: segmentsConfig.parse({ k: 2 }), stability };
    await fitSegments(planted, config, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);

    const stop = new AbortController();
    const stopped = fitSegments(planted, config, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("Ctrl-C")),
    });
    await expect(stopped).rejects.toThrow("Ctrl-C");
  });

  it("draws a map of some customers", () => {
    const { x, y, labels, explained } = componentSample(found.model, planted, 50, 1);
    expect([x.length, y.length, labels.length]).toEqual([50, 50, 50]);
    expect(explained[0]).toBeGreaterThan(explained[1]);
    expect(componentSample(found.model, planted, 5000, 1).labels).toEqual(found.segmentation.labels);
  });
});

describe("fitSegments on little or nothing", () => {
  it("refuses an empty window", async () => {
    const nobody = segmentsOf(table([number("orders", [])]));
    await expect(nobody).rejects.toThrow(UserError);
    await expect(nobody).rejects.toThrow(
      "segments: nobody ordered between 2023-01-01 and 2024-01-01, so there is nobody to put into segments; " +
        "choose another --as-of or a longer windows.lookback",
    );
  });

  it("puts a lone customer into one segment", async () => {
    const { model, segmentation, bootstrap } = await segmentsOf(table([number("orders", [3])]));
    expect(model.choice).toMatchObject({ k: 1, verdict: "single", reason: { en: "there is one customer" } });
    expect(model.segments).toMatchObject([
      { id: "segment-1", name: { en: "Average customers", ru: "Обычные клиенты" }, size: 1, share: 1 },
    ]);
    expect([
      segmentation.labels[0],
      segmentation.distance[0],
      segmentation.runnerUp[0],
      segmentation.margin[0],
    ]).toEqual([0, 0, 0, 0]);
    expect(bootstrap.segments).toEqual([]);
  });

  it("puts customers who are all alike into one segment", async () => {
    const { model, warnings } = await segmentsOf(table([number("orders", [3, 3, 3, 3])]));
    expect(model.choice).toMatchObject({ k: 1, reason: { en: "all customers are alike in every feature" } });
    expect(warnings.map(({ en }) => en)).toContain("segments: all customers are alike in every feature");
  });

  it("makes no more segments than there are different customers", async () => {
    const { model, warnings } = await segmentsOf(table([number("orders", [1, 1, 1, 5, 5, 9])]), { k: 6, minShare: 0 });
    expect(model.choice).toMatchObject({
      k: 3,
      reason: { en: "only 3 customers differ, so 6 segments cannot be made" },
    });
    expect(model.segments.map(({ size }) => size).sort()).toEqual([1, 2, 3]);
    expect(warnings).toContainEqual({
      en: "segments: only 3 customers differ, so 6 segments cannot be made",
      ru: "сегменты: различных клиентов только 3, поэтому 6 сегментов не получится",
    });
  });

  it("makes one segment when one is asked for", async () => {
    const { model } = await segmentsOf(plantedTable(50, 2).table, { k: 1 });
    expect(model.choice).toMatchObject({ k: 1, verdict: "fixed" });
    expect(model.segments).toHaveLength(1);
  });
});
