import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { fitComponentSpace } from "../../src/segments/component-space.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import { fromRows, sizesOf } from "../../src/segments/points.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { kernel, reference } from "./engines.ts";
import { plantedTable } from "./feature-tables.ts";
import { sharedReference } from "./shared-reference.ts";

const { cases, points } = sharedReference("clustering", "kmeans+internal");

/** Five round groups of different sizes in four dimensions. */
function groups(n: number, seed: number) {
  const random = createRandom(seed);
  const centres = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => 6 * random.normal()));
  return fromRows(
    Array.from({ length: n }, () => centres[[0, 0, 1, 2, 3, 4][random.below(6)]].map((c) => c + random.normal())),
    4,
  );
}

describe("the kernel and the reference", () => {
  it.each(cases)("find the same inertia: $id", async ({ input }) => {
    const options = { restarts: 30, seed: 4 };
    const ours = await kernel.fitKMeans(points(input.data), input.k, options);
    const theirs = await reference.fitKMeans(points(input.data), input.k, options);
    // The kernel also swaps centroids, so it may find a better one.
    expect(ours.inertia).toBeLessThanOrEqual(theirs.inertia * (1 + 1e-5));
    expect(ours.inertia).toBeGreaterThan(theirs.inertia * 0.97);
  });

  it("put 20,000 customers into the same clusters", async () => {
    const many = groups(20_000, 3);
    const [ours, theirs] = [
      await kernel.fitKMeans(many, 5, { restarts: 5, seed: 1 }),
      await reference.fitKMeans(many, 5, { restarts: 5, seed: 1 }),
    ];
    expect(ours.inertia / theirs.inertia).toBeCloseTo(1, 6);
    expect([...sizesOf(ours.labels, 5)].sort()).toEqual([...sizesOf(theirs.labels, 5)].sort());
  });

  it("count points by their weights alike", async () => {
    const some = groups(600, 5);
    const weights = Int32Array.from({ length: 600 }, (_, i) => (i * 7) % 4);
    const options = { restarts: 5, seed: 1, weights };
    const ours = await kernel.fitKMeans(some, 5, options);
    const theirs = await reference.fitKMeans(some, 5, options);
    expect(ours.inertia / theirs.inertia).toBeCloseTo(1, 6);
    const again = await reference.fitKMeans(some, 5, { ...options, restarts: 0, init: [ours.centroids] });
    expect(again.inertia / ours.inertia).toBeCloseTo(1, 6);
    expect(again.labels).toEqual(ours.labels);
  });

  it("start from given centroids as well, on a few points and on many", async () => {
    for (const n of [600, 20_000]) {
      const some = groups(n, 6);
      for (const engine of [kernel, reference]) {
        const best = await engine.fitKMeans(some, 5, { restarts: 10, seed: 2 });
        const alone = await engine.fitKMeans(some, 5, { restarts: 0, seed: 2, init: [best.centroids] });
        expect(alone.inertia / best.inertia).toBeCloseTo(1, 9);
        expect(alone.labels).toEqual(best.labels);
        // One random start that may end anywhere does not make the given one worse.
        const beside = await engine.fitKMeans(some, 5, { restarts: 1, seed: 3, init: [best.centroids] });
        expect(beside.inertia).toBeLessThanOrEqual(best.inertia * (1 + 1e-9));
        const ofOther = await engine.fitKMeans(some, 4, { restarts: 1, seed: 3, init: [best.centroids] });
        expect(ofOther.centroids.n).toBe(4);
        const nothing = { restarts: 0, seed: 3, init: [best.centroids] };
        await expect(engine.fitKMeans(some, 4, nothing)).rejects.toThrow("nothing to start 4 clusters from");
      }
    }
  });

  it("find the same components, and models with the same segments that say who made them", async () => {
    const { table } = plantedTable(900, 8);
    const [ours, theirs] = [
      await fitComponentSpace(kernel, table, 0.9),
      await fitComponentSpace(reference, table, 0.9),
    ];
    expect(ours.encodings).toEqual(theirs.encodings);
    expect(ours.components.loadings).toHaveLength(theirs.components.loadings.length);
    for (const [c, share] of ours.components.explained.entries()) {
      expect(share).toBeCloseTo(theirs.components.explained[c], 5);
      for (const [j, loading] of ours.components.loadings[c].entries()) {
        expect(loading).toBeCloseTo(theirs.components.loadings[c][j], 3);
      }
    }
    const models = [
      await fitSegmentModel(table, 3, segmentsConfig.parse({ engine: "auto" })),
      await fitSegmentModel(table, 3, segmentsConfig.parse({ engine: "reference" })),
    ];
    expect(models.map(({ engine }) => engine)).toEqual(["kernel", "reference"]);
    expect(models[0].segments).toEqual(models[1].segments);
  });
});
