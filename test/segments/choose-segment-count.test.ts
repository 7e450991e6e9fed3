import { describe, expect, it } from "vitest";
import {
  chooseSegmentCount,
  pickSegmentCount,
  type SegmentCountCandidate,
} from "../../src/segments/choose-segment-count.ts";
import { sharedReference } from "./shared-reference.ts";

function candidate(
  k: number,
  silhouette: number,
  worstJaccard: number,
  smallestShare: number,
  ...misses: string[]
): SegmentCountCandidate {
  return {
    k,
    silhouette,
    worstJaccard,
    smallestShare,
    meanJaccard: worstJaccard,
    meanInertia: 1,
    misses: misses.map((en) => ({ en, ru: en.toUpperCase() })),
  };
}

describe("pickSegmentCount", () => {
  it("takes the largest number that is separated about as well as the best", () => {
    const candidates = [candidate(2, 0.5, 0.99, 0.3), candidate(3, 0.46, 0.9, 0.2), candidate(4, 0.44, 0.8, 0.1)];
    expect(pickSegmentCount(candidates, 0.05)).toEqual({
      k: 3,
      verdict: "chosen",
      reason: {
        en: "3 is the largest number of reproducible segments as well separated as any (silhouette 0.46, best 0.50; weakest Jaccard 0.90)",
        ru: "3 — наибольшее число воспроизводимых сегментов, разделённых не хуже прочих (силуэт 0,46, лучший 0,50; наименьший коэффициент Жаккара 0,90)",
      },
    });
  });

  it("leaves out those that miss a demand", () => {
    const candidates = [candidate(2, 0.3, 0.9, 0.3), candidate(3, 0.6, 0.7, 0.2, "weakest Jaccard 0.70, needed 0.75")];
    expect(pickSegmentCount(candidates, 0.05)).toMatchObject({ k: 2, verdict: "chosen" });
  });

  it("takes the most reproducible of those with large enough segments when none meets all demands", () => {
    const small = candidate(2, 0.6, 0.99, 0.01, "smallest segment 1.0 % of customers, needed 5.0 %");
    const shaky = candidate(3, 0.4, 0.6, 0.2, "weakest Jaccard 0.60, needed 0.75");
    const shakier = candidate(4, 0.5, 0.5, 0.2, "weakest Jaccard 0.50, needed 0.75");
    expect(pickSegmentCount([small, shaky, shakier], 0.05)).toEqual({
      k: 3,
      verdict: "unstable",
      reason: {
        en: "no number of segments meets all demands; 3 comes nearest (weakest Jaccard 0.60, needed 0.75)",
        ru: "ни одно число сегментов не отвечает всем требованиям; ближе всего 3 (WEAKEST JACCARD 0.60, NEEDED 0.75)",
      },
    });
    expect(pickSegmentCount([small], 0.05)).toMatchObject({ k: 2, verdict: "unstable" });
  });
});

describe("chooseSegmentCount", () => {
  const { points, cases } = sharedReference("clustering", "kmeans+internal");
  const demands = { k: { min: 2, max: 6 }, minShare: 0.05, restarts: 5, seed: 7, minJaccard: 0.75 };

  it.skipIf(cases.length === 0).each([
    ["blobs", 4], // prediction strength and gap of R say 4
    ["rfm", 4], // prediction strength and gap of R say 4
  ])("finds the groups planted in %s", async (name, k) => {
    expect(await chooseSegmentCount(points(name), demands)).toMatchObject({ k, verdict: "chosen", bootstraps: 20 });
  });

  it.skipIf(cases.length === 0)("tries no more segments than the smallest share leaves room for", async () => {
    const { candidates } = await chooseSegmentCount(points("rfm"), { ...demands, minShare: 0.3 });
    expect(candidates.map(({ k }) => k)).toEqual([2, 3]);
  });
});
