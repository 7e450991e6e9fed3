import { describe, expect, it } from "vitest";
import type { FeatureFamily } from "../../src/features/feature-table.ts";
import { nameSegments } from "../../src/segments/name-segments.ts";
import type { Contrast } from "../../src/segments/segment-contrasts.ts";
import { category, number } from "./feature-tables.ts";

function contrast(family: FeatureFamily, high: string, low: string, standardised: number[]): Contrast {
  const feature = { ...number(high, [], family), words: { high, low } };
  return { feature, level: undefined, standardised: Float64Array.from(standardised) };
}

const frequency = contrast("frequency", "frequent buyers", "rare buyers", [1.9, -0.8, 0.4]);
const rhythm = contrast("frequency", "steady rhythm", "irregular", [1.8, -0.7, 0]);
const baskets = contrast("monetary", "big baskets", "small baskets", [0.6, 0.2, -0.4]);

describe("nameSegments", () => {
  it("takes the strongest contrast and the strongest of another family", () => {
    expect(nameSegments([frequency, rhythm, baskets], 3)).toEqual([
      "Frequent buyers, big baskets",
      "Rare buyers, irregular",
      "Average customers",
    ]);
  });

  it("adds a third contrast, then a number, where names would be the same", () => {
    const both = contrast("frequency", "frequent buyers", "rare buyers", [2, 2, 2]);
    const paid = contrast("monetary", "big baskets", "small baskets", [1, 1, 1]);
    const lapsing = contrast("recency", "long away", "here lately", [0, -0.7, 0]);
    expect(nameSegments([both, paid, lapsing], 3)).toEqual([
      "Frequent buyers, big baskets",
      "Frequent buyers, big baskets, here lately",
      "Frequent buyers, big baskets 2",
    ]);
  });

  it("names levels, but not what is other or unknown", () => {
    const city = category("city", ["graz", "ulm"]);
    const from = (level: string, standardised: number[]) => ({
      feature: city,
      level,
      standardised: Float64Array.from(standardised),
    });
    expect(nameSegments([from("graz", [0.9, -0.9]), from("other", [3, 3])], 2)).toEqual(["Mostly graz", "Rarely graz"]);
  });
});
