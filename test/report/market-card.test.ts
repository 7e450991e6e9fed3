import { describe, expect, it } from "vitest";
import type { MarketPosition, MarketResult } from "../../src/metrics/market-result.ts";
import { marketCard } from "../../src/report/market-card.ts";
import { englishWordsIn } from "./english-words.ts";

function position(category: string, rest: Partial<MarketPosition> = {}): MarketPosition {
  return {
    ...{ category, from: "2024-02-01", until: "2024-02-29", revenue: 31, size: 310, share: 0.1, withoutShare: null },
    ...{ shareChange: null, priceIndex: null, pricePosition: null },
    ...rest,
  };
}

const withoutShare = { en: "the size of the market is not known", ru: "объём рынка не указан" };
const done = {
  status: "done",
  positions: [
    position("кружки", { revenue: 12.5, size: null, share: null, withoutShare, pricePosition: 1.0004 }),
    position("мёд", { share: 0.004, shareChange: -0.0151, pricePosition: 0.95 }),
    position("чай", { from: "2024-01-01", until: "2024-01-31", share: 0.9, pricePosition: 3 }),
    position("чай", { shareChange: 0.021, pricePosition: 1.25 }),
  ],
  guestsLeftOut: false,
} satisfies MarketResult;

function cardOf(market: MarketResult, language: "en" | "ru" = "en") {
  return marketCard({ market, language, currency: { code: "EUR", digits: 2 } });
}

describe("marketCard", () => {
  it("shows the latest period of each category, the largest share first", () => {
    const card = cardOf(done);
    const cells = card?.table?.rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.text)));
    const period = "1 Feb 2024 to 29 Feb 2024";
    expect(cells).toEqual([
      ["чай", period, "31.00", "310.00", "10.0%", "1.25"],
      ["мёд", period, "31.00", "310.00", "0.4%", "0.95"],
      ["кружки", period, "12.50", "–", "–", "1.00"],
    ]);
    const details = card?.table?.rows.map((row) =>
      row.slice(4).map((cell) => (typeof cell === "string" ? "" : cell.detail)),
    );
    expect(details).toEqual([
      ["+2.1 points on the period before", "25.0% above competitors"],
      ["−1.5 points on the period before", "5.0% below competitors"],
      ["the size of the market is not known", "the same as competitors'"],
    ]);
  });

  it("names the largest share and where prices are highest", () => {
    expect(cardOf(done)?.answer).toBe(
      'Our share is largest in "чай" with 10.0% of the market. Compared with the market, our prices are highest in "чай": 25.0% above competitors.',
    );
    const sizes = { ...done, positions: done.positions.slice(0, 2) };
    expect(cardOf(sizes)?.answer).toBe(
      'Our share is largest in "мёд" with 0.4% of the market. Compared with the market, our prices are highest in "кружки": the same as competitors\'.',
    );
  });

  it("says what is not known, and that guests are left out", () => {
    const positions = [position("чай", { share: null, withoutShare })];
    const card = cardOf({ status: "done", positions, guestsLeftOut: true });
    expect(card?.answer).toBe("No share of a market is known. Nothing is known of competitors' prices.");
    expect(card?.note).toMatch(/Sales without a customer are left out, so the shares are too low\.$/);
  });

  it("is not there without a table", () => {
    expect(cardOf({ status: "refused", reason: withoutShare })).toBeUndefined();
  });

  it("has no English words in Russian", () => {
    for (const positions of [done.positions, [position("чай", { share: null, withoutShare })]]) {
      const card = cardOf({ status: "done", positions, guestsLeftOut: true }, "ru");
      const headings = card?.table?.columns.flatMap(({ heading, meaning }) => [heading, meaning]) ?? [];
      const cells = card?.table?.rows
        .flat()
        .map((cell) => (typeof cell === "string" ? cell : `${cell.text} ${cell.detail}`));
      const words = [card?.question, card?.answer, card?.note, ...headings, ...(cells ?? [])].join(" ");
      expect(words).toMatch(/[а-яё]/);
      expect(englishWordsIn(words.replaceAll("undefined", ""))).toEqual([]);
    }
  });

  it("reads in Russian like this", () => {
    expect(cardOf(done, "ru")?.answer.replaceAll("\u00a0", " ")).toBe(
      "Наша доля больше всего в категории «чай»: 10,0 % рынка. По сравнению с рынком наши цены выше всего в категории «чай»: на 25,0 % выше, чем у конкурентов.",
    );
  });
});
