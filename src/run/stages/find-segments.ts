import { availableParallelism } from "node:os";
import { fitSegments } from "../../segments/fit-segments.ts";
import { openClusteringEngine } from "../../segments/open-clustering-engine.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import type { Job, StageNotes } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";
import { readPastWindows } from "./read-past-windows.ts";

/** Chooses and fits the segments of the run, in the light of its past windows. */
export async function findSegments(job: Job, features: RunFeatures): Promise<readonly [SegmentFit, StageNotes]> {
  const { configuration, options } = job;
  const { segments, stability } = configuration;
  const { threads } = configuration.engine;
  const past = await readPastWindows(job, features);
  const clustering = await openClusteringEngine(segments.engine, threads === "auto" ? availableParallelism() : threads);
  try {
    const waiting = { signal: options.signal, onProgress: (share: number) => options.progress.update({ share }) };
    const fit = await fitSegments(features.grouping, { segments, stability, past, clustering }, waiting);
    const [rowsIn, rowsOut] = [features.table.customers.length, fit.model.segments.length];
    return [fit, { rowsIn, rowsOut, warnings: fit.warnings }];
  } finally {
    await clustering.close();
  }
}
