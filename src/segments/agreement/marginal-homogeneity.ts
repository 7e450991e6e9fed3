import { Matrix, solve } from "ml-matrix";
import { chiSquareUpperTail } from "../../math/chi-square.ts";
import type { ChiSquareTest } from "./symmetry-test.ts";

/**
 * The test of Stuart and Maxwell: has each segment as many customers after as before?
 *
 *     χ² = dᵀ V⁻¹ d,   dᵢ = nᵢ. − n.ᵢ,   Vᵢⱼ = −(nᵢⱼ + nⱼᵢ),   Vᵢᵢ = nᵢ. + n.ᵢ − 2nᵢᵢ
 *
 * The changes of the segments between which customers move, directly or over others, sum to 0: one segment of each such
 * group is left out, and every other one is a degree of freedom. A segment nobody enters or leaves is a group of its own.
 * O(k³).
 *
 * @param counts customers by segment before and after, k × k, row-major
 * @throws RangeError if the counts do not fill k × k
 * @see Stuart (1955), A test for homogeneity of the marginal distributions in a two-way classification, Biometrika 42,
 *   412–416; Maxwell (1970), Comparing the classification of subjects by two independent judges, British Journal of
 *   Psychiatry 116, 651–655
 *
 * @example
 * marginalHomogeneityTest(Float64Array.of(50, 9, 3, 40), 2).chiSquare; // 3, as symmetryTest with two segments
 */
export function marginalHomogeneityTest(counts: Float64Array, k: number): ChiSquareTest {
  if (counts.length !== k * k) {
    throw new RangeError(`marginalHomogeneityTest: ${counts.length} counts for ${k} × ${k} cells`);
  }
  const movesBetween = (i: number, j: number) => counts[i * k + j] + counts[j * k + i];
  const free = freeSegments(k, (i, j) => movesBetween(i, j) > 0);
  if (free.length === 0) return { chiSquare: 0, degreesOfFreedom: 0, p: 1 };

  const changes = new Float64Array(k);
  const movers = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      changes[i] += counts[i * k + j] - counts[j * k + i];
      movers[i] += movesBetween(i, j);
    }
  }
  const d = Matrix.columnVector(free.map((i) => changes[i]));
  const v = new Matrix(free.map((i) => free.map((j) => (i === j ? movers[i] : -movesBetween(i, j)))));
  const chiSquare = Math.max(0, d.transpose().mmul(solve(v, d)).get(0, 0));
  return { chiSquare, degreesOfFreedom: free.length, p: chiSquareUpperTail(chiSquare, free.length) };
}

/** All segments except the first one of each group of connected ones. */
function freeSegments(k: number, areConnected: (i: number, j: number) => boolean): number[] {
  const free: number[] = [];
  const reached = new Set<number>();
  for (let start = 0; start < k; start++) {
    if (reached.has(start)) continue;
    const group = [start];
    reached.add(start);
    for (const from of group) {
      for (let to = 0; to < k; to++) {
        if (reached.has(to) || !areConnected(from, to)) continue;
        reached.add(to);
        group.push(to);
      }
    }
    free.push(...group.slice(1));
  }
  return free;
}
