import type { ClusteringEngine } from "./clustering-engine.ts";
import { openCrew } from "./kernel/crew.ts";
import { kernelEngine } from "./kernel/kernel-engine.ts";
import { mlKMeansEngine } from "./ml-kmeans/ml-kmeans-engine.ts";
import type { SegmentsConfig } from "./segments-config.ts";

/**
 * The engine that a configuration asks for: `auto` is the kernel, `reference` ml-kmeans.
 *
 * @param threads of the kernel; results are the same for any number. One needs no closing.
 */
export async function openClusteringEngine(engine: SegmentsConfig["engine"], threads = 1): Promise<ClusteringEngine> {
  return engine === "reference" ? mlKMeansEngine : kernelEngine(await openCrew(threads));
}
