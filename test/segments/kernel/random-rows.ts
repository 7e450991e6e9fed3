import { createRandom } from "../../../src/math/random.ts";
import type { Arena } from "../../../src/segments/kernel/arena.ts";

/** Rows around k centres, n × d, row-major. */
export function clumps(n: number, d: number, k: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const centres = Float64Array.from({ length: k * d }, () => 3 * random.normal());
  return Float64Array.from({ length: n * d }, (_, at) => {
    const clump = Math.floor(at / d) % k;
    return centres[clump * d + (at % d)] + random.normal();
  });
}

/** Puts rows of d numbers where an arena has them. */
export function fillRows({ rows, stride, d, n }: Arena, values: Float64Array): void {
  for (let i = 0; i < n; i++) rows.set(values.subarray(i * d, (i + 1) * d), i * stride);
}
