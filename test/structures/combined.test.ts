import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combine } from "../../src/structures/combined.ts";
import type { Division } from "../../src/structures/structure.ts";

function division(id: string, keys: readonly string[], codes: readonly number[]): Division {
  const text = (said: string) => ({ en: said, ru: said });
  return {
    ...{ id, kind: "lifecycle", title: text(id), definition: text(id), keys },
    parts: keys.map((key) => ({ key, title: text(key) })),
    codes: Int16Array.from(codes),
  };
}

/** Keys by customer. */
function placed({ keys, codes }: Pick<Division, "keys" | "codes">): string[] {
  return [...codes].map((code) => keys[code]);
}

describe("combine", () => {
  const life = division("life", ["new", "old"], [0, 0, 0, 0, 0, 1, 1, 1]);
  const sex = division("sex", ["f", "m", "x"], [0, 0, 1, 1, 2, 0, 1, 2]);

  it("keeps the cells that are large enough and puts the others into the coarser part", () => {
    const combined = combine("both", [life, sex], 2);
    // The lone new/x would be alone in new/*, which takes in the smallest part of new, the first of two.
    const expected = ["new/*", "new/*", "new/m", "new/m", "new/*", "old/*", "old/*", "old/*"];
    expect(placed(combined)).toEqual(expected);
  });

  it("says where every small cell went", () => {
    const { backedOff, ...combined } = combine("both", [life, sex], 4);
    expect(placed(combined)).toEqual([..."00000"].map(() => "*").concat([..."111"].map(() => "*")));
    expect(backedOff).toEqual([
      { cell: "new/x", customers: 1, into: "new/*" },
      { cell: "new/f", customers: 2, into: "new/*" },
      { cell: "new/m", customers: 2, into: "new/*" },
      { cell: "old/f", customers: 1, into: "old/*" },
      { cell: "old/m", customers: 1, into: "old/*" },
      { cell: "old/x", customers: 1, into: "old/*" },
      { cell: "old/*", customers: 3, into: "*" },
      { cell: "new/*", customers: 5, into: "*" },
    ]);
  });

  it("divides everybody, and nobody twice, into parts of at least the smallest size", () => {
    const codes = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(1)), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(codes, fc.integer({ min: 1, max: 12 }), (rows, minCell) => {
        const divisions = [
          division(
            "a",
            ["0", "1", "2"],
            rows.map(([a]) => a),
          ),
          division(
            "b",
            ["0", "1", "2", "3"],
            rows.map(([, b]) => b),
          ),
          division(
            "c",
            ["0", "1"],
            rows.map(([, , c]) => c),
          ),
        ];
        const { keys, codes: found, parts } = combine("abc", divisions, minCell);
        expect(new Set(keys).size).toBe(keys.length);
        expect(parts.map(({ key }) => key)).toEqual(keys);
        const sizes = keys.map((_, part) => found.filter((code) => code === part).length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length);
        if (sizes.length > 1) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(minCell);
        for (const [i, [a, b, c]] of rows.entries()) {
          const [ofA, ofB, ofC] = keys[found[i]].split("/");
          if (minCell === 1) expect(keys[found[i]]).toBe(`${a}/${b}/${c}`);
          if (ofC !== undefined && ofC !== "*") expect([ofA, ofB, ofC]).toEqual([`${a}`, `${b}`, `${c}`]);
        }
      }),
    );
  });
});
