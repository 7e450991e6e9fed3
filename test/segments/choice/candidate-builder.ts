import type { Demand, SegmentCountCandidate } from "../../../src/segments/choice/segment-count.ts";

/** A candidate that meets every demand, except for what is given. */
export function candidate(
  k: number,
  changes: Partial<SegmentCountCandidate> = {},
  misses: readonly Demand[] = [],
): SegmentCountCandidate {
  return {
    k,
    smallestShare: 0.2,
    worstJaccard: 0.9,
    meanJaccard: 0.95,
    predictionStrength: 0.85,
    timeAri: 0.7,
    revenue: null,
    gaps: [],
    silhouette: 0.3,
    meanInertia: 1,
    misses: misses.map((demand) => ({ demand, sentence: { en: `no ${demand}`, ru: `NO ${demand}` } })),
    ...changes,
  };
}
