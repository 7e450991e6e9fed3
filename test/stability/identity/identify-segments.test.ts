import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { fitSegmentModel } from "../../../src/segments/fit-segments.ts";
import type { SegmentModel } from "../../../src/segments/segment-model.ts";
import { segmentId } from "../../../src/segments/segmentation.ts";
import { segmentsConfig } from "../../../src/segments/segments-config.ts";
import { identifySegments } from "../../../src/stability/identity/identify-segments.ts";
import { number, table } from "../../segments/feature-tables.ts";

const config = segmentsConfig.parse({ variance: 1 });

/** Customers in round groups around the given centres, as many in each as `sizes` says. */
function groups(centres: readonly (readonly [number, number])[], sizes: readonly number[], seed: number) {
  const random = createRandom(seed);
  const of = centres.flatMap((centre, at) => Array.from({ length: sizes[at] }, () => centre));
  return table([
    number(
      "orders",
      of.map(([x]) => x + random.normal()),
    ),
    number(
      "revenue",
      of.map(([, y]) => y + random.normal()),
    ),
  ]);
}

const square = [
  [0, 0],
  [12, 0],
  [0, 12],
  [12, 12],
] as const;

/** The same model with its segments in another order, numbered anew. */
function reordered(model: SegmentModel, order: readonly number[]): SegmentModel {
  return {
    ...model,
    centroids: order.map((segment) => model.centroids[segment]),
    segments: order.map((segment, at) => ({ ...model.segments[segment], id: segmentId.parse(`segment-${at + 1}`) })),
  };
}

describe("identifySegments", () => {
  it("gives every segment of a refit its old id, in whatever order the refit has them", async () => {
    const champion = await fitSegmentModel(groups(square, [90, 60, 70, 80], 1), 4, config);
    const later = groups(square, [80, 70, 60, 90], 2);
    const refitted = await fitSegmentModel(later, 4, config);
    const first = identifySegments(champion, refitted, later);
    expect(first).toMatchObject({ gone: [], sameId: 1, ambiguous: false });
    expect(new Set(first.segments.map(({ id }) => id))).toEqual(new Set(champion.segments.map(({ id }) => id)));
    for (const order of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]) {
      const { segments } = identifySegments(champion, reordered(refitted, order), later);
      expect(segments).toEqual(order.map((segment) => first.segments[segment]));
    }
  });

  it("tells a split from a birth, and gives new ids that nobody had", async () => {
    const champion = await fitSegmentModel(groups(square, [90, 60, 70, 80], 1), 4, config);
    // The first group falls apart, and newcomers are far from everybody.
    const later = groups(
      [...square.slice(1), [-4, -4], [4, 4], [40, 40]] as [number, number][],
      [60, 70, 80, 45, 44, 50],
      3,
    );
    const refitted = await fitSegmentModel(later, 6, config);
    const identity = identifySegments(champion, refitted, later, [segmentId.parse("segment-9")]);
    const others = identity.segments.filter(({ origin }) => origin !== "kept");
    expect(others.map(({ id }) => id)).toEqual(["segment-10", "segment-11"]);
    expect(others.map(({ origin }) => origin)).toContain("split");
    expect(identity.segments.filter(({ origin }) => origin === "kept")).toHaveLength(4);
  });

  it("says which segment took the customers of one that is gone", async () => {
    const table = groups(square, [90, 60, 70, 80], 1);
    const champion = await fitSegmentModel(table, 4, config);
    const later = groups(
      [
        [0, 0],
        [0.5, 0.5],
        [0, 12],
        [12, 12],
      ] as [number, number][],
      [90, 60, 70, 80],
      4,
    );
    const refitted = await fitSegmentModel(later, 3, config);
    const { gone, segments } = identifySegments(champion, refitted, later);
    expect(gone).toHaveLength(1);
    expect(segments.every(({ origin }) => origin === "kept")).toBe(true);
  });

  it("doubts an id that two segments have nearly the same right to", async () => {
    const champion = await fitSegmentModel(groups(square, [90, 60, 70, 80], 1), 4, config);
    const later = groups([[-3, -3], [3, 3], ...square.slice(1)] as [number, number][], [90, 90, 60, 70, 80], 5);
    const refitted = await fitSegmentModel(later, 5, config);
    const identity = identifySegments(champion, refitted, later);
    expect(identity.ambiguous).toBe(true);
    expect(identity.segments.filter(({ doubt }) => doubt === "near")).toHaveLength(1);
  });

  it("keeps the id of the one segment that there is", async () => {
    const base = groups([[0, 0]], [30], 1);
    const one = await fitSegmentModel(base, 1, config);
    expect(identifySegments(one, one, base)).toMatchObject({ sameId: 1, ambiguous: false, gone: [] });
  });
});
