import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, type Points } from "../../../src/segments/points.ts";
import { calinskiHarabasz } from "../../../src/segments/validity/calinski-harabasz.ts";
import { daviesBouldin } from "../../../src/segments/validity/davies-bouldin.ts";
import { averageDunnIndex, dunnIndex } from "../../../src/segments/validity/dunn-index.ts";
import { pearsonGamma } from "../../../src/segments/validity/pearson-gamma.ts";
import { silhouette } from "../../../src/segments/validity/silhouette.ts";
import { sumsOfSquares } from "../../../src/segments/validity/sums-of-squares.ts";

type Index = (points: Points, labels: Int32Array, k: number) => number;

const comparing: readonly (readonly [string, Index])[] = [
  ["calinskiHarabasz", calinskiHarabasz],
  ["daviesBouldin", daviesBouldin],
  ["dunnIndex", dunnIndex],
  ["averageDunnIndex", averageDunnIndex],
  ["pearsonGamma", pearsonGamma],
];
const indices: readonly (readonly [string, Index])[] = [...comparing, ["silhouette", silhouette]];

// Two points near 0 and three near 11, numbered with gaps.
const points = fromRows([[0], [3], [10], [11], [13]], 1);
const labels = Int32Array.of(1, 1, 3, 3, 3);

/** Points of the plane with whole coordinates, and labels under which clusters 0 and 1 have points. */
const labelled = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.nat(2)), {
    minLength: 3,
    maxLength: 20,
  })
  .map((drawn) => ({
    rows: drawn.map(([x, y]) => [x, y]),
    labels: Int32Array.from(drawn, ([, , label], i) => (i < 2 ? i : label)),
  }));

describe.each(indices)("%s", (_, index) => {
  it("sees neither the numbering, nor where points lie, nor how they are turned, nor the unit", () => {
    fc.assert(
      fc.property(labelled, ({ rows, labels }) => {
        const value = index(fromRows(rows, 2), labels, 3);
        const moved = rows.map(([x, y]) => [5 - 2 * y, 2 * x + 7]);
        const renumbered = labels.map((label) => [3, 0, 1][label]);
        expectSame(index(fromRows(moved, 2), renumbered, 4), value);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(comparing)("%s", (name, index) => {
  it("needs two clusters with points", () => {
    expect(() => index(points, new Int32Array(5), 2)).toThrow(
      `${name}: clusters are compared, and 1 has points; needed 2 or more`,
    );
  });
});

describe("sumsOfSquares", () => {
  it("splits the scatter into what clusters leave and what they explain", () => {
    const { within, between, total } = sumsOfSquares(points, labels, 4);
    expectSame(within, [0, 9 / 2, 0, 14 / 3]);
    expectSame(total, 125.2);
    expectSame(between, 125.2 - 55 / 6);
  });

  it("leaves exactly nothing of points that are the same, however many", () => {
    const same = fromRows(
      Array.from({ length: 7 }, (_, i) => (i < 3 ? [0.1, 1e9 + 0.3] : [0.7, -0.2])),
      2,
    );
    expect([...sumsOfSquares(same, Int32Array.of(0, 0, 0, 1, 1, 1, 1), 2).within]).toEqual([0, 0]);
  });
});

describe("calinskiHarabasz", () => {
  it("is between over within, per degree of freedom", () => {
    expectSame(calinskiHarabasz(points, labels, 4), (125.2 - 55 / 6) / (55 / 6 / 3));
  });

  it("is 1 where no cluster scatters", () => {
    expect(calinskiHarabasz(fromRows([[1], [1], [4]], 1), Int32Array.of(0, 0, 1), 2)).toBe(1);
  });
});

describe("daviesBouldin", () => {
  it("averages how much clusters are like the one most like them", () => {
    expectSame(daviesBouldin(points, labels, 4), 47 / 177);
    // A third cluster, alone at 40, is most like the one near 11.
    const three = fromRows([[0], [3], [10], [11], [13], [40]], 1);
    const far = 10 / 9 / (40 - 34 / 3);
    expectSame(
      daviesBouldin(three, Int32Array.of(0, 0, 1, 1, 1, 2), 3),
      (2 * (47 / 177) + Math.max(far, 1.5 / 38.5)) / 3,
    );
  });

  it("compares no clusters with the same mean, and is 0 where none scatters", () => {
    expect(daviesBouldin(fromRows([[-1], [1], [-2], [2]], 1), Int32Array.of(0, 0, 1, 1), 2)).toBe(0);
    expect(daviesBouldin(fromRows([[1], [1], [4]], 1), Int32Array.of(0, 0, 1), 2)).toBe(0);
  });
});

describe("dunnIndex and averageDunnIndex", () => {
  it("take the nearest clusters for the widest one", () => {
    expectSame(dunnIndex(points, labels, 4), 7 / 3);
    expectSame(averageDunnIndex(points, labels, 4), 59 / 6 / 3);
  });

  it("are 0 where clusters coincide, and infinite where only points of the same cluster do", () => {
    const coinciding = fromRows([[1], [1], [1], [1]], 1);
    const apart = fromRows([[1], [1], [4]], 1);
    for (const index of [dunnIndex, averageDunnIndex]) {
      expect(index(coinciding, Int32Array.of(0, 0, 1, 1), 2)).toBe(0);
      expect(index(apart, Int32Array.of(0, 0, 1), 2)).toBe(Number.POSITIVE_INFINITY);
    }
  });
});

describe("pearsonGamma", () => {
  it("correlates distances with whether clusters differ", () => {
    // Distances 3 within; 10 and 7 across.
    const three = fromRows([[0], [3], [10]], 1);
    expectSame(
      pearsonGamma(three, Int32Array.of(0, 0, 1), 2),
      (17 - 20 * (2 / 3)) / Math.sqrt((158 - 400 / 3) * (2 / 3)),
    );
  });

  it("is 0 where everyone is alone or all distances are the same", () => {
    expect(pearsonGamma(points, Int32Array.of(0, 1, 2, 3, 4), 5)).toBe(0);
    expect(pearsonGamma(fromRows([[1], [1], [1]], 1), Int32Array.of(0, 0, 1), 2)).toBe(0);
  });
});

/** The same up to rounding, infinities and all. */
function expectSame(found: number | Float64Array, expected: number | number[]) {
  const [a, b] = [found, expected].map((value) => (typeof value === "number" ? [value] : [...value]));
  expect(a.length).toBe(b.length);
  for (const [i, value] of a.entries()) {
    if (Number.isFinite(b[i])) expect(Math.abs(value - b[i]) / Math.max(1, Math.abs(b[i]))).toBeLessThan(1e-11);
    else expect(value).toBe(b[i]);
  }
}
