import { describe, expect, it } from "vitest";
import { fitKMeans } from "../../../src/segments/k-means.ts";
import { fromRows, labelNearest, sizesOf, takePoints } from "../../../src/segments/points.ts";
import { bestJaccards, bootstrapJaccard } from "../../../src/segments/validity/bootstrap-jaccard.ts";
import { sharedReference } from "../shared-reference.ts";

const replays = sharedReference("stability", "boot-jaccard");
const studies = sharedReference("stability", "mc-clusterboot");

describe("bestJaccards", () => {
  it("compares what was drawn, each point once", () => {
    // points 0, 1, 2 were cluster 0, points 3, 4 cluster 1; drawn 0 0 1 3 4, found {0, 0, 1, 3} and {4}
    const labels = Int32Array.of(0, 0, 0, 1, 1);
    const found = Int32Array.of(1, 1, 0, 1, 0);
    expect([...bestJaccards(labels, Int32Array.of(2, 1, 0, 1, 1), found, 2)]).toEqual([2 / 3, 1 / 2]);
  });

  it("is 0 for a cluster nobody was drawn from", () => {
    expect([...bestJaccards(Int32Array.of(0, 1), Int32Array.of(2, 0), Int32Array.of(0, 0), 2)]).toEqual([1, 0]);
  });

  it.each(replays.cases)("agrees with scikit-learn on stored resamples: $id", async ({ id, input, expected }) => {
    const original = takePoints(replays.points(input.data), Int32Array.from(input.rows));
    for (const [at, resample] of input.resamples.entries()) {
      const draws = Int32Array.from(resample);
      const { centroids, inertia } = await fitKMeans(takePoints(original, draws), input.k, { restarts: 30, seed: at });
      if (id.endsWith("uniform/k3") && at === 3) {
        expect(inertia).toBeLessThan(4.914); // the stored value is that of a fit with 4.91407
        continue;
      }
      const labels = new Int32Array(original.n);
      labelNearest(original, centroids, labels);
      const weights = sizesOf(draws, original.n);
      const found = bestJaccards(Int32Array.from(expected.labels), weights, labels, input.k);
      for (let c = 0; c < input.k; c++) expect(found[c]).toBeCloseTo(expected.jaccard[at][c], 6);
    }
  });
});

describe("bootstrapJaccard", () => {
  const known = studies.cases.filter(
    ({ input: { data, k } }) => (data === "rfm" || data === "classic") && (k === 3 || k === 4),
  );

  it.each(known)(
    "agrees with clusterboot of R fpc within the scatter of two simulations: $id",
    async ({ input, expected }) => {
      const data = studies.points(input.data);
      const fit = await fitKMeans(data, input.k, { restarts: 20, seed: 1 });
      const similarities = await bootstrapJaccard(data, fit, { bootstraps: 100, seed: 1 });
      const sizes = sizesOf(fit.labels, input.k);
      const means = Array.from(sizes, (size, c) => ({ size, mean: mean(similarities, c, input.k) }));
      const inR = expected.sizes.map((size, c) => ({ size, mean: expected.bootmean[c] }));
      const bySize = (a: { size: number; mean: number }, b: { size: number; mean: number }) =>
        a.size - b.size || a.mean - b.mean;
      for (const [at, { mean: found }] of means.sort(bySize).entries()) {
        expect(Math.abs(found - inR.sort(bySize)[at].mean)).toBeLessThan(0.06);
      }
    },
  );

  it("is 1 for groups far apart and repeats itself", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i < 15 ? i / 100 : 50 + i / 100]);
    const fit = await fitKMeans(fromRows(rows, 1), 2, { restarts: 2, seed: 4 });
    const once = await bootstrapJaccard(fromRows(rows, 1), fit, { bootstraps: 5, seed: 4 });
    expect([...once]).toEqual(new Array(10).fill(1));
    expect(await bootstrapJaccard(fromRows(rows, 1), fit, { bootstraps: 5, seed: 4 })).toEqual(once);
  });
});

function mean(similarities: Float64Array, cluster: number, k: number): number {
  const own = similarities.filter((_, i) => i % k === cluster);
  return own.reduce((sum, value) => sum + value, 0) / own.length;
}
