import { describe, expect, it } from "vitest";
import type { FeatureFamily } from "../../src/features/feature-table.ts";
import { nameSegments } from "../../src/segments/name-segments.ts";
import type { Contrast } from "../../src/segments/segment-contrasts.ts";
import { category, number } from "./feature-tables.ts";

type Ends = readonly [high: string, low: string];

function contrast(family: FeatureFamily, en: Ends, ru: Ends, standardised: number[]): Contrast {
  const said = ([high, low]: Ends) => ({ title: "", high, low });
  const feature = { ...number(en[0], [], family), words: { en: said(en), ru: said(ru) } };
  return { feature, level: undefined, standardised: Float64Array.from(standardised) };
}

const often: [Ends, Ends] = [
  ["frequent buyers", "rare buyers"],
  ["покупают часто", "покупают редко"],
];
const big: [Ends, Ends] = [
  ["big baskets", "small baskets"],
  ["крупный чек", "небольшой чек"],
];
const steady: [Ends, Ends] = [
  ["steady rhythm", "irregular"],
  ["регулярно", "нерегулярно"],
];

const frequency = contrast("frequency", ...often, [1.9, -0.8, 0.4]);
const rhythm = contrast("frequency", ...steady, [1.8, -0.7, 0]);
const baskets = contrast("monetary", ...big, [0.6, 0.2, -0.4]);

describe("nameSegments", () => {
  it("takes the strongest contrast and the strongest of another family", () => {
    expect(nameSegments([frequency, rhythm, baskets], 3)).toEqual([
      { en: "Frequent buyers, big baskets", ru: "Покупают часто, крупный чек" },
      { en: "Rare buyers, irregular", ru: "Покупают редко, нерегулярно" },
      { en: "Average customers", ru: "Обычные клиенты" },
    ]);
  });

  it("adds a third contrast, then a number, where names would be the same", () => {
    const both = contrast("frequency", ...often, [2, 2, 2]);
    const paid = contrast("monetary", ...big, [1, 1, 1]);
    const lapsing = contrast("recency", ["long away", "here lately"], ["давно не были", "были недавно"], [0, -0.7, 0]);
    expect(nameSegments([both, paid, lapsing], 3)).toEqual([
      { en: "Frequent buyers, big baskets", ru: "Покупают часто, крупный чек" },
      { en: "Frequent buyers, big baskets, here lately", ru: "Покупают часто, крупный чек, были недавно" },
      { en: "Frequent buyers, big baskets 2", ru: "Покупают часто, крупный чек 2" },
    ]);
  });

  it("tells apart in each language what another language calls by the same words", () => {
    const one = contrast("frequency", ["loyal", ""], ["верные", ""], [1, 0]);
    const other = contrast("recency", ["devoted", ""], ["верные", ""], [0, 1]);
    expect(nameSegments([one, other], 2)).toEqual([
      { en: "Loyal", ru: "Верные" },
      { en: "Devoted", ru: "Верные 2" },
    ]);
  });

  it("names levels, in guillemets where they would be declined, but not what is other or unknown", () => {
    const city = category("city", ["graz", "ulm"]);
    const from = (level: string, standardised: number[]) => ({
      feature: city,
      level,
      standardised: Float64Array.from(standardised),
    });
    expect(nameSegments([from("graz", [0.9, -0.9]), from("other", [3, 3])], 2)).toEqual([
      { en: "Mostly graz", ru: "В основном «graz»" },
      { en: "Rarely graz", ru: "Редко «graz»" },
    ]);
  });
});
