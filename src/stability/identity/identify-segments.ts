import type { FeatureTable } from "../../features/feature-table.ts";
import { contingency } from "../../segments/agreement/contingency.ts";
import { matchedAgreement } from "../../segments/agreement/matched-agreement.ts";
import { labelCustomers } from "../../segments/label-customers.ts";
import { fromRows, type Points, sizesOf, squaredDistance, takePoints } from "../../segments/points.ts";
import { projectTable } from "../../segments/project-table.ts";
import type { SegmentModel } from "../../segments/segment-model.ts";
import { type SegmentId, segmentId } from "../../segments/segmentation.ts";
import { clusterMeans } from "../../segments/validity/cluster-means.ts";
import { type MatchedSegment, matchCentroids } from "./match-centroids.ts";

/** Share of the distance of a pair that the next candidate must be farther away. */
const clearMargin = 0.25;
/** Share of a segment's customers that another one must have given or taken to be its source or heir. */
const most = 0.5;

/** How one segment of a refitted model came about. */
export interface IdentifiedSegment {
  readonly id: SegmentId;
  /** `kept`: a segment of the champion, under its id; `split`: most of its customers come from one of them; `born`: neither. */
  readonly origin: "kept" | "split" | "born";
  /** The segment of the champion that it is, or that most of its customers come from; null for a birth. */
  readonly from: SegmentId | null;
  /** Distance of the two centroids in the champion's space, and how much farther the next candidate is; null unless kept. */
  readonly distance: number | null;
  readonly margin: number | null;
  /** Why the id may be the wrong one: another candidate is nearly as near, or the customers say otherwise; null when it is clear. */
  readonly doubt: "near" | "customers" | null;
}

/** A segment of the champion that nothing stands for any more. */
export interface GoneSegment {
  readonly id: SegmentId;
  /** The segment that took most of its customers, so merged with it; null where they are scattered. */
  readonly into: SegmentId | null;
}

/** Which segments of a refitted model are those of the champion. */
export interface SegmentIdentity {
  /** In the order of the refitted model. */
  readonly segments: readonly IdentifiedSegment[];
  /** In the order of the champion. */
  readonly gone: readonly GoneSegment[];
  /** Share of the customers of the table whom both models put under the same id. */
  readonly sameId: number;
  /** Whether the id of any segment is in doubt. */
  readonly ambiguous: boolean;
}

/**
 * Gives the segments of a refitted model the ids of the champion's: by where their centroids are in the champion's space,
 * and, as a second opinion, by the customers both share on this one window, where nobody can have moved.
 *
 * A segment keeps an id when it is the best match and no farther from its old centroid than the champion's next segment
 * is. Its id is in doubt when another candidate is less than a quarter of the distance farther, or when matching customers
 * gives another one. Segments that stand for none get numbers that were never given before.
 *
 * @param table customers of one window, at least one, with the features of both models
 * @param taken ids that were ever given; those of the champion need not be among them
 * @throws RangeError if the table lacks a feature or has no customers
 */
export function identifySegments(
  champion: SegmentModel,
  refitted: SegmentModel,
  table: FeatureTable,
  taken: readonly SegmentId[] = [],
): SegmentIdentity {
  const [old, now] = [labelCustomers(champion, table), labelCustomers(refitted, table)];
  const { partners } = matchedAgreement(old, now);
  const moves = movesBetween(old, now, champion.segments.length, refitted.segments.length);
  const kept = samePlaces(champion, refitted, table, now);

  const nextId = freeIds([...taken, ...champion.segments.map(({ id }) => id)]);
  const segments = refitted.segments.map((_, segment): IdentifiedSegment => {
    const pair = kept.find(({ challenger }) => challenger === segment);
    if (pair === undefined) {
      const source = moves.sourceOf(segment);
      const from = source === -1 ? null : champion.segments[source].id;
      return {
        id: nextId(),
        origin: from === null ? "born" : "split",
        from,
        distance: null,
        margin: null,
        doubt: null,
      };
    }
    const { distance, margin } = pair;
    const { id } = champion.segments[pair.champion];
    const doubt = margin < clearMargin * distance ? "near" : partners[pair.champion] !== segment ? "customers" : null;
    return { id, origin: "kept", from: id, distance, margin, doubt };
  });
  const gone = champion.segments.flatMap(({ id }, segment): GoneSegment[] => {
    if (kept.some((pair) => pair.champion === segment)) return [];
    const heir = moves.heirOf(segment);
    return [{ id, into: heir === -1 ? null : segments[heir].id }];
  });
  let same = 0;
  for (const [i, label] of now.entries()) if (segments[label].id === champion.segments[old[i]].id) same++;
  return {
    segments,
    gone,
    sameId: same / now.length,
    ambiguous: segments.some(({ doubt }) => doubt !== null),
  };
}

/** Pairs of segments that are no farther apart than the champion's next segment is. */
function samePlaces(
  champion: SegmentModel,
  refitted: SegmentModel,
  table: FeatureTable,
  labels: Int32Array,
): MatchedSegment[] {
  const scores = projectTable(champion.space, table);
  const sizes = sizesOf(labels, refitted.segments.length);
  // A segment that nobody of this window is in has no place.
  const inhabited = Int32Array.from(sizes.keys()).filter((segment) => sizes[segment] > 0);
  const own = fromRows(champion.centroids, scores.d);
  const others = takePoints(clusterMeans(scores, labels, sizes), inhabited);
  return matchCentroids(own, others)
    .pairs.filter((pair) => pair.distance <= nearestOther(own, pair.champion))
    .map((pair) => ({ ...pair, challenger: inhabited[pair.challenger] }));
}

/** Distance of one of the points to the nearest other one; infinite when it is alone. */
function nearestOther({ n, d, values }: Points, point: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other < n; other++)
    if (other !== point) least = Math.min(least, squaredDistance(values, point * d, values, other * d, d));
  return Math.sqrt(least);
}

/** Who gave most of their customers to whom. */
function movesBetween(old: Int32Array, now: Int32Array, before: number, after: number) {
  const { shared, sizesA, sizesB } = contingency(old, now);
  const count = (a: number, b: number) => (a < sizesA.length && b < sizesB.length ? shared[a * sizesB.length + b] : 0);
  const largestOf = (length: number, countOf: (at: number) => number) => {
    let largest = -1;
    let total = 0;
    for (let at = 0; at < length; at++) {
      total += countOf(at);
      if (countOf(at) > (largest === -1 ? 0 : countOf(largest))) largest = at;
    }
    return largest !== -1 && countOf(largest) >= most * total ? largest : -1;
  };
  return {
    /** The old segment of at least half of the customers of a new one; −1 for none. */
    sourceOf: (segment: number) => largestOf(before, (at) => count(at, segment)),
    /** The new segment of at least half of the customers of an old one; −1 for none. */
    heirOf: (segment: number) => largestOf(after, (at) => count(segment, at)),
  };
}

/** Gives `segment-N` with a number above all that were ever given. */
export function freeIds(taken: readonly SegmentId[]): () => SegmentId {
  let last = Math.max(0, ...taken.map((id) => Number(/^segment-(\d+)$/.exec(id)?.[1] ?? 0)));
  return () => segmentId.parse(`segment-${++last}`);
}
