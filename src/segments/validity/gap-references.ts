import type { Random } from "../../math/random.ts";
import type { Points } from "../points.ts";
import { fitPrincipalComponents, scoresOf } from "../principal-components.ts";

/** Draws data of the same size that have no groups. */
export type Reference = (random: Random) => Points;

/**
 * Points spread evenly over the box that holds the given ones, its sides along their principal components.
 *
 * References are in the coordinates of the components, where distances are those of the given points.
 *
 * @param points at least 2
 */
export function boxReference(points: Points): Reference {
  const { n, d, values } = alignToComponents(points);
  const least = new Float64Array(d).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(d).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < values.length; at++) {
    least[at % d] = Math.min(least[at % d], values[at]);
    most[at % d] = Math.max(most[at % d], values[at]);
  }
  return (random) => draw(n, d, (c) => least[c] + random.next() * (most[c] - least[c]));
}

/**
 * Points of one normal distribution with the covariance of the given ones, in the coordinates of their principal
 * components.
 *
 * @param points at least 2
 */
export function gaussianReference(points: Points): Reference {
  const { n, d, values } = alignToComponents(points);
  const variances = new Float64Array(d);
  for (let at = 0; at < values.length; at++) variances[at % d] += values[at] ** 2 / n;
  const sds = variances.map(Math.sqrt);
  return (random) => draw(n, d, (c) => sds[c] * random.normal());
}

/** Scores on all principal components that vary; their mean is 0. */
function alignToComponents(points: Points): Points {
  return scoresOf(fitPrincipalComponents(points, 1), points);
}

function draw(n: number, d: number, coordinate: (component: number) => number): Points {
  const values = new Float64Array(n * d);
  for (let at = 0; at < values.length; at++) values[at] = coordinate(at % d);
  return { n, d, values };
}
