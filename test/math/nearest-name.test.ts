import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearestName } from "../../src/math/nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["seeed", ["k", "seed", "minShare"], "seed"],
    ["min_share", ["minShare", "variance"], "minShare"],
    ["wnidows", ["windows", "features"], "windows"],
    ["EUR", ["eur", "usd"], "eur"],
    ["customer", ["customer_id", "order_id"], "customer_id"],
    ["date", ["Invoice", "InvoiceDate"], "InvoiceDate"],
  ])("takes %s for one of %j", (name, known, meant) => {
    expect(nearestName(name, known)).toBe(meant);
  });

  it.each([
    ["max", ["min", "k"]],
    ["date", ["InvoiceDate", "ShippingDate"]],
    ["seed", ["seed", "seeds"]],
    ["anything", []],
  ])("has no suggestion for %s among %j", (name, known) => {
    expect(nearestName(name, known)).toBeUndefined();
  });

  it("does not depend on the order of the known names", () => {
    expect(nearestName("beam", ["team", "seam"])).toBe("seam");
    expect(nearestName("beam", ["seam", "team"])).toBe("seam");
  });
});

describe("editDistance", () => {
  it.each([
    ["kitten", "sitting", 3],
    ["ca", "abc", 3],
    ["abcd", "acbd", 1],
    ["", "abc", 3],
  ])("from %s to %s is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it("is symmetric, 0 only for the same text, and at most the longer length", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});
