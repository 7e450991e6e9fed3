import type { SegmentationKind, SegmentCountCandidate } from "./segment-count.ts";

/**
 * Chance at which data without groups are ruled out. The scatter of twenty draws has longer tails than Student's t says, and the
 * number of segments was chosen: at 5 %, one in twelve data sets without groups was called natural.
 */
export const nullLevel = 0.01;

/**
 * What kind of segments a number of them makes: `unstable` when they do not come back, `natural` when they do and every
 * kind of data without groups is ruled out at 1 %, otherwise `reproducible`.
 *
 * Coming back alone proves no groups: one long cloud is cut at the same place every time. To be `natural`, segments must
 * be clear of each null, so the chance of calling any one of them `natural` stays below the level.
 *
 * @see Hennig (2015), What are the true clusters?, Pattern Recognition Letters 64
 */
export function kindOfSegments({ misses, gaps }: Pick<SegmentCountCandidate, "misses" | "gaps">): SegmentationKind {
  if (misses.some(({ demand }) => demand !== "size")) return "unstable";
  const ruledOut = gaps.length > 0 && gaps.every(({ gap, p }) => gap > 0 && p < nullLevel);
  return ruledOut ? "natural" : "reproducible";
}
