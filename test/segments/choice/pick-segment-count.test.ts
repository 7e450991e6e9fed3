import { describe, expect, it } from "vitest";
import { pickSegmentCount } from "../../../src/segments/choice/pick-segment-count.ts";
import { candidate } from "./candidate-builder.ts";

const telling = (eta2: number, se = 0.02) => ({ revenue: { eta2, se } });

describe("pickSegmentCount", () => {
  it("takes the largest number that tells of revenue within one standard error of the best", () => {
    const candidates = [
      candidate(2, telling(0.1)),
      candidate(3, telling(0.21, 0.03)), // the best
      candidate(4, telling(0.185, 0.001)), // .025 below: within the best's error, far from its own
      candidate(5, telling(0.179, 0.1)), // .031 below: out, however unsure it is itself
      candidate(6, telling(0.3), ["time"]),
    ];
    expect(pickSegmentCount(candidates)).toEqual({
      k: 4,
      verdict: "chosen",
      reason: {
        en: "4 is the largest number of segments that come back and tell as much of later revenue as any (eta² 0.185, best 0.210 ± 0.030; weakest Jaccard 0.90, prediction strength 0.85)",
        ru: "4 — наибольшее число воспроизводимых сегментов, связанных с будущей выручкой не слабее прочих (эта² 0,185, лучшее 0,210 ± 0,030; наименьший коэффициент Жаккара 0,90, предсказательная сила 0,85)",
      },
    });
  });

  it("counts the standard error of the best among those that meet the demands only", () => {
    const candidates = [candidate(2, telling(0.2, 0.01)), candidate(3, telling(0.5, 0.4), ["jaccard"])];
    expect(pickSegmentCount(candidates)).toMatchObject({ k: 2, verdict: "chosen" });
  });

  it("is exact at the edge of one standard error", () => {
    expect(pickSegmentCount([candidate(2, telling(0.5, 0.25)), candidate(3, telling(0.25))]).k).toBe(3);
    expect(pickSegmentCount([candidate(2, telling(0.5, 0.25)), candidate(3, telling(0.2499))]).k).toBe(2);
  });

  it("takes the largest that meets the demands where revenue is not measured", () => {
    expect(pickSegmentCount([candidate(2), candidate(5), candidate(3), candidate(6, {}, ["size"])])).toEqual({
      k: 5,
      verdict: "chosen",
      reason: {
        en: "5 is the largest number of segments that come back (weakest Jaccard 0.90, prediction strength 0.85)",
        ru: "5 — наибольшее число воспроизводимых сегментов (наименьший коэффициент Жаккара 0,90, предсказательная сила 0,85)",
      },
    });
  });

  it("makes one segment when none meets the demands, and says which came nearest", () => {
    const candidates = [
      candidate(2, { worstJaccard: 0.99 }, ["size", "time"]),
      candidate(3, { worstJaccard: 0.5 }, ["jaccard"]),
      candidate(4, { worstJaccard: 0.6 }, ["jaccard"]),
    ];
    expect(pickSegmentCount(candidates)).toEqual({
      k: 1,
      verdict: "none",
      reason: {
        en: "no number of segments meets all demands, so everybody is in one segment; 4 came nearest (no jaccard)",
        ru: "ни одно число сегментов не отвечает всем требованиям, поэтому сегмент один; ближе всего было 4 (NO jaccard)",
      },
    });
  });
});
