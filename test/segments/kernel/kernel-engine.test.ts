import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClusteringEngine, thorough } from "../../../src/segments/clustering-engine.ts";
import { openCrew, openTwin } from "../../../src/segments/kernel/crew.ts";
import { kernelEngine } from "../../../src/segments/kernel/kernel-engine.ts";
import { fromRows, type Points, takePoints } from "../../../src/segments/points.ts";
import { reference } from "../engines.ts";
import { clumps } from "./random-rows.ts";

let engine: ClusteringEngine;
beforeAll(async () => {
  engine = kernelEngine(await openCrew(2));
});
afterAll(() => engine.close());

function points(n: number, d: number, k: number, seed: number): Points {
  return { n, d, values: clumps(n, d, k, seed) };
}

describe("starts, iterations and polish", () => {
  it("give the same bits on 1, 2 and 4 threads and by the twin", async () => {
    const many = points(40_000, 3, 4, 1);
    const few = points(900, 3, 4, 2);
    const twin = kernelEngine(openTwin());
    const options = { restarts: 2, seed: 5 };
    const expected = [await twin.fitKMeans(few, 4, options), await twin.fitKMeans(many, 4, options)];
    for (const threads of [1, 2, 4]) {
      const other = kernelEngine(await openCrew(threads));
      expect([await other.fitKMeans(few, 4, options), await other.fitKMeans(many, 4, options)]).toEqual(expected);
      await other.close();
    }
  });

  it("find planted clumps", async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [(i % 3) * 100 + (i % 7), (i % 3) * -50 + (i % 5)]);
    const { centroids, labels } = await engine.fitKMeans(fromRows(rows, 2), 3, { restarts: 5, seed: 1 });
    expect(new Set(rows.map((_, i) => `${i % 3}${labels[i]}`)).size).toBe(3);
    expect([...centroids.values].filter((_, at) => at % 2 === 0).sort((a, b) => a - b)).toEqual([
      expect.closeTo(3, 1),
      expect.closeTo(103, 1),
      expect.closeTo(203, 1),
    ]);
  });
});

describe("Lloyd's iterations", () => {
  it("end where those of ml-kmeans end", async () => {
    for (const seed of [1, 2, 3]) {
      const own = points(2000, 6, 5, seed);
      const start = takePoints(own, Int32Array.of(0, 1, 2, 3, 4));
      const options = { restarts: 0, seed, init: [start], patience: { ...thorough, polished: false } };
      const [ours, theirs] = [await engine.fitKMeans(own, 5, options), await reference.fitKMeans(own, 5, options)];
      expect(ours.inertia / theirs.inertia).toBeCloseTo(1, 6);
      expect(ours.labels).toEqual(theirs.labels);
      for (const [at, value] of theirs.centroids.values.entries()) {
        expect(Math.abs(ours.centroids.values[at] - value)).toBeLessThan(1e-4);
      }
    }
  });
});

describe("unusual points", () => {
  const cluster = (rows: readonly (readonly number[])[], k: number) =>
    engine.fitKMeans(fromRows(rows, rows[0].length), k, { restarts: 3, seed: 1 });

  it("may be any size", async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [1e6 + (i % 2) * 3e5 + i, i]);
    const { labels, inertia } = await cluster(rows, 2);
    expect(new Set(rows.map((_, i) => `${i % 2}${labels[i]}`)).size).toBe(2);
    const within = (parity: number) => rows.filter((_, i) => i % 2 === parity);
    const expected = [0, 1].reduce((sum, parity) => {
      const own = within(parity);
      return (
        sum +
        [0, 1].reduce((all, j) => {
          const mean = own.reduce((total, row) => total + row[j], 0) / own.length;
          return all + own.reduce((total, row) => total + (row[j] - mean) ** 2, 0);
        }, 0)
      );
    }, 0);
    expect(inertia / expected).toBeCloseTo(1, 3);
  });

  it("make as many clusters as there are different ones", async () => {
    expect((await cluster([[1], [1], [2], [2]], 3)).centroids.n).toBe(2);
    expect(
      await cluster(
        [
          [5, 5],
          [5, 5],
        ],
        2,
      ),
    ).toMatchObject({ centroids: { n: 1 }, inertia: 0 });
    expect((await cluster([[1]], 4)).centroids.n).toBe(1);
  });

  it("have no dimensions at times, and are one cluster", async () => {
    const none = { n: 5, d: 0, values: new Float64Array(0) };
    const { centroids, labels, inertia } = await engine.fitKMeans(none, 2, { restarts: 1, seed: 1 });
    expect({ clusters: centroids.n, labels: [...labels], inertia }).toEqual({
      clusters: 1,
      labels: [0, 0, 0, 0, 0],
      inertia: 0,
    });
  });
});
