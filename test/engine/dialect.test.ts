import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEngine } from "../inputs/staging.ts";

// DuckDB ends a text at a zero character.
const anyText = fc.string({ unit: "binary", maxLength: 12 }).filter((text) => !text.includes("\0"));

describe("the dialect", () => {
  it("quotes any text and any name", async () => {
    const { engine } = await openEngine();
    const { identifier, text } = engine.dialect;
    await fc.assert(
      fc.asyncProperty(
        anyText,
        // A row is an object, and this one name is not a key of objects.
        anyText.filter((name) => name !== "" && name !== "__proto__"),
        async (value, name) => {
          const [row] = await engine.rows(`SELECT ${text(value)} AS ${identifier(name)}`);
          expect(Object.entries(row)).toEqual([[name, value]]);
        },
      ),
    );
    expect(identifier('a"b')).toBe('"a""b"');
    expect(text("it's")).toBe("'it''s'");
  });

  it("writes doubles to the last bit", async () => {
    const { engine } = await openEngine();
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const [row] = await engine.rows(
          `SELECT ${engine.dialect.double(value)} AS v, typeof(${engine.dialect.double(value)}) AS t`,
        );
        expect(row).toEqual({ v: value === 0 ? 0 : value, t: "DOUBLE" });
      }),
    );
    expect(() => engine.dialect.double(Number.NaN)).toThrow("dialect: NaN has no SQL literal");
  });

  it("trims blanks of every width, tabs and line ends, and nothing else", async () => {
    const { engine } = await openEngine();
    const { hasOuterBlanks, text, trimmed } = engine.dialect;
    const blanks = [" ", "\t", "\n", "\r", "\u00a0", "\u202f", "\u2009", "\u3000", "\ufeff"];
    const outer = fc.string({ unit: fc.constantFrom(...blanks), maxLength: 3 });
    const inner = fc.string({ unit: fc.constantFrom("a", "!", "Ж", "\u00a7"), maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(outer, inner, outer, inner, outer, async (before, left, between, right, after) => {
        const middle = `${left}x${between}x${right}`;
        const whole = text(before + middle + after);
        const [row] = await engine.rows(`SELECT ${trimmed(whole)} AS t, ${hasOuterBlanks(whole)} AS has`);
        expect(row).toEqual({ t: middle, has: before + after !== "" });
      }),
    );
    const [row] = await engine.rows(`SELECT ${trimmed("CAST(NULL AS VARCHAR)")} AS t`);
    expect(row.t).toBeNull();
  });

  it("works an expression out once for another", async () => {
    const { engine } = await openEngine();
    const { isOneOf, letting } = engine.dialect;
    const [row] = await engine.rows(
      `SELECT ${letting("'a' || 'b'", "pair", `pair || pair || ${isOneOf("pair", ["ab", "c"])}`)} AS t, ${isOneOf("NULL", ["a"])} AS n`,
    );
    expect(row).toEqual({ t: "ababtrue", n: null });
  });

  it("turns dates into day numbers and back, before 1970 too", async () => {
    const { engine } = await openEngine();
    const { dateOfEpochDay, epochDay } = engine.dialect;
    const [row] =
      await engine.rows(`SELECT ${epochDay("DATE '1969-12-30'")} AS before, ${epochDay("TIMESTAMP '2024-02-29 23:59:59'")} AS leap,
      CAST(${dateOfEpochDay("-2")} AS VARCHAR) AS back, ${epochDay("CAST(NULL AS DATE)")} AS unknown`);
    expect(row).toEqual({ before: -2, leap: 19782, back: "1969-12-30", unknown: null });
  });
});
