import type { FeatureTable } from "../features/feature-table.ts";
import { createRandom, sampleWithoutReplacement } from "../math/random.ts";
import { assignSegments } from "./assign-segments.ts";
import { projectTable } from "./project-table.ts";
import { takeCustomers } from "./sample-customers.ts";
import type { SegmentModel } from "./segment-model.ts";

/** Customers on the plane of the first two principal components, for the map of the report. */
export interface ComponentSample {
  /** Score on the first and on the second component; 0 where the model has fewer. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Segment index of each point. */
  readonly labels: Int32Array;
  /** Share of the variance the two components hold. */
  readonly explained: readonly [number, number];
}

/** Random stream of the sample. */
const stream = 0x3a9;

/** Up to `maxPoints` customers drawn at random. */
export function componentSample(
  model: SegmentModel,
  table: FeatureTable,
  maxPoints: number,
  seed: number,
): ComponentSample {
  const drawn = sampleWithoutReplacement(createRandom(seed, stream), table.customers.length, maxPoints);
  const sample = takeCustomers(table, drawn);
  const { n, d, values } = projectTable(model.space, sample);
  const score = (component: number) =>
    Float64Array.from({ length: n }, (_, i) => (component < d ? values[i * d + component] : 0));
  const { explained } = model.space.components;
  return {
    x: score(0),
    y: score(1),
    labels: assignSegments(model, sample).labels,
    explained: [explained[0] ?? 0, explained[1] ?? 0],
  };
}
