import { assignAtLeastCost } from "../../segments/agreement/assignment.ts";
import { type Points, squaredDistance } from "../../segments/points.ts";

/** A segment of one model and the segment of another that stands for it. */
export interface MatchedSegment {
  readonly champion: number;
  readonly challenger: number;
  /** Euclidean distance of their centroids. */
  readonly distance: number;
  /**
   * How much farther the champion's centroid is from the nearest other one of the challenger; infinite where there is no other,
   * negative where another one is nearer.
   */
  readonly margin: number;
}

/** Which segments of two models are the same. */
export interface CentroidMatch {
  /** In the order of the champion. */
  readonly pairs: readonly MatchedSegment[];
  /** Segments of the champion that nothing stands for, ascending. */
  readonly gone: readonly number[];
  /** Segments of the challenger that stand for none, ascending. */
  readonly born: readonly number[];
}

/**
 * Matches the segments of two models one to one, so that the sum of the distances of their centroids is least; pairs farther
 * apart than the gate are no pairs. Both sets of centroids are given in the champion's scaled space, so that what is compared
 * is where segments are and not who is in them: customers move, and matching windows by their customers takes a move of many
 * for a change of name.
 *
 * @param champion k × d
 * @param challenger m × d
 * @param gate largest distance of a pair; none unless given
 * @throws RangeError if the dimensions differ
 * @see Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2
 */
export function matchCentroids(champion: Points, challenger: Points, gate = Number.POSITIVE_INFINITY): CentroidMatch {
  if (champion.d !== challenger.d)
    throw new RangeError(`matchCentroids: centroids of ${champion.d} and of ${challenger.d} dimensions`);
  const distances = distancesBetween(champion, challenger);
  const m = challenger.n;
  const { columns } = assignAtLeastCost(distances, champion.n, m);
  const pairs: MatchedSegment[] = [];
  for (const [own, other] of columns.entries()) {
    if (other === -1 || distances[own * m + other] > gate) continue;
    const distance = distances[own * m + other];
    let nearestOther = Number.POSITIVE_INFINITY;
    for (let c = 0; c < m; c++) if (c !== other) nearestOther = Math.min(nearestOther, distances[own * m + c]);
    pairs.push({ champion: own, challenger: other, distance, margin: nearestOther - distance });
  }
  return {
    pairs,
    gone: without(
      champion.n,
      pairs.map((pair) => pair.champion),
    ),
    born: without(
      m,
      pairs.map((pair) => pair.challenger),
    ),
  };
}

/** n × m, row-major. */
function distancesBetween(a: Points, b: Points): Float64Array {
  const distances = new Float64Array(a.n * b.n);
  for (let i = 0; i < a.n; i++) {
    for (let j = 0; j < b.n; j++)
      distances[i * b.n + j] = Math.sqrt(squaredDistance(a.values, i * a.d, b.values, j * b.d, a.d));
  }
  return distances;
}

function without(n: number, taken: readonly number[]): number[] {
  return Array.from({ length: n }, (_, i) => i).filter((i) => !taken.includes(i));
}
