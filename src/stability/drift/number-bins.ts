import { quantiles } from "../../math/quantile.ts";
import { countBelow, type Sample } from "./sample.ts";

/**
 * Edges that part the known values of a reference sample into bins of about equal size: its quantiles of type 7, by
 * default the deciles. A sample of no more different values than bins gets a bin for each value.
 *
 * Edges between which the sample has nobody are merged, so that a value many share makes fewer bins and none is empty.
 *
 * @param bins at most so many, at least 1
 * @returns lower edges of all bins but the first, ascending; empty where nothing is known or all values are equal
 * @throws RangeError unless `bins` is a whole number of at least 1
 */
export function binEdges({ known }: Sample, bins = 10): Float64Array {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`binEdges: at least 1 bin, got ${bins}`);
  if (known.length === 0) return new Float64Array();
  const shares = Array.from({ length: bins - 1 }, (_, edge) => (edge + 1) / bins);
  const candidates = fewValues(known, bins) ?? quantiles(known, shares);

  let below = 0;
  const edges = candidates.filter((edge) => {
    const before = below;
    below = countBelow(known, edge);
    return below > before;
  });
  return Float64Array.from(edges);
}

/** The different values, ascending; undefined when there are more than `most`. */
function fewValues(ascending: Float64Array, most: number): number[] | undefined {
  const values: number[] = [];
  for (const value of ascending) {
    if (value === values.at(-1)) continue;
    if (values.length === most) return undefined;
    values.push(value);
  }
  return values;
}

/**
 * Customers by bin. A value is in the last bin whose lower edge is at or below it, and in the first bin if there is none.
 * O(B log n).
 *
 * @param edges lower edges of all bins but the first, ascending, length B − 1
 * @returns length B + 1; the last count is of the customers whose value is unknown
 */
export function countByEdges({ known, unknown }: Sample, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 2);
  let below = 0;
  for (const [bin, edge] of edges.entries()) {
    const atEdge = countBelow(known, edge);
    counts[bin] = atEdge - below;
    below = atEdge;
  }
  counts[edges.length] = known.length - below;
  counts[edges.length + 1] = unknown;
  return counts;
}
