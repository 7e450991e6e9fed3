import { describe, expect, it } from "vitest";
import { choiceCard } from "../../src/report/choice-card.ts";
import { sampleReport } from "./report-model-builder.ts";

const model = sampleReport();

describe("choiceCard", () => {
  it("gives the reason, says what kind of segments they are, and marks the row that was taken", () => {
    const { answer, table } = choiceCard(model);
    expect(answer).toBe(
      "The configuration asks for 6 segments. They are unstable: part of the evidence for them does not hold.",
    );
    expect(table?.rows).toEqual([
      [
        "5",
        "9.0%",
        { text: "0.81", tint: 0.81 },
        { text: "0.83", tint: 0.83 },
        { text: "0.71", tint: 0.71 },
        { text: "0.184", detail: "± 0.009", tint: 0.184 },
        { text: "+0.03", detail: "one cloud, p 0.071" },
        "0.24",
        "–",
      ],
      [
        { text: "6", detail: "taken", tint: 1 },
        "9.0%",
        { text: "0.66", tint: 0.66 },
        expect.anything(),
        expect.anything(),
        expect.anything(),
        expect.anything(),
        "0.24",
        "Jaccard",
      ],
    ]);
  });

  it("leaves what was not measured open, and says why", () => {
    const [first] = model.choice.candidates;
    const unmeasured = [{ en: "revenue is not measured: there are no amounts", ru: "" }];
    const choice = { ...model.choice, candidates: [{ ...first, timeAri: null, revenue: null, gaps: [] }], unmeasured };
    const { note, table } = choiceCard({ ...model, choice });
    expect(table?.rows[0].slice(4, 7)).toEqual(["–", "–", "–"]);
    expect(note).toMatch(/the largest is taken\. Revenue is not measured: there are no amounts\.$/);
  });

  it("never calls a cut of a continuum groups that were found", () => {
    const { answer } = choiceCard({ ...model, choice: { ...model.choice, kind: "reproducible" } });
    expect(answer).toContain("They are a useful cut of a continuum: data without groups are cut as clearly.");
    expect(answer).not.toMatch(/natural|discovered|found/);
  });

  it("has no table where nothing was judged", () => {
    const alike = { en: "all customers are alike in every feature", ru: "все клиенты одинаковы" };
    const choice = { ...model.choice, k: 1, verdict: "single" as const, reason: alike, kind: null, candidates: [] };
    expect(choiceCard({ ...model, choice })).toEqual({
      id: "choice",
      question: "Why this many segments?",
      answer: "All customers are alike in every feature.",
    });
  });
});
