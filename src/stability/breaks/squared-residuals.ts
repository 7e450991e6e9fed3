import type { Series, Trend } from "./trend.ts";

/** Sums of squared residuals around a trend by least squares, length n + 1: entry i is of i points. */
export interface SquaredResiduals {
  /** Of the first i points. */
  readonly ofFirst: Float64Array;
  /** Of the last i points. */
  readonly ofLast: Float64Array;
}

/**
 * How far the beginnings and the ends of a series lie from their trends, each from the one before by its recursive
 * residual: only squares are added, so that nothing cancels. What rounding alone leaves of points that lie on a trend
 * is 0. O(n).
 *
 * @param series without unknown values
 * @see Brown, Durbin & Evans (1975), Techniques for testing the constancy of regression relationships over time, JRSS B
 *   37, 149–192
 */
export function squaredResiduals({ x, y }: Series, trend: Trend): SquaredResiduals {
  return {
    ofFirst: ofBeginnings({ x, y }, trend),
    ofLast: ofBeginnings({ x: x.toReversed(), y: y.toReversed() }, trend),
  };
}

function ofBeginnings({ x, y }: Series, trend: Trend): Float64Array {
  const sums = new Float64Array(y.length + 1);
  let [meanX, meanY, spread, shared, squares, largest] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const [apartX, apartY] = [x[i] - meanX, y[i] - meanY];
    const slope = trend === "line" && spread > 0 ? shared / spread : 0;
    const leverage = trend === "line" ? apartX ** 2 / spread : 0;
    // Two points lie on a line, and one on a level.
    if (i > 1 || (i > 0 && trend === "level")) squares += (apartY - slope * apartX) ** 2 / (1 + 1 / i + leverage);

    meanX += apartX / (i + 1);
    meanY += apartY / (i + 1);
    spread += apartX * (x[i] - meanX);
    shared += apartX * (y[i] - meanY);
    largest = Math.max(largest, Math.abs(y[i]));
    const rounding = (i + 1) * (16 * Number.EPSILON * largest) ** 2;
    sums[i + 1] = squares > rounding ? squares : 0;
  }
  return sums;
}
