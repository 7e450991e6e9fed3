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

  it("trims blanks, tabs and line ends, and nothing else", async () => {
    const { engine } = await openEngine();
    const { text, trimmed } = engine.dialect;
    const outer = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 3 });
    const inner = fc.string({ unit: fc.constantFrom("a", "!", " ", "\t", "Ж", "\u00a0"), maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(outer, inner, outer, async (before, middle, after) => {
        const [row] = await engine.rows(`SELECT ${trimmed(text(before + middle + after))} AS t`);
        expect(row.t).toBe((before + middle + after).replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ""));
      }),
    );
    const [row] = await engine.rows(`SELECT ${trimmed("CAST(NULL AS VARCHAR)")} AS t`);
    expect(row.t).toBeNull();
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
