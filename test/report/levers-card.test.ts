import { expect, it } from "vitest";
import { type LeversModel, leversCard } from "../../src/report/levers-card.ts";
import { englishWordsIn } from "./english-words.ts";

type Steered = LeversModel["levers"]["metrics"][number];

const region = (title: string, value: number, gain: number) => ({ structure: "Region", title, value, gain });

const retention: Steered = {
  ...{ id: "strict_retention", title: "strict retention", unit: "share", value: 0.6 },
  levers: ["loyalty programme", "personal offers"],
  part: region("north", 0.4, 0.03),
  segment: { structure: "Segments", title: "Asleep", value: 0.1, gain: 0.2 },
};
const order: Steered = {
  ...{ id: "average_order", title: "average order", unit: "money", value: 50, levers: ["cross-selling"] },
  part: region("south", 30, 4),
  segment: null,
};
const complaints: Steered = {
  ...{ id: "complaints_per_1000_orders", title: "complaints", unit: "per-1000", value: 8, levers: ["service"] },
  part: region("west", 9, -0.25),
  segment: null,
};

function card(metrics: readonly Steered[], language: LeversModel["language"] = "en", compared = ["Region"]) {
  const levers = { metrics: [...metrics], compared, leftOut: ["Life cycle"] };
  return leversCard({ language, currency: { code: "EUR", digits: 2 }, levers });
}

it("has a row for each figure: what it is, what moves it, and where", () => {
  expect(card([retention, order, complaints]).table?.rows).toEqual([
    [
      "strict retention",
      "60.0%",
      "loyalty programme, personal offers",
      { text: "Region: north", detail: "40.0% there; +3.00\u00a0pp for the base" },
      { text: "Asleep", detail: "10.0% there; +20.00\u00a0pp for the base" },
    ],
    [
      "average order",
      "50.00\u00a0EUR",
      "cross-selling",
      { text: "Region: south", detail: "30.00\u00a0EUR there; +4.00\u00a0EUR for the base" },
      "–",
    ],
    ["complaints", "8.00", "service", { text: "Region: west", detail: "9.00 there; −0.250 for the base" }, "–"],
  ]);
});

it("answers with the group that would change its figure most in proportion, never with a segment", () => {
  // 0.03 of 0.6 is a twentieth, 4 of 50 are 8 %, 0.25 of 8 a thirty-second.
  expect(card([retention, order, complaints]).answer.replaceAll("\u00a0", " ")).toBe(
    "The most to gain in proportion: average order, now 50.00 EUR. If “Region: south” (30.00 EUR) came up to the base, it would be 54.00 EUR.",
  );
  expect(card([complaints]).answer).toContain("it would be 7.75.");
});

it("says so where no group lies behind, where none can be named and where there is nothing to compare", () => {
  const alike = { ...retention, part: null };
  expect(card([alike]).answer).toMatch(/^No group lies behind the base by more than chance/);
  expect(card([alike], "en", []).answer).toMatch(/^No structure tells who customers are/);
  expect(card([]).answer).toBe("Refused: there is no figure that parts of the base could be compared in.");
});

it("names the structures that are not compared", () => {
  expect(card([retention]).note).toMatch(/made of what customers did and differ by definition: Life cycle\.$/);
});

it("writes Russian", () => {
  const russian = card([{ ...retention, title: "строгое удержание", part: null }], "ru");
  const { question, answer, note } = card([{ ...order, title: "средний чек", part: region("юг", 30, 4) }], "ru");
  expect(answer.replaceAll("\u00a0", " ")).toBe(
    "Относительно больше всего можно выиграть здесь: средний чек, сейчас 50,00 EUR. Если группа «Region: юг» (30,00 EUR) подтянется к базе, будет 54,00 EUR.",
  );
  const headings = russian.table?.columns.flatMap(({ heading, meaning }) => [heading, meaning ?? ""]) ?? [];
  const said = [question, russian.answer, note?.replace("Life cycle", "") ?? "", ...headings];
  expect(englishWordsIn(said.join(" "))).toEqual([]);
});
