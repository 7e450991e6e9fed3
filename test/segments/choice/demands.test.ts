import { describe, expect, it } from "vitest";
import { missesOf } from "../../../src/segments/choice/demands.ts";
import type { SegmentCountCandidate } from "../../../src/segments/choice/segment-count.ts";
import { candidate } from "./candidate-builder.ts";

const demands = { minShare: 0.05, minCustomers: 100, minJaccard: 0.75, minPredictionStrength: 0.8 };
const base = { customers: 5000, largest: 10 };

function missed(changes: Partial<SegmentCountCandidate>, { customers, largest } = base): string[] {
  return missesOf(candidate(4, changes), demands, { customers, largest }).map(({ sentence }) => sentence.en);
}

describe("missesOf", () => {
  it("is met at the edge of every demand", () => {
    expect(missed({ smallestShare: 0.05, worstJaccard: 0.75, predictionStrength: 0.8, timeAri: 0.6 })).toEqual([]);
  });

  it("names what was found and needed, in the order of the demands", () => {
    const misses = missesOf(
      candidate(4, { smallestShare: 0.049, worstJaccard: 0.74, predictionStrength: 0.7999, timeAri: 0.59 }),
      demands,
      base,
    );
    expect(misses.map(({ demand }) => demand)).toEqual(["size", "jaccard", "prediction strength", "time"]);
    expect(misses.map(({ sentence }) => sentence.en)).toEqual([
      "smallest segment 4.9% of customers, needed 5.0%",
      "weakest Jaccard 0.74, needed 0.75",
      "prediction strength 0.79, needed 0.80", // never "0.80, needed 0.80"
      "smallest ARI of neighbouring windows 0.59, needed 0.60",
    ]);
    expect(misses[1].sentence.ru).toBe("наименьший коэффициент Жаккара 0,74, нужно 0,75");
  });

  it("asks for a number of customers only where the largest number of segments could have as many each", () => {
    expect(missed({ smallestShare: 0.06 }, { customers: 1000, largest: 10 })).toEqual([
      "smallest segment 60 customers, needed 100",
    ]);
    expect(missed({ smallestShare: 0.1 }, { customers: 1000, largest: 10 })).toEqual([]);
    expect(missed({ smallestShare: 0.06 }, { customers: 999, largest: 10 })).toEqual([]);
  });

  it("does not hold against a number what was not measured", () => {
    expect(missed({ timeAri: null })).toEqual([]);
  });
});
