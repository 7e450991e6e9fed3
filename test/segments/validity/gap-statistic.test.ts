import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { fromRows, type Points, takePoints } from "../../../src/segments/points.ts";
import { boxReference, gaussianReference } from "../../../src/segments/validity/gap-references.ts";
import { gapStatistic } from "../../../src/segments/validity/gap-statistic.ts";
import { kernel } from "../engines.ts";
import { sharedReference } from "../shared-reference.ts";

const replays = sharedReference("clustering", "gap");
const studies = sharedReference("clustering", "mc-clusGap");

describe("gapStatistic", () => {
  it("is the mean of the references less the data's own, with the error of one more reference", () => {
    // mean 3, standard deviation √2 (divisor 4: squares 4 + 0 + 0 + 4)
    const { gap, se } = gapStatistic(1, Float64Array.of(1, 3, 3, 5));
    expect(gap).toBe(2);
    expect(se).toBeCloseTo(Math.sqrt(2) * Math.sqrt(1.25), 12);
  });

  it("tells how likely such a gap is without groups, by Student's t", () => {
    // t² = 2² / (8/3 · 1.25) = 1.2 with 3 degrees of freedom, whose tail is ½ − (u/(1 + u²) + atan u)/π at u = t/√3
    const u = Math.sqrt(1.2 / 3);
    const tail = 0.5 - (u / (1 + u ** 2) + Math.atan(u)) / Math.PI;
    expect(gapStatistic(1, Float64Array.of(1, 3, 3, 5)).p).toBeCloseTo(tail, 12);
    expect(gapStatistic(3, Float64Array.of(1, 3, 3, 5)).p).toBeCloseTo(0.5, 12);
    expect(gapStatistic(1, Float64Array.of(2, 2)).p).toBe(0);
    expect(gapStatistic(2, Float64Array.of(2, 2)).p).toBe(1);
  });

  it("needs two references", () => {
    expect(() => gapStatistic(1, Float64Array.of(1))).toThrow(
      "gapStatistic: a spread needs 2 reference data sets, got 1",
    );
  });

  it.each(replays.cases)("agrees with its definition on stored references: $id", async ({ input, expected }) => {
    const points = takePoints(replays.points(input.data), Int32Array.from(input.rows));
    const references = input.references.map((rows) => fromRows(rows, points.d));
    for (const [at, gap] of expected.gap.entries()) {
      const logs = await Promise.all(references.map((reference) => logInertia(reference, at + 1, 30)));
      const own = await logInertia(points, at + 1, 30);
      expect(own).toBeCloseTo(expected.logW[at], 6);
      const found = gapStatistic(own, Float64Array.from(logs));
      if (at + 1 === 5) {
        // The stored fits of the references to five clusters can be improved upon, which makes the gap smaller.
        expect(found.gap).toBeLessThanOrEqual(gap);
        expect(found.gap).toBeGreaterThan(gap - 1e-3);
        continue;
      }
      expect(found.gap).toBeCloseTo(gap, 6);
      expect(found.se).toBeCloseTo(expected.s_k[at], 6);
    }
  });

  it.each(studies.cases)("agrees with clusGap of R cluster: $id", async ({ input, expected }) => {
    const points = studies.points(input.data);
    const draw = boxAlongFeatures(points);
    const sets = Array.from({ length: 40 }, (_, i) => draw(createRandom(7, i)));
    for (const k of [1, 2, 4]) {
      const references = await Promise.all(sets.map((set) => logInertia(set, k, 3)));
      const { gap } = gapStatistic(await logInertia(points, k, 20), Float64Array.from(references));
      expect(Math.abs(gap - expected.gap[k - 1]), `k ${k}`).toBeLessThan(4 * expected["SE.sim"][k - 1] + 0.02);
    }
  });
});

describe("references", () => {
  const random = createRandom(3);
  // a long narrow cloud along the diagonal
  const cloud = fromRows(
    Array.from({ length: 300 }, () => {
      const along = 10 * random.normal();
      return [along + random.normal(), along - random.normal()];
    }),
    2,
  );

  it("fill the box along the components, evenly", () => {
    const drawn = boxReference(cloud)(createRandom(1));
    expect([drawn.n, drawn.d]).toEqual([300, 2]);
    const [long, short] = [column(drawn, 0), column(drawn, 1)];
    expect(Math.max(...long) - Math.min(...long)).toBeGreaterThan(50);
    expect(Math.max(...short) - Math.min(...short)).toBeLessThan(10);
    // an even spread has the variance width² / 12
    expect(variance(short) / (Math.max(...short) - Math.min(...short)) ** 2).toBeCloseTo(1 / 12, 1);
  });

  it("have the covariance of the points when they are normal", () => {
    const drawn = gaussianReference(cloud)(createRandom(1));
    const [long, short] = [variance(column(drawn, 0)), variance(column(drawn, 1))];
    const total = variance(column(cloud, 0)) + variance(column(cloud, 1));
    expect(Math.abs((long + short) / total - 1)).toBeLessThan(0.15);
    expect(short / total).toBeLessThan(0.02);
  });

  it("repeat themselves by their random numbers", () => {
    expect(boxReference(cloud)(createRandom(5))).toEqual(boxReference(cloud)(createRandom(5)));
    expect(gaussianReference(cloud)(createRandom(5))).not.toEqual(gaussianReference(cloud)(createRandom(6)));
  });
});

async function logInertia(points: Points, k: number, restarts: number): Promise<number> {
  return Math.log((await kernel.fitKMeans(points, k, { restarts, seed: 1 })).inertia);
}

/** The box of `spaceH0 = "original"`, which clusGap drew from. */
function boxAlongFeatures(points: Points) {
  const sides = Array.from({ length: points.d }, (_, j) => column(points, j));
  return (random: { next(): number }) =>
    fromRows(
      Array.from({ length: points.n }, () =>
        sides.map((side) => Math.min(...side) + random.next() * (Math.max(...side) - Math.min(...side))),
      ),
      points.d,
    );
}

function column({ n, d, values }: Points, j: number): number[] {
  return Array.from({ length: n }, (_, i) => values[i * d + j]);
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
