import { describe, expect, it } from "vitest";
import { fromRows } from "../../../src/segments/points.ts";
import { sampledSilhouette, silhouette, silhouettes } from "../../../src/segments/validity/silhouette.ts";
import { simplifiedSilhouettes } from "../../../src/segments/validity/simplified-silhouette.ts";

// Two points near 0, three near 11, one alone at 40; cluster 1 has none.
const points = fromRows([[0], [3], [10], [11], [13], [40]], 1);
const labels = Int32Array.of(0, 0, 3, 3, 3, 2);

describe("silhouettes", () => {
  it("compare the mean distance to the own cluster with that to the next one", () => {
    const { points: widths, clusters, mean } = silhouettes(points, labels, 4);
    const expected = [25 / 34, 16 / 25, 13 / 17, 16 / 19, 18 / 23, 0];
    for (const [i, width] of expected.entries()) expect(widths[i]).toBeCloseTo(width, 14);
    expect(clusters[0]).toBeCloseTo((25 / 34 + 16 / 25) / 2, 14);
    expect(clusters[1]).toBeNaN();
    expect(clusters[2]).toBe(0);
    expect(clusters[3]).toBeCloseTo((13 / 17 + 16 / 19 + 18 / 23) / 3, 14);
    expect(mean).toBeCloseTo(expected.reduce((sum, width) => sum + width, 0) / 6, 14);
  });

  it("are 0 for a single cluster, for points alone and for points that are all the same", () => {
    expect(silhouette(fromRows([[0], [1]], 1), Int32Array.of(1, 1), 3)).toBe(0);
    expect(silhouette(fromRows([[0], [1]], 1), Int32Array.of(0, 1), 2)).toBe(0);
    expect(silhouette(fromRows([[2], [2], [2], [2]], 1), Int32Array.of(0, 0, 1, 1), 2)).toBe(0);
  });

  it("reject labels that do not fit the points", () => {
    expect(() => silhouette(points, Int32Array.of(0, 1), 2)).toThrow("validity: 2 labels for 6 points");
    expect(() => silhouette(points, labels, 3)).toThrow("validity: point 2 has label 3; labels are 0…2");
    expect(() => silhouette(fromRows([], 1), Int32Array.of(), 1)).toThrow("validity: no points to judge");
  });
});

describe("sampledSilhouette", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [10 * (i % 3) + ((i * 37) % 101) / 50]);
  const many = fromRows(rows, 1);
  const manyLabels = Int32Array.from(rows, (_, i) => i % 3);

  it("comes near that of all points, and is the same for the same seed", () => {
    const sampled = sampledSilhouette(many, manyLabels, 3, { rows: 400, seed: 5 });
    expect(sampled).not.toBe(silhouette(many, manyLabels, 3));
    expect(sampled).toBeCloseTo(silhouette(many, manyLabels, 3), 2);
    expect(sampledSilhouette(many, manyLabels, 3, { rows: 400, seed: 5 })).toBe(sampled);
  });

  it("takes all points when there are no more", () => {
    expect(sampledSilhouette(points, labels, 4, { rows: 6, seed: 1 })).toBe(silhouette(points, labels, 4));
  });
});

describe("simplifiedSilhouettes", () => {
  const centroids = fromRows([[1.5], [Number.NaN], [40], [34 / 3]], 1);

  it("compare the distances to centroids", () => {
    const { points: widths, clusters } = simplifiedSilhouettes(points, labels, centroids);
    // 0 is 1.5 from its own and 34/3 from the next; 13 is 5/3 from its own and 11.5 from the next
    expect(widths[0]).toBeCloseTo(59 / 68, 14);
    expect(widths[4]).toBeCloseTo(59 / 69, 14);
    expect(widths[5]).toBe(0);
    expect(clusters[1]).toBeNaN();
  });

  it("are 0 for a single centroid, and below 0 for a point nearer to another", () => {
    expect(simplifiedSilhouettes(fromRows([[0], [1]], 1), new Int32Array(2), fromRows([[0.5]], 1)).mean).toBe(0);
    const misplaced = simplifiedSilhouettes(
      fromRows([[0], [9], [10]], 1),
      Int32Array.of(0, 0, 1),
      fromRows([[0], [10]], 1),
    );
    expect(misplaced.points[1]).toBeCloseTo(-8 / 9, 14);
  });
});
