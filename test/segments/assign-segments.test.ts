import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { assignSegments } from "../../src/segments/assign-segments.ts";
import { encodeTable } from "../../src/segments/component-space.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import { labelCustomers } from "../../src/segments/label-customers.ts";
import { projectTable } from "../../src/segments/project-table.ts";
import { takeCustomers } from "../../src/segments/sample-customers.ts";
import { type SegmentModel, segmentModel } from "../../src/segments/segment-model.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { category, plantedTable, table } from "./feature-tables.ts";

const planted = plantedTable(700, 1).table;
let model: SegmentModel;

beforeAll(async () => {
  model = await fitSegmentModel(planted, 5, segmentsConfig.parse({ variance: 0.95 }));
});

describe("projectTable", () => {
  it("is loading · (encoded value − mean), for any number of rows", () => {
    const { means, loadings } = model.space.components;
    for (const n of [1, 2, 257, 700]) {
      const part = takeCustomers(
        planted,
        Int32Array.from({ length: n }, (_, i) => i),
      );
      const encoded = encodeTable(model.space.encodings, part);
      const { values, d } = projectTable(model.space, part);
      expect(d).toBe(loadings.length);
      for (const row of [0, n - 1]) {
        for (let c = 0; c < d; c++) {
          const score = means.reduce(
            (sum, mean, j) => sum + loadings[c][j] * (encoded.values[row * encoded.d + j] - mean),
            0,
          );
          expect(values[row * d + c]).toBeCloseTo(score, 10);
        }
      }
    }
  });
});

describe("assignSegments", () => {
  it("finds the nearest and the second nearest centroid, as trying all of them does", () => {
    const { labels, distance, runnerUp, margin } = assignSegments(model, planted);
    const { n, d, values } = projectTable(model.space, planted);
    for (let i = 0; i < n; i++) {
      const tried = model.centroids
        .map((centroid, segment) => ({ segment, far: Math.hypot(...centroid.map((at, c) => at - values[i * d + c])) }))
        .sort((a, b) => a.far - b.far);
      expect(labels[i]).toBe(tried[0].segment);
      expect(runnerUp[i]).toBe(tried[1].segment);
      expect(distance[i]).toBeCloseTo(tried[0].far, 9);
      expect(margin[i]).toBeCloseTo(tried[1].far - tried[0].far, 9);
    }
  });

  it("agrees with the labels alone", () => {
    expect(labelCustomers(model, planted)).toEqual(assignSegments(model, planted).labels);
  });

  it("gives a customer the same segment in any company", () => {
    const all = assignSegments(model, planted);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(699), { minLength: 1, maxLength: 20 }), (rows) => {
        const few = assignSegments(model, takeCustomers(planted, Int32Array.from(rows)));
        expect([...few.labels]).toEqual(rows.map((row) => all.labels[row]));
        expect([...few.customers]).toEqual(rows.map((row) => 2 * row));
      }),
    );
  });

  it("survives being saved", () => {
    const saved = segmentModel.parse(JSON.parse(JSON.stringify(model)));
    expect(assignSegments(saved, planted)).toEqual(assignSegments(model, planted));
  });

  it("finds features by name and bears a level it has never seen", () => {
    const cities = Array.from(planted.customers, (_, i) => (i % 2 ? "atlantis" : "a"));
    const reordered = table([
      category("city", cities),
      ...planted.features.filter(({ name }) => name !== "city").reverse(),
    ]);
    const { distance } = assignSegments(model, reordered);
    expect(distance.every(Number.isFinite)).toBe(true);
  });

  it("names the feature a table lacks", () => {
    const lacking = { ...planted, features: planted.features.filter(({ name }) => name !== "orders") };
    expect(() => assignSegments(model, lacking)).toThrow(
      "segments: the model needs the feature orders; the table has recency_days, monetary, breadth, city",
    );
    const other = {
      ...planted,
      features: [
        category(
          "recency_days",
          Array.from(planted.customers, () => "x"),
        ),
        ...planted.features.slice(1),
      ],
    };
    expect(() => assignSegments(model, other)).toThrow(
      "segments: the model knows recency_days as a number, the table has a category",
    );
  });
});
