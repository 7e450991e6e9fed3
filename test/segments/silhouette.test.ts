import { describe, expect, it } from "vitest";
import { fromRows } from "../../src/segments/points.ts";
import { silhouette } from "../../src/segments/silhouette.ts";
import { sharedReference } from "./shared-reference.ts";

const optima = sharedReference("clustering", "kmeans+internal");
const edges = sharedReference("clustering", "internal");

describe("silhouette", () => {
  it.each(optima.cases)("agrees with scikit-learn: $id", ({ input, expected }) => {
    const found = silhouette(optima.points(input.data), Int32Array.from(expected.labels), input.k);
    expect(found).toBeCloseTo(expected.silhouette_mean, 9);
  });

  it.each(edges.cases)("agrees with scikit-learn on $id", ({ input, expected }) => {
    const k = Math.max(...input.labels) + 1;
    const found = silhouette(fromRows(input.X, input.X[0].length), Int32Array.from(input.labels), k);
    expect(found).toBeCloseTo(expected.silhouette_mean, 8); // scikit-learn's distances of duplicates are off by 1e-9
  });

  it("compares the own cluster with the next one", () => {
    // 0 and 1 together, 4 alone: (4 − 1)/4, (3 − 1)/3 and 0
    const found = silhouette(fromRows([[0], [1], [4]], 1), Int32Array.of(0, 0, 1), 2);
    expect(found).toBeCloseTo((3 / 4 + 2 / 3) / 3, 12);
  });

  it("is 0 for a single cluster", () => {
    expect(silhouette(fromRows([[0], [1]], 1), Int32Array.of(1, 1), 3)).toBe(0);
  });
});
