import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../src/math/random.ts";
import {
  openTrellis,
  openTwinTrellis,
  type TrellisShape,
  type TrellisWorker,
} from "../../../../src/transitions/activity/inference/trellis.ts";

const shapes: readonly TrellisShape[] = [
  { months: 5, states: 1, effects: 1 },
  { months: 1, states: 2, effects: 3 },
  { months: 12, states: 3, effects: 14 },
  { months: 24, states: 6, effects: 9 },
  { months: 36, states: 9, effects: 9 },
  { months: 60, states: 14, effects: 14 },
];

/** The same trellis for any worker: some months say much, so that sums have to be scaled up. */
function fill({ trellis }: TrellisWorker, seed: number): void {
  const random = createRandom(seed, 1);
  const { states: k, stride, months: t, effects: j } = trellis;
  for (let y = 0; y < k; y++)
    for (let z = 0; z < k; z++) {
      const chance = random.next() / k;
      trellis.matrix[y * stride + z] = chance;
      trellis.transposed[z * stride + y] = chance;
    }
  for (let z = 0; z < k; z++) trellis.initial[z] = 1 / k;
  for (let row = 0; row < t * j; row++)
    for (let z = 0; z < k; z++) trellis.silent[row * stride + z] = random.next() ** 8 * 1e-9;
  for (let at = 0; at < t; at++) {
    trellis.isActive[at] = Number(random.next() < 0.4);
    for (let z = 0; z < k; z++) trellis.seen[at * stride + z] = random.next() ** 20;
  }
  for (let e = 0; e < j; e++) {
    trellis.values[e] = 0.2 + random.next();
    trellis.weight[e] = e % 4 === 3 ? 0 : random.next();
  }
}

describe.each(shapes)("forward-backward over $months months of $states states and $effects effects", (shape) => {
  it.each([-1, 0])("has the same bits in the kernel and in its twin, with the own month %i", (own) => {
    const [kernel, twin] = [openTrellis(shape), openTwinTrellis(shape)];
    expect(kernel.kind).toBe("wasm");
    for (const worker of [kernel, twin]) {
      fill(worker, shape.states);
      worker.forward(0, own, 0, shape.effects - 1);
      worker.backward(0, own, 0, shape.effects - 1);
    }
    for (const part of ["likelihood", "rescaled", "posterior", "exposed", "last", "met"] as const)
      expect(kernel.trellis[part], part).toEqual(twin.trellis[part]);
    if (shape.months > 20) expect(Math.max(...kernel.trellis.rescaled)).toBeGreaterThan(0);
  });
});
