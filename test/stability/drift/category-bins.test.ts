import { describe, expect, it } from "vitest";
import { countByLevel, seenLevels } from "../../../src/stability/drift/category-bins.ts";

const may = { values: Float64Array.of(2, 0, Number.NaN, 2, 2), levels: ["mail", "phone", "web"] };
const june = { values: Float64Array.of(0, 3, 1, 3, Number.NaN, 2, 3), levels: ["app", "mail", "phone", "web"] };

describe("seenLevels", () => {
  it("are those a customer has", () => {
    expect(seenLevels(may)).toEqual(["mail", "web"]);
  });
});

describe("countByLevel", () => {
  it("goes by names, puts levels the reference has not seen together, and unknown ones last", () => {
    expect([...countByLevel(may, ["mail", "web"])]).toEqual([1, 3, 0, 1]);
    expect([...countByLevel(june, ["mail", "web"])]).toEqual([1, 3, 2, 1]);
  });

  it("knows categories of which nothing is known", () => {
    const silent = { values: Float64Array.of(Number.NaN, Number.NaN), levels: [] };
    expect(seenLevels(silent)).toEqual([]);
    expect([...countByLevel(silent, ["mail"])]).toEqual([0, 0, 2]);
    expect([...countByLevel(june, seenLevels(silent))]).toEqual([6, 1]);
  });
});
