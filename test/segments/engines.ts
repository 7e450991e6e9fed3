import { openClusteringEngine } from "../../src/segments/open-clustering-engine.ts";

/** The engines that a configuration can name, each on one thread. */
export const kernel = await openClusteringEngine("auto");
export const reference = await openClusteringEngine("reference");
