import { describe, expect, it } from "vitest";
import { assignSegments } from "../../src/segments/assign-segments.ts";
import { encodeTable, fitComponentSpace } from "../../src/segments/component-space.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import { labelCustomers } from "../../src/segments/label-customers.ts";
import { squaredDistance } from "../../src/segments/points.ts";
import { projectTable } from "../../src/segments/project-table.ts";
import { segmentModel } from "../../src/segments/segment-model.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { kernel } from "./engines.ts";
import { plantedTable } from "./feature-tables.ts";

const { table } = plantedTable(300, 11);
const everyFamily = { recency: 1, frequency: 1, monetary: 1, behaviour: 1, demographics: 1 };

/** The same table with the columns of two families several times, under names of their own. */
function repeated(times: Partial<Record<string, number>>) {
  const features = table.features.flatMap((feature) =>
    Array.from({ length: times[feature.family] ?? 1 }, (_, i) => ({ ...feature, name: `${feature.name}_${i}` })),
  );
  return { ...table, features };
}

describe("weights of families", () => {
  it("count in squared distances as if the columns were there so many times, categories too", async () => {
    const weighted = await fitComponentSpace(kernel, table, 1, { monetary: 3, demographics: 2 });
    const copies = repeated({ monetary: 3, demographics: 2 });
    const a = encodeTable(weighted.encodings, table);
    const b = encodeTable((await fitComponentSpace(kernel, copies, 1)).encodings, copies);
    for (const [i, j] of [
      [0, 1],
      [5, 77],
      [299, 12],
    ]) {
      const distance = squaredDistance(a.values, i * a.d, a.values, j * a.d, a.d);
      expect(distance).toBeCloseTo(squaredDistance(b.values, i * b.d, b.values, j * b.d, b.d), 9);
      expect(distance).toBeGreaterThan(0);
    }
  });

  it("keep all distances where all components are kept", async () => {
    const space = await fitComponentSpace(kernel, table, 1, { recency: 0.25, frequency: 5 });
    const encoded = encodeTable(space.encodings, table);
    const scores = projectTable(space, table);
    const between = ({ values, d }: typeof scores) => squaredDistance(values, 3 * d, values, 40 * d, d);
    expect(between(scores)).toBeCloseTo(between(encoded), 9);
  });

  it("change nothing about who is with whom when they are all the same", async () => {
    const labels = async (weight: number) => {
      const weights = Object.fromEntries(Object.keys(everyFamily).map((family) => [family, weight]));
      const config = segmentsConfig.parse({ k: 3, weights });
      return [...assignSegments(await fitSegmentModel(table, 3, config), table).labels];
    };
    const plain = [...assignSegments(await fitSegmentModel(table, 3, segmentsConfig.parse({ k: 3 })), table).labels];
    expect(await labels(1)).toEqual(plain);
    expect(await labels(4)).toEqual(plain);
  });

  it("travel with the model, so that whoever reads it puts customers where the fit did", async () => {
    const config = segmentsConfig.parse({ k: 3, weights: { monetary: 9, demographics: 4 } });
    const model = await fitSegmentModel(table, 3, config);
    const read = segmentModel.parse(JSON.parse(JSON.stringify(model)));
    expect(read.space.encodings.map(({ feature, weight }) => [feature, weight])).toEqual(
      table.features
        .filter(({ name }) => model.space.encodings.some(({ feature }) => feature === name))
        .map(({ name, family }) => [name, family === "monetary" ? 9 : family === "demographics" ? 4 : 1]),
    );
    const { labels } = assignSegments(read, table);
    expect(labels).toEqual(assignSegments(model, table).labels);
    expect(labelCustomers(read, table)).toEqual(labels);
    expect(labels).not.toEqual(
      assignSegments(await fitSegmentModel(table, 3, segmentsConfig.parse({ k: 3 })), table).labels,
    );
  });

  it("are above zero", async () => {
    expect(() => segmentsConfig.parse({ weights: { monetary: 0 } })).toThrow();
    expect(() => segmentsConfig.parse({ weights: { money: 2 } })).toThrow();
  });
});
