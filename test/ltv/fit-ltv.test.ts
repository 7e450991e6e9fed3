import { describe, expect, it } from "vitest";
import { fitLtv, type LtvTask } from "../../src/ltv/fit-ltv.ts";
import { ltvEvaluation } from "../../src/ltv/ltv-evaluation.ts";
import { type LabelledCut, moneyEarned } from "../../src/ltv/protocol/ltv-cut.ts";
import type { EpochDay } from "../../src/math/calendar.ts";
import { firstCut, smallBase } from "./small-base.ts";

const later = (days: number) => (firstCut + days) as EpochDay;

/** One training cut, the test cut a horizon later, and the scores a horizon after that; the same customers in each. */
function task(change: (cut: LabelledCut) => LabelledCut = (cut) => cut, customers = 600): LtvTask {
  const [train, test, score] = [0, 90, 180].map((days) => change(smallBase(customers, 10 + days, later(days))));
  return { trainCuts: [train], testCut: test, scoreTrainCuts: [test], scoreCut: score, seed: 7 };
}

describe("fitLtv", () => {
  it("tests on the honest cut, and scores by a net that learned from it", async () => {
    const shares: number[] = [];
    const result = await fitLtv(task(), (share) => shares.push(share));
    if (result.status === "refused") throw new Error(result.reason.en);
    const { evaluation, scores, model } = result;
    expect(ltvEvaluation.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
    expect(evaluation).toMatchObject({
      testCut: "2024-03-31",
      horizonDays: 90,
      customers: 600,
      champion: "ziln",
      training: { cuts: ["2024-01-01"], rowsUsed: 600 },
      refit: { cuts: ["2024-03-31"] },
      backend: result.backend,
    });
    expect(evaluation.models.map(({ model }) => model)).toEqual(["ziln", "last-period", "textbook"]);
    expect(evaluation.why.en).toMatch(
      /^highest normalised Gini on the honest cut of 2024-03-31: ziln 0\.\d{3}, against last-period 0\.\d{3} and textbook 0\.000$/,
    );
    expect(evaluation.why.ru).toMatch(
      /^лучший нормированный индекс Джини на честной проверке от 31 марта 2024: нейросеть 0,\d{3}; для сравнения: повтор прошлого периода 0,\d{3}, формула из учебника 0,000$/,
    );
    expect(model.kind).toBe("ziln");
    expect([scores.mean, scores.lo, scores.hi, scores.chance].map(({ length }) => length)).toEqual([
      600, 600, 600, 600,
    ]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it("gives the same scores for the same seed", async () => {
    const few = task((cut) => cut, 200);
    expect(await fitLtv(few)).toEqual(await fitLtv(few));
  });

  it("lets a better baseline score, without an interval it does not have", async () => {
    // What was spent in the last period is spent again to the cent, and the columns know nothing of it.
    const result = await fitLtv(
      task((cut) => ({ ...cut, columns: cut.columns.slice(2), label: moneyEarned(cut.history.lastPeriodMinor) }), 200),
    );
    if (result.status === "refused") throw new Error(result.reason.en);
    const { evaluation, scores, model } = result;
    expect(evaluation).toMatchObject({ champion: "last-period", refit: null });
    expect(evaluation.why.en).toMatch(
      /last-period 1\.000, against .*; a baseline gives no interval and no chance of buying$/,
    );
    expect(model).toEqual({ kind: "last-period", horizonDays: 90 });
    expect(scores.mean).toEqual(task(undefined, 200).scoreCut.history.lastPeriodMinor);
    for (const values of [scores.lo, scores.hi, scores.chance]) expect(values.every(Number.isNaN)).toBe(true);
  });

  it("refuses with too little to learn from", async () => {
    expect(await fitLtv({ ...task(), trainCuts: [] })).toEqual({
      status: "refused",
      reason: {
        en: "ltv: too little history: there is no cut to train on whose label window has ended",
        ru: "LTV: история слишком короткая: для обучения нет даты, горизонт после которой уже прошёл",
      },
    });
    expect(await fitLtv(task(undefined, 99))).toEqual({
      status: "refused",
      reason: {
        en: "ltv: too few customers to train on: 99, at least 100 are needed",
        ru: "LTV: для обучения мало клиентов: 99, нужно не меньше 100",
      },
    });
    const oneBuyer = (cut: LabelledCut) => ({ ...cut, label: cut.label.map((_, i) => (i === 5 ? 100 : -3)) });
    expect(await fitLtv(task(oneBuyer))).toEqual({
      status: "refused",
      reason: {
        en: "ltv: too few buyers to train on: 1 of 600 customers brought money within the horizon, at least 30 are needed",
        ru: "LTV: для обучения мало покупателей: за горизонт прогноза выручку принесли 1 из 600 клиентов, нужно не меньше 30",
      },
    });
  });

  it("rejects a label that reaches into what it is tested or scored on", async () => {
    const { testCut, ...rest } = task();
    await expect(fitLtv({ ...rest, testCut: { ...testCut, cut: later(89) } })).rejects.toThrow(
      "ltv: the label window of the cut 2024-01-01 (90 days) ends after 2024-03-30, so the model would see the future",
    );
    await expect(fitLtv({ ...rest, testCut: { ...testCut, cut: later(91) } })).rejects.toThrow(
      "ltv: the label window of the cut 2024-04-01 (90 days) ends after 2024-06-29",
    );
  });
});
