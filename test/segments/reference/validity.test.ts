import { describe, expect, it } from "vitest";
import { adjustedMutualInformation } from "../../../src/segments/agreement/adjusted-mutual-information.ts";
import { adjustedRandIndex } from "../../../src/segments/agreement/adjusted-rand-index.ts";
import { entropy } from "../../../src/segments/agreement/information.ts";
import { fromRows } from "../../../src/segments/points.ts";
import { calinskiHarabasz } from "../../../src/segments/validity/calinski-harabasz.ts";
import { clusterMeans } from "../../../src/segments/validity/cluster-means.ts";
import { clusterSizes } from "../../../src/segments/validity/cluster-sizes.ts";
import { daviesBouldin } from "../../../src/segments/validity/davies-bouldin.ts";
import { averageDunnIndex, dunnIndex } from "../../../src/segments/validity/dunn-index.ts";
import { pearsonGamma } from "../../../src/segments/validity/pearson-gamma.ts";
import { silhouette, silhouettes } from "../../../src/segments/validity/silhouette.ts";
import { simplifiedSilhouettes } from "../../../src/segments/validity/simplified-silhouette.ts";
import { sumsOfSquares } from "../../../src/segments/validity/sums-of-squares.ts";
import { sharedReference } from "../shared-reference.ts";

const optima = sharedReference("clustering", "kmeans+internal");
const edges = sharedReference("clustering", "internal");

/** scikit-learn's distances of duplicates are not quite 0, which moves the mean by 1.07e-9; this is from long doubles. */
const exactSilhouettes = new Map([["internal/duplicates", 0.153001206562471]]);

describe.skipIf(optima.cases.length === 0)("the measures of one partition", () => {
  it.each(optima.cases)("agree with scikit-learn and R: $id", ({ input: { data, k }, expected }) => {
    const points = optima.points(data);
    const labels = Int32Array.from(expected.labels);
    const sizes = clusterSizes(points, labels, k);
    const means = clusterMeans(points, labels, sizes);
    const { points: widths, clusters, mean } = silhouettes(points, labels, k);
    const { within, between, total } = sumsOfSquares(points, labels, k);
    const inertia = within.reduce((sum, value) => sum + value, 0);

    expectClose(sizes, expected.sizes);
    expectClose(means.values, expected.centroids_sorted_lex.flat());
    expectClose(widths.subarray(0, 10), expected.silhouette_first10);
    expectClose(clusters, expected.silhouette_by_cluster);
    expectClose(within, expected.within_ss_by_cluster);
    expectClose(
      [mean, simplifiedSilhouettes(points, labels, means).mean, inertia, total, inertia + between],
      [
        ...[expected.silhouette_mean, expected.simplified_silhouette_mean],
        ...[expected.inertia, expected.total_ss, expected.total_ss],
      ],
    );
    expectClose(
      [calinskiHarabasz(points, labels, k), daviesBouldin(points, labels, k), dunnIndex(points, labels, k)],
      [expected.calinski_harabasz, expected.davies_bouldin, expected.dunn],
    );
    expectClose(
      [
        ...[averageDunnIndex(points, labels, k), pearsonGamma(points, labels, k)],
        entropy(Float64Array.from(sizes), points.n),
      ],
      [expected.dunn2_fpc, expected.pearson_gamma_fpc, expected.entropy_nats_fpc],
    );
    const truth = optima.truth(data);
    expectClose(
      [adjustedRandIndex(truth, labels), adjustedMutualInformation(truth, labels)],
      [expected.ari_vs_truth, expected.ami_vs_truth],
    );
  });

  it.each(edges.cases)("agree with scikit-learn on $id", ({ id, input, expected }) => {
    const points = fromRows(input.X, input.X[0].length);
    const labels = Int32Array.from(input.labels);
    const k = Math.max(...labels) + 1;
    const mean = silhouette(points, labels, k);
    expect(mean).toBeCloseTo(exactSilhouettes.get(id) ?? expected.silhouette_mean, 12);
    expect(Math.abs(mean - expected.silhouette_mean)).toBeLessThan(1.1e-9);
    expect(calinskiHarabasz(points, labels, k)).toBeCloseTo(expected.calinski_harabasz, 9);
    expect(daviesBouldin(points, labels, k)).toBeCloseTo(expected.davies_bouldin, 9);
  });
});

/** Within 1e-9 of each other, of the value or absolutely where it is below 1. */
function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) {
    const scale = Math.max(1, Math.abs(expected[i]));
    expect(Math.abs(found[i] - expected[i]) / scale, `${found[i]} for ${expected[i]}`).toBeLessThan(1e-9);
  }
}
