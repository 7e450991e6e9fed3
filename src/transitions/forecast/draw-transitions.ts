import { dirichletDraw } from "../../math/dirichlet-draw.ts";
import type { Random } from "../../math/random.ts";
import type { TransitionPosterior } from "../smoothing/transition-posterior.ts";

/**
 * A transition matrix drawn from its posterior, k × k, row-major, rows summing to 1. Over-dispersed moves tell as much as
 * `dispersion` times fewer: the parameters of each row are divided by it. O(k²).
 *
 * @param dispersion of each origin, at least 1, length k
 */
export function drawTransitions(
  { stay, leave, moves }: TransitionPosterior,
  dispersion: Float64Array,
  random: Random,
): Float64Array {
  const k = stay.length;
  const probabilities = new Float64Array(k * k);
  const staying = new Float64Array(2);
  for (let from = 0; from < k; from++) {
    const row = probabilities.subarray(from * k, (from + 1) * k);
    const fewer = dispersion[from];
    dirichletDraw(random, Float64Array.of(stay[from] / fewer, leave[from] / fewer), staying);
    if (leave[from] > 0) {
      for (let to = 0; to < k; to++) row[to] = moves[from * k + to] / fewer;
      dirichletDraw(random, row, row);
      for (let to = 0; to < k; to++) row[to] *= staying[1];
    }
    row[from] = staying[0];
  }
  return probabilities;
}
