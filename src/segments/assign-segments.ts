import type { FeatureTable } from "../features/feature-table.ts";
import { squaredDistance } from "./points.ts";
import { projectBlocks, scoresMap } from "./project-table.ts";
import type { FittedSegment, SegmentModel } from "./segment-model.ts";
import type { Segmentation } from "./segmentation.ts";

/** What of a model decides where a customer belongs. */
export interface Assigner extends Pick<SegmentModel, "space" | "centroids"> {
  readonly segments: readonly Pick<FittedSegment, "id">[];
}

/**
 * Puts every customer of a table into the segment with the nearest centroid, the first of equally near ones.
 *
 * Features are found by name. A level the model does not know counts as other, else as unknown; see
 * `category-encoding.ts`. Costs n times the components times the numeric features and segments; where only membership is
 * asked for, `labelCustomers` is cheaper.
 *
 * @throws RangeError if the table lacks a feature of the model
 */
export function assignSegments({ space, centroids, segments }: Assigner, table: FeatureTable): Segmentation {
  const n = table.customers.length;
  const k = centroids.length;
  const labels = new Int32Array(n);
  const distance = new Float64Array(n);
  const runnerUp = new Int32Array(n);
  const margin = new Float64Array(n);
  let padded: Float64Array = new Float64Array(0);

  projectBlocks(space.encodings, scoresMap(space.components), table, (scores, stride, from, until) => {
    if (padded.length === 0) padded = padRows(centroids, stride);
    for (let i = from; i < until; i++) {
      let nearest = 0;
      let second = 0;
      let least = Number.POSITIVE_INFINITY;
      let next = Number.POSITIVE_INFINITY;
      for (let c = 0; c < k; c++) {
        const squared = squaredDistance(scores, (i - from) * stride, padded, c * stride, stride);
        if (squared < least) {
          second = nearest;
          next = least;
          nearest = c;
          least = squared;
        } else if (squared < next) {
          second = c;
          next = squared;
        }
      }
      labels[i] = nearest;
      distance[i] = Math.sqrt(least);
      runnerUp[i] = second;
      margin[i] = k === 1 ? 0 : Math.sqrt(next) - distance[i];
    }
  });
  return {
    window: table.window,
    segments: segments.map(({ id }) => id),
    customers: table.customers,
    labels,
    distance,
    runnerUp,
    margin,
  };
}

function padRows(rows: readonly (readonly number[])[], stride: number): Float64Array {
  const padded = new Float64Array(rows.length * stride);
  for (const [at, row] of rows.entries()) padded.set(row, at * stride);
  return padded;
}
