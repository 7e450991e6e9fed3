import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CategoryEncoding,
  columnNames,
  columnOfLevels,
  columnShares,
  encodeLevel,
  fitCategoryEncoding,
} from "../../src/segments/category-encoding.ts";
import { encodeTable } from "../../src/segments/component-space.ts";
import { category, table } from "./feature-tables.ts";

function fitted(customers: (string | undefined)[]): CategoryEncoding {
  const encoding = fitCategoryEncoding(category("city", customers));
  if (!("kind" in encoding)) throw new Error(encoding.en);
  return encoding;
}

function times<T>(count: number, value: T): T[] {
  return new Array<T>(count).fill(value);
}

describe("fitCategoryEncoding", () => {
  it("merges rare levels into other and keeps unknown apart", () => {
    const encoding = fitted([
      ...times(50, "berlin"),
      ...times(40, "graz"),
      "ulm",
      "bonn",
      "kiel",
      ...times(7, undefined),
    ]);
    expect(encoding.levels).toEqual([
      { level: "berlin", share: 0.5 },
      { level: "graz", share: 0.4 },
    ]);
    expect(encoding).toMatchObject({ other: 0.03, unknown: 0.07, merged: ["bonn", "kiel", "ulm"] });
    expect(columnNames(encoding)).toEqual(["berlin", "graz", "other", "unknown"]);
  });

  it("weighs an indicator by the share of its level", () => {
    const encoding = fitted(["a", "a", "a", "b"]);
    expect(columnShares(encoding)).toEqual([0.75, 0.25]);
    expect(encodeLevel([0.75, 0.25], 1)).toEqual([-Math.sqrt(0.75), 1 / 0.5 - 0.5]);
  });

  it("leaves a few unknown customers in the middle of all columns", () => {
    const encoding = fitted([...times(60, "a"), ...times(39, "b"), undefined]);
    expect(encoding).toMatchObject({ other: null, unknown: null });
    expect(columnShares(encoding).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    expect([...columnOfLevels(encoding, ["a", "b"])]).toEqual([0, 1, -1]);
    expect(encodeLevel(columnShares(encoding), -1)).toEqual([0, 0]);
  });

  it("takes a level it has never seen for other, else for unknown, else for the middle", () => {
    const both = fitted([...times(90, "a"), "b", "c", "d", ...times(7, undefined)]);
    expect([...columnOfLevels(both, ["a", "b", "new"])]).toEqual([0, 1, 1, 2]);
    const unknown = fitted([...times(90, "a"), ...times(10, undefined)]);
    expect([...columnOfLevels(unknown, ["a", "new"])]).toEqual([0, 1, 1]);
    expect([...columnOfLevels(fitted(["a", "b"]), ["b", "new"])]).toEqual([1, -1, -1]);
  });

  it("names the reason when a category tells nobody apart", () => {
    expect(fitCategoryEncoding(category("city", ["a", "a"]))).toMatchObject({
      en: "the same for nearly every customer",
    });
    expect(fitCategoryEncoding(category("city", [undefined]))).toMatchObject({ en: "unknown for every customer" });
  });

  it("has the inertia of factor analysis of mixed data: columns minus one", () => {
    const customers = fc.array(fc.constantFrom("a", "b", "c", "d", undefined), { minLength: 2, maxLength: 49 });
    fc.assert(
      fc.property(customers, (levels) => {
        const encoding = fitCategoryEncoding(category("city", levels));
        if (!("kind" in encoding)) return;
        const { n, d, values } = encodeTable([encoding], table([category("city", levels)]));
        let inertia = 0;
        for (let column = 0; column < d; column++) {
          let sum = 0;
          for (let i = 0; i < n; i++) {
            sum += values[i * d + column];
            inertia += values[i * d + column] ** 2 / n;
          }
          expect(sum).toBeCloseTo(0, 9);
        }
        expect(inertia).toBeCloseTo(d - 1, 9);
      }),
    );
  });
});
