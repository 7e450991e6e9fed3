import { describe, expect, it } from "vitest";
import { isoDate } from "../../../src/math/calendar.ts";
import { createRandom } from "../../../src/math/random.ts";
import { type ChoiceContext, chooseSegmentCount } from "../../../src/segments/choice/choose-segment-count.ts";
import { segmentCount } from "../../../src/segments/choice/segment-count.ts";
import { fromRows, type Points } from "../../../src/segments/points.ts";
import { kernel } from "../engines.ts";
import { sharedReference } from "../shared-reference.ts";

const demands = {
  k: { min: 2, max: 6 },
  minShare: 0.05,
  minCustomers: 100,
  restarts: 5,
  seed: 7,
  minJaccard: 0.75,
  minPredictionStrength: 0.8,
  bootstraps: 40,
};

async function choose(points: Points, settings: Parameters<typeof chooseSegmentCount>[2], context?: ChoiceContext) {
  return (await chooseSegmentCount(kernel, points, settings, context)).choice;
}

/** Four round groups of unequal size in three dimensions, at least `separation` standard deviations apart. */
function fourGroups(n: number, separation: number, seed: number): Points {
  const random = createRandom(seed);
  const centres = [
    [0, 0, 0],
    [separation, 0, 0],
    [0, separation, 0],
    [0, 0, separation],
  ];
  const rows = Array.from({ length: n }, () => {
    const centre = centres[[0, 0, 0, 1, 1, 2, 2, 3][random.below(8)]];
    return centre.map((coordinate) => coordinate + random.normal());
  });
  return fromRows(rows, 3);
}

describe("chooseSegmentCount", () => {
  const { points, cases } = sharedReference("clustering", "kmeans+internal");

  it.skipIf(cases.length === 0).each([
    ["blobs", 4], // prediction strength and gap of R say 4
    ["rfm", 4], // prediction strength and gap of R say 4
  ])("finds the groups planted in %s", async (name, k) => {
    expect(await choose(points(name), demands)).toMatchObject({ k, verdict: "chosen", kind: "natural" });
  });

  it.skipIf(cases.length === 0)("tries no more segments than the smallest share leaves room for", async () => {
    const { candidates } = await choose(points("rfm"), { ...demands, minShare: 0.3 });
    expect(candidates.map(({ k }) => k)).toEqual([2, 3]);
  });

  it("finds four groups three standard deviations apart, calls them natural, and can be saved", async () => {
    const choice = await choose(fourGroups(800, 4, 1), demands);
    expect(choice).toMatchObject({ k: 4, verdict: "chosen", kind: "natural", rows: 800, bootstraps: 40 });
    expect(choice.candidates.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6]);
    expect(segmentCount.parse(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  });

  it("calls the halves of one long cloud a useful cut and nothing more", async () => {
    const random = createRandom(2);
    const cloud = fromRows(
      Array.from({ length: 600 }, () => [4 * random.normal(), random.normal()]),
      2,
    );
    const choice = await choose(cloud, { ...demands, k: 2 });
    expect(choice).toMatchObject({ k: 2, verdict: "fixed", kind: "reproducible", candidates: [{ misses: [] }] });
  });

  it("obeys a fixed number, tells what it misses and calls it unstable", async () => {
    const { k, verdict, kind, candidates } = await choose(fourGroups(800, 4, 1), { ...demands, k: 6 });
    expect({ k, verdict, kind }).toEqual({ k: 6, verdict: "fixed", kind: "unstable" });
    expect(candidates[0].misses.map(({ demand }) => demand)).toContain("prediction strength");
  });

  it("judges by past windows when there are some, and hands their pairs on", async () => {
    const day = isoDate.parse("2025-01-01");
    const hindsight = async (k: number) => ({
      pairs: [0.95, k === 4 ? 0.5 : 0.9].map((ari) => ({ fittedAsOf: day, refittedAsOf: day, customers: 800, ari })),
      revenue: { eta2: k / 10, se: 0.05 },
    });
    const settings = { ...demands, k: { min: 3, max: 4 } };
    const { choice, pairs } = await chooseSegmentCount(kernel, fourGroups(800, 4, 1), settings, { hindsight });
    expect(choice).toMatchObject({ k: 3, verdict: "chosen" });
    expect(choice.candidates[1]).toMatchObject({ timeAri: 0.5, revenue: { eta2: 0.4, se: 0.05 } });
    expect(choice.candidates[1].misses.map(({ demand }) => demand)).toEqual(["time"]);
    expect(pairs.map(({ ari }) => ari)).toEqual([0.95, 0.9]);
  });

  it("makes one segment of customers who do not differ, and judges nothing", async () => {
    const alike = await choose(fromRows([[1], [1], [1]], 1), demands);
    expect(alike).toMatchObject({ k: 1, verdict: "single", kind: null, candidates: [], bootstraps: 0 });
    const points = fromRows([[1], [2]], 1);
    expect(await choose(points, { ...demands, minShare: 0 })).toMatchObject({ k: 1, verdict: "none" });
  });
});
