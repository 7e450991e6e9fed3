import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median } from "../../../src/math/quantile.ts";
import { createRandom, sampleWithoutReplacement } from "../../../src/math/random.ts";
import { type KMeans, thorough } from "../../../src/segments/clustering-engine.ts";
import { fromRows, labelNearest, type Points, takePoints } from "../../../src/segments/points.ts";
import {
  predictionStrength,
  predictionStrengths,
  weakestPairShare,
} from "../../../src/segments/validity/prediction-strength.ts";
import { kernel } from "../engines.ts";
import { sharedReference } from "../shared-reference.ts";

const replays = sharedReference("stability", "prediction-strength");
const studies = sharedReference("stability", "mc-prediction.strength");

describe("weakestPairShare", () => {
  it("is that of the cluster whose pairs are torn apart most", () => {
    // cluster 0: {0, 1, 2}, of whose three pairs one stays; cluster 1: {3, 4, 5, 6}, of whose six pairs three stay
    const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 1);
    expect(weakestPairShare(labels, Int32Array.of(1, 1, 0, 0, 0, 0, 1), 2)).toBe(1 / 3);
    expect(weakestPairShare(labels, Int32Array.of(1, 1, 1, 0, 0, 0, 1), 2)).toBe(1 / 2);
  });

  it("leaves out clusters without a pair", () => {
    expect(weakestPairShare(Int32Array.of(0, 1, 1), Int32Array.of(1, 0, 0), 2)).toBe(1);
    expect(weakestPairShare(Int32Array.of(0), Int32Array.of(0), 1)).toBe(1);
  });

  it("is within 0…1, and 1 for the same clusters under other numbers", () => {
    const labels = fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }).map((values) => Int32Array.from(values));
    fc.assert(
      fc.property(labels, fc.infiniteStream(fc.nat(3)), (own, others) => {
        const predicted = own.map(() => others.next().value);
        const share = weakestPairShare(own, predicted, 4);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(
          weakestPairShare(
            own,
            own.map((label) => 3 - label),
            4,
          ),
        ).toBe(1);
      }),
    );
  });

  it.each(replays.cases)("agrees with scikit-learn on stored halves: $id", async ({ input, expected }) => {
    const all = takePoints(replays.points(input.data), Int32Array.from(input.rows));
    for (const [k, values] of Object.entries(expected.per_split)) {
      for (const [at, half] of input.halves.entries()) {
        const first = takePoints(all, Int32Array.from(half));
        const others = Int32Array.from({ length: all.n }, (_, i) => i).filter((row) => !half.includes(row));
        const second = takePoints(all, others);
        const starts = { restarts: 30, seed: at };
        const [a, b] = [
          await kernel.fitKMeans(first, Number(k), starts),
          await kernel.fitKMeans(second, Number(k), starts),
        ];
        const strength = strengthOf(first, second, a.centroids, b.centroids);
        if (Math.abs(strength - values[at]) > 1e-6)
          await expectOfPoorerFits(first, second, Number(k), values[at], a, b);
      }
    }
  });
});

/** Neither swaps nor moves of single points. */
const lloydAlone = { ...thorough, tolerance: 1e-12, swapped: false, polished: false };

/** Four stored values of even data are those of Lloyd's iterations from a start that others improve upon. */
async function expectOfPoorerFits(first: Points, second: Points, k: number, value: number, a: KMeans, b: KMeans) {
  const lesser = async (points: Points, best: KMeans) => {
    const fits = await Promise.all(
      Array.from({ length: 200 }, (_, seed) => {
        const start = takePoints(points, sampleWithoutReplacement(createRandom(seed), points.n, k));
        return kernel.fitKMeans(points, k, { restarts: 0, seed: 0, init: [start], patience: lloydAlone });
      }),
    );
    const byInertia = new Map(fits.map((fit) => [fit.inertia.toFixed(9), fit]));
    return [...byInertia.values()].filter(({ inertia }) => inertia >= best.inertia - 1e-9);
  };
  const ofSecond = [b, ...(await lesser(second, b))];
  const strengths = [a, ...(await lesser(first, a))].flatMap((one) =>
    ofSecond.map((other) => strengthOf(first, second, one.centroids, other.centroids)),
  );
  expect(Math.min(...strengths.map((strength) => Math.abs(strength - value)))).toBeLessThan(1e-6);
}

function strengthOf(first: Points, second: Points, a: Points, b: Points): number {
  const of = (points: Points, own: Points, others: Points) =>
    weakestPairShare(nearest(points, own), nearest(points, others), own.n);
  return (of(second, b, a) + of(first, a, b)) / 2;
}

describe("predictionStrength", () => {
  it.each(studies.cases)(
    "agrees with R fpc within the scatter of two simulations: $id",
    async ({ input, expected }) => {
      const points = studies.points(input.data);
      for (const k of [2, 3, 4, 5]) {
        const found = await predictionStrength(kernel, points, k, { splits: 50, restarts: 8, seed: 1 });
        expect(Math.abs(found - expected.mean[k - 1]), `k ${k}: ${found}`).toBeLessThan(0.06);
      }
    },
  );

  it("is 1 for groups far apart, repeats itself, and is 0 where halves hold fewer points than clusters", async () => {
    const points = fromRows(
      Array.from({ length: 41 }, (_, i) => [i < 15 ? i / 100 : 50 + i / 100]),
      1,
    );
    const settings = { splits: 4, restarts: 2, seed: 4 };
    expect(await predictionStrength(kernel, points, 2, settings)).toBe(1);
    const once = await predictionStrength(kernel, points, 5, settings);
    expect(once).toBeLessThan(1);
    expect(await predictionStrength(kernel, points, 5, settings)).toBe(once);
    expect(await predictionStrength(kernel, fromRows([[0], [1], [2]], 1), 2, settings)).toBe(0);
  });
});

it("makes no more splits than settle on which side of a demand their median lies", async () => {
  const random = createRandom(3);
  const points = fromRows(
    Array.from({ length: 200 }, () => [random.normal(), random.normal()]),
    2,
  );
  const settings = { splits: 9, restarts: 2, seed: 6 };
  const all = await predictionStrengths(kernel, points, 3, settings);
  expect(new Set(all).size).toBeGreaterThan(5);
  for (const demanded of [0, ...all, 1.1]) {
    const some = await predictionStrengths(kernel, points, 3, { ...settings, demanded });
    expect([...some]).toEqual([...all.subarray(0, some.length)]);
    expect(median(some) >= demanded).toBe(median(all) >= demanded);
    const met = some.filter((strength) => strength >= demanded).length;
    expect(Math.max(met, some.length - met)).toBe(5);
  }
});

function nearest(points: Points, centroids: Points): Int32Array {
  const labels = new Int32Array(points.n);
  labelNearest(points, centroids, labels);
  return labels;
}
