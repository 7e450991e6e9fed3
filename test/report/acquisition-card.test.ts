import { describe, expect, it } from "vitest";
import type { AcquisitionEfficiency, AcquisitionResult } from "../../src/metrics/acquisition-result.ts";
import { budgetCard } from "../../src/report/acquisition-budget-card.ts";
import { acquisitionCard } from "../../src/report/acquisition-card.ts";
import { englishWordsIn } from "./english-words.ts";

const eur = { code: "EUR", digits: 2 };

function group(key: string, rest: Partial<AcquisitionEfficiency> = {}): AcquisitionEfficiency {
  return {
    ...{ key, from: "2024-01-01", until: "2024-03-01", newcomers: 2, cost: 160, cac: 80, revenue: 95, margin: null },
    ...{ lifetimeValue: null, roi: 0.1875, expectedRoi: null, payback: { months: 4, newcomers: 1 }, seenMonths: 4 },
    ...rest,
  };
}

const reason = { en: "too few levels", ru: "слишком мало уровней" };
const curve = { shape: "hyperbolic", scale: 120, bend: 300 } as const;
const done = {
  status: "done",
  value: "revenue",
  horizonDays: null,
  base: group("all"),
  channels: [group("Поиск"), group("ТВ", { payback: null, roi: -0.5833, seenMonths: 3 })],
  cohorts: [group("2024-01"), group("2024-02", { roi: null, cost: 0, payback: null })],
  budget: {
    ...{ status: "done", total: 930, usualOutcome: 126, outcome: 128, marginal: 0.04 },
    caution: { en: "Try it first.", ru: "Сначала проверьте." },
    leftOut: [{ channel: "Ярмарка", reason }],
    channels: [
      {
        ...{ channel: "Поиск", usualSpend: 680, spend: 644.37, range: [600, 700], usualOutcome: 83, outcome: 82 },
        ...{ marginal: 0.04, bound: "none", curve, r2: 1, months: 5, cautions: [] },
      },
      {
        ...{ channel: "ТВ", usualSpend: 250, spend: 285.63, range: [250, 300], usualOutcome: 43, outcome: 46 },
        ...{ marginal: 0, bound: "upper", curve, r2: 0.9, months: 5, cautions: [reason] },
      },
    ],
  },
} satisfies AcquisitionResult;

function modelOf(acquisition: AcquisitionResult, language: "en" | "ru" = "en") {
  return { acquisition, language, currency: eur };
}

/** The texts of a table, without what stands below them. */
function rowsOf({ table }: ReturnType<typeof acquisitionCard>) {
  return table?.rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.text)));
}

describe("acquisitionCard", () => {
  it("shows everyone, channels, then cohorts, the newest first", () => {
    const card = acquisitionCard(modelOf(done));
    expect(card.answer).toBe(
      "A new customer costs 80.00\u00a0EUR on average. It comes back within 4 months of the first order.",
    );
    expect(rowsOf(card)).toEqual([
      ["All newcomers", "2", "160.00", "80.00", "95.00", "18.8%", "4 months"],
      ["Поиск", "2", "160.00", "80.00", "95.00", "18.8%", "4 months"],
      ["ТВ", "2", "160.00", "80.00", "95.00", "−58.3%", "–"],
      ["Feb 2024", "2", "0.00", "80.00", "95.00", "–", "–"],
      ["Jan 2024", "2", "160.00", "80.00", "95.00", "18.8%", "4 months"],
    ]);
    expect(card.table?.rows[1].at(-1)).toMatchObject({ detail: "1 of 2 seen for so long" });
    expect(card.table?.rows[2].at(-1)).toMatchObject({ detail: "not within 3 months" });
    expect(card.table?.rows[3].at(-1)).toBe("–");
  });

  it("has the columns of margin and forecast where there are any", () => {
    const forecast = { margin: 40, lifetimeValue: 120, expectedRoi: 0.5 };
    const card = acquisitionCard(modelOf({ ...done, value: "margin", horizonDays: 90, base: group("all", forecast) }));
    expect(rowsOf(card)?.slice(0, 2)).toEqual([
      ["All newcomers", "2", "160.00", "80.00", "95.00", "40.00", "120.00", "18.8%", "50.0%", "4 months"],
      ["Поиск", "2", "160.00", "80.00", "95.00", "–", "–", "18.8%", "–", "4 months"],
    ]);
    expect(card.table?.columns.map(({ meaning }) => meaning)).toContain(
      "revenue so far and the forecast of the next 90 days",
    );
    expect(card.note).toContain("(margin − cost) ÷ cost");
  });
});

describe("budgetCard", () => {
  it("shows the advice with what one more customer would cost, and the channels left out", () => {
    const card = budgetCard(modelOf(done));
    expect(card.answer).toContain("126.0 → 128.0 (+1.6%)");
    expect(rowsOf(card)).toEqual([
      ["Поиск", "680.00", "644.37", "600.00 to 700.00", "83.0 → 82.0", "25", "1.00"],
      ["ТВ", "250.00", "285.63", "250.00 to 300.00", "43.0 → 46.0", "–", "0.90"],
      ["Ярмарка", "–", "–", "–", "–", "–", "–"],
    ]);
    expect(card.table?.rows[1][0]).toMatchObject({ detail: "Too few levels." });
    expect(card.table?.rows[1][2]).toMatchObject({ detail: "at its upper bound" });
    expect(card.table?.rows[2][0]).toMatchObject({ detail: "left out: too few levels" });
  });

  it("names every channel when there is no advice", () => {
    const { leftOut } = done.budget;
    const card = budgetCard(modelOf({ ...done, budget: { status: "refused", reason, leftOut } }));
    expect(card.answer).toBe("Refused: too few levels.");
    expect(rowsOf(card)?.map(([channel]) => channel)).toEqual(["Ярмарка"]);
  });
});

const refusedBudget: AcquisitionResult = { ...done, budget: { status: "refused", reason, leftOut: [] } };
const forecast: AcquisitionResult = {
  ...{ ...done, value: "margin", horizonDays: 90 },
  base: group("all", { margin: 40, lifetimeValue: 120, expectedRoi: 0.5 }),
};

it.each<[string, AcquisitionResult]>([
  ["advice", done],
  ["margin and forecast", forecast],
  ["a refused budget", refusedBudget],
  ["nothing at all", { status: "refused", reason }],
])("has no English words in Russian, with %s", (_, acquisition) => {
  for (const { question, answer, note = "", table } of [
    acquisitionCard(modelOf(acquisition, "ru")),
    budgetCard(modelOf(acquisition, "ru")),
  ]) {
    const headings = table?.columns.flatMap(({ heading, meaning = "" }) => [heading, meaning]) ?? [];
    const cells = table?.rows
      .flat()
      .map((cell) => (typeof cell === "string" ? cell : `${cell.text} ${cell.detail ?? ""}`));
    const words = [question, answer, note, ...headings, ...(cells ?? [])].join(" ");
    expect(words).toMatch(/[а-яё]/);
    expect(englishWordsIn(words)).toEqual([]);
    expect(words).not.toContain("undefined");
  }
});
