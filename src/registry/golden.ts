import * as z from "zod";
import { type BareFeature, bareTable } from "../features/bare-table.ts";
import type { FeatureTable } from "../features/feature-table.ts";
import { createRandom, type Random } from "../math/random.ts";
import { assignSegments } from "../segments/assign-segments.ts";
import type { FeatureEncoding } from "../segments/component-space.ts";
import { valueAt } from "../segments/number-encoding.ts";
import type { SegmentModel } from "../segments/segment-model.ts";
import { segmentId } from "../segments/segmentation.ts";

/** Invented customers, and where a model puts them: what a copy of the model must say as well, anywhere and later. */
export const golden = z.strictObject({
  schemaVersion: z.literal(1),
  /** Value of each feature: a number, a level, or null for unknown. */
  inputs: z.array(z.record(z.string(), z.union([z.number(), z.string(), z.null()]))),
  outputs: z.array(
    z.strictObject({ segment: segmentId, distance: z.number(), runnerUp: segmentId, margin: z.number() }),
  ),
});
export type Golden = z.output<typeof golden>;
type Inputs = Golden["inputs"];

const howMany = 20;
/** Share of values that are unknown. */
const unknownShare = 0.1;
/** Random stream of the invented customers. */
const stream = 0x901d;
/** What the mathematical functions of another platform may change. */
const tolerance = 1e-6;

/** Twenty customers drawn from the scaling of a model, and none that anybody knows, with what it says of them. */
export function goldenOf(model: SegmentModel): Golden {
  const random = createRandom(model.seed, stream);
  const inputs = Array.from({ length: howMany }, () =>
    Object.fromEntries(model.space.encodings.map((encoding) => [encoding.feature, drawValue(encoding, random)])),
  );
  return { schemaVersion: 1, inputs, outputs: outputsOf(model, inputs) };
}

/**
 * What a model says otherwise than it once did.
 *
 * @returns a sentence for each customer it differs on; none when it says the same
 */
export function replayGolden(model: SegmentModel, { inputs, outputs }: Golden): string[] {
  const found = outputsOf(model, inputs);
  return outputs.flatMap((expected, at) => {
    const own = found[at];
    if (own.segment !== expected.segment)
      return [`customer ${at + 1} is in ${own.segment}, was in ${expected.segment}`];
    const off = Math.abs(own.distance - expected.distance) > tolerance * Math.max(1, expected.distance);
    return off ? [`customer ${at + 1} is ${own.distance} from the centroid, was ${expected.distance}`] : [];
  });
}

function drawValue(encoding: FeatureEncoding, random: Random): number | string | null {
  if (random.next() < unknownShare) return null;
  if (encoding.kind === "number") return valueAt(encoding, 1.5 * random.normal());
  const levels = [...encoding.levels.map(({ level }) => level), ...encoding.merged];
  return levels[random.below(levels.length)] ?? null;
}

function outputsOf(model: SegmentModel, inputs: Inputs): Golden["outputs"] {
  const { segments, labels, distance, runnerUp, margin } = assignSegments(model, tableOf(model, inputs));
  return inputs.map((_, at) => ({
    segment: segments[labels[at]],
    distance: distance[at],
    runnerUp: segments[runnerUp[at]],
    margin: margin[at],
  }));
}

function tableOf({ space }: SegmentModel, inputs: Inputs): FeatureTable {
  return bareTable(
    Int32Array.from(inputs.keys()),
    space.encodings.map((encoding) => featureOf(encoding, inputs)),
  );
}

function featureOf({ feature: name, kind }: FeatureEncoding, inputs: Inputs): BareFeature {
  const given = inputs.map((input) => input[name] ?? null);
  const levels = [...new Set(given.filter((value) => typeof value === "string"))];
  return {
    ...{ name, kind, levels },
    values: Float64Array.from(given, (value) =>
      value === null ? Number.NaN : typeof value === "string" ? levels.indexOf(value) : value,
    ),
  };
}
