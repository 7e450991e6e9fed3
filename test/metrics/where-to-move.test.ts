import { expect, it } from "vitest";
import { whereToMove } from "../../src/metrics/where-to-move.ts";

const base = { value: 0.5, denominator: 100 };
const parts = [
  { key: "small and bad", value: 0.1, denominator: 10 },
  { key: "large and behind", value: 0.4, denominator: 70 },
  { key: "ahead", value: 0.9, denominator: 20 },
];

it("puts the part that would move the base most first", () => {
  const found = whereToMove("more", base, parts);
  expect(found.map(({ key }) => key)).toEqual(["large and behind", "small and bad"]);
  expect(found.map(({ gain }) => Number(gain.toFixed(12)))).toEqual([0.07, 0.04]);
});

it("looks for the parts above the base where less is better", () => {
  const found = whereToMove("less", base, parts);
  expect(found.map(({ key, gain }) => [key, Number(gain.toFixed(12))])).toEqual([["ahead", -0.08]]);
});

it("has nothing to say of what is neither good nor bad", () => {
  expect(whereToMove("neither", base, parts)).toEqual([]);
});
