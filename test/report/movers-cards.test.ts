import { describe, expect, it } from "vitest";
import { nextSegmentsCard } from "../../src/report/next-segments-card.ts";
import { rulesCard } from "../../src/report/rules-card.ts";
import { sampleReport } from "./report-model-builder.ts";

const reason = { en: "there is no event log", ru: "нет журнала событий" };

describe("the card of rules of transition", () => {
  it("tells the rule with most movers beyond the average first, and every rule with its interval", () => {
    const card = rulesCard(sampleReport());
    expect(card.answer).toBe(
      "6 rules of the 7 found held in the window after. The one with most movers beyond the average: 6 · bargain hunters, by email → 5 · returners of large baskets; customers with average order below 40 and orders 5 or more move there 6.1 times as often as all of the segment.",
    );
    // Covered 200, 190, …, 150 customers, of whom 5 % more move than of all at a lift of 2: the sixth leads with 38.
    expect(card.strongest.map(({ origin }) => origin)).toEqual(["s6", "s5", "s4", "s3", "s2", "s1"]);
    expect(card.table?.rows[5].slice(2)).toEqual([
      "average order below 40 and orders 5 or more",
      { text: "6.1", detail: "4.9 to 7.6" },
      { text: "30.5%", detail: "of all 5.0%", tint: expect.closeTo(0.305, 10) },
      "not known",
    ]);
    expect(card.code?.pieces).toHaveLength(6);
    expect(`${card.answer} ${card.note}`).not.toMatch(/because|cause|due to|leads to/);
  });

  it("says so where nothing was found, nothing held, or nothing could be looked for", () => {
    const { rules } = sampleReport();
    const answer = (found: number) =>
      rulesCard(sampleReport({ rules: { ...rules, found, rules: [] } as typeof rules }));
    expect(answer(0).answer).toContain("No rule was found");
    expect(answer(2).answer).toBe("None of the 2 rules found held in the window after.");
    expect(answer(2)).not.toHaveProperty("table");
    expect(rulesCard(sampleReport({ rules: { status: "refused", reason } })).answer).toBe(
      "Refused: there is no event log.",
    );
  });
});

describe("the card of next segments", () => {
  it("says how many are expected to fall and to rise, which column tells them, and how far off such chances were", () => {
    const card = nextSegmentsCard(sampleReport());
    expect(card.answer).toContain("sort by fall_probability or rise_probability");
    expect(card.answer).toContain("In the moves after 1 Dec 2025, which they were not learned from");
    expect(card.answer).toContain("off by 1.2 points on average");
    expect(card.table?.rows[0].slice(1, 5)).toEqual([
      "412",
      { text: "363", detail: "88.0%", tint: expect.closeTo(0.88, 10) },
      { text: "49", detail: "12.0%", tint: expect.closeTo(0.12, 10) },
      { text: "0", detail: "0.0%", tint: 0 },
    ]);
    expect(card.table?.rows.at(-1)?.slice(-2)).toEqual(["–", "–"]);
  });

  it("tells moves only where states have no values", () => {
    const { nextSegments } = sampleReport();
    if (nextSegments.status === "refused") throw new Error("the sample has chances");
    const states = nextSegments.states.map((state) => ({ ...state, falls: null, rises: null, calibrationError: null }));
    const card = nextSegmentsCard(sampleReport({ nextSegments: { ...nextSegments, isOrdered: false, states } }));
    expect(card.answer).toMatch(/in another segment one window later.*sort by move_probability.*the segment alone/);
    expect(card.table?.columns.map(({ heading }) => heading)).toContain("Move");
    expect(card.table?.columns.map(({ heading }) => heading)).not.toContain("Fall");
  });
});
