import type { Arena } from "./arena.ts";
import type { Crew } from "./crew.ts";

/**
 * Covariances of the columns of prepared rows, which are centred: d × d, divided by n. One pass over the rows, O(n·d²).
 *
 * @param arena prepared rows without weights, laid with `correlated`
 */
export async function covariances(crew: Crew, arena: Arena): Promise<number[][]> {
  const { n, d, stride, blocks, products } = arena;
  await crew.run(arena, "covariance");
  const sums = new Float64Array(stride * stride);
  for (let block = 0; block < blocks; block++) {
    for (let at = 0; at < sums.length; at++) sums[at] += products[block * sums.length + at];
  }
  return Array.from({ length: d }, (_, j) =>
    Array.from({ length: d }, (_, l) => sums[Math.min(j, l) * stride + Math.max(j, l)] / n),
  );
}
