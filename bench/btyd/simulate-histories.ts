import type { BtydModel } from "../../src/ltv/btyd/btyd-model.ts";
import { gammaDraw } from "../../src/math/gamma-draw.ts";
import type { Random } from "../../src/math/random.ts";

/** Histories, and how many purchases came in the time after the cut. */
export interface SimulatedHistories {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly after: Float64Array;
}

/**
 * Customers of a model, purchase by purchase, as its story tells them.
 *
 * @param ages T of each customer, length n
 * @param horizon time after T in which purchases are counted
 * @param grid purchases on the same multiple of this are one and are dated to it; 0 for exact times
 */
export function simulateHistories(
  model: BtydModel,
  ages: Float64Array,
  horizon: number,
  random: Random,
  grid = 0,
): SimulatedHistories {
  const n = ages.length;
  const [x, tx, after] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const exponential = (rate: number) => -Math.log(1 - random.next()) / rate;
  for (let i = 0; i < n; i++) {
    const rate = gammaDraw(random, model.r) / model.alpha;
    const [a, b] = model.kind === "pareto-nbd" ? [1, 1] : [gammaDraw(random, model.a), gammaDraw(random, model.b)];
    const dropout = a / (a + b);
    const lifetime =
      model.kind === "pareto-nbd"
        ? exponential(gammaDraw(random, model.s) / model.beta)
        : model.kind === "mbg-nbd" && random.next() < dropout
          ? 0
          : Number.POSITIVE_INFINITY;
    let last = 0;
    for (let time = exponential(rate); time < Math.min(lifetime, ages[i] + horizon); time += exponential(rate)) {
      const day = grid === 0 ? time : Math.floor(time / grid) * grid;
      const isNew = day > last;
      last = day;
      if (isNew && day <= ages[i]) {
        x[i] += 1;
        tx[i] = day;
      } else if (isNew) after[i] += 1;
      if (model.kind !== "pareto-nbd" && random.next() < dropout) break;
    }
  }
  return { x, tx, T: ages, after };
}
