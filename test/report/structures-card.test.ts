import { describe, expect, it } from "vitest";
import type { Language } from "../../src/language/text.ts";
import { adjustedResiduals } from "../../src/math/adjusted-residuals.ts";
import type { RichCell } from "../../src/report/card.ts";
import type { ReportModel } from "../../src/report/report-model.ts";
import { structureCard } from "../../src/report/structure-card.ts";
import { structureCrossing } from "../../src/report/structure-crossing.ts";
import { structuresCard } from "../../src/report/structures-card.ts";
import { englishWordsIn } from "./english-words.ts";
import { sampleReport } from "./report-model-builder.ts";

type Structure = ReportModel["structures"][number];

/** Two segments and nobody dormant. */
const model = withTwoSegments("en");

function withTwoSegments(language: Language): ReportModel {
  const sample = sampleReport({}, language);
  return { ...sample, segments: sample.segments.slice(0, 2), states: ["s1", "s2", "none", "dormant"] };
}

/** A structure whose parts have these customers in s1, s2, none and dormant. */
function structure(parts: Readonly<Record<string, readonly number[]>>, changes: Partial<Structure> = {}): Structure {
  const rows = Object.entries(parts);
  const everyone = rows.flatMap(([, row]) => row).reduce((sum, customers) => sum + customers, 0);
  const { residuals, bound } = adjustedResiduals(Float64Array.from(rows.flatMap(([, row]) => row)), rows.length, 4);
  return {
    ...{ id: "region", title: "Region", definition: "Where they live.", clearResidual: bound },
    association: { corrected: 0.24, lo: 0.17, hi: 0.31 },
    parts: rows.map(([title, row], index) => {
      const customers = row.reduce((sum, count) => sum + count, 0);
      return {
        ...{ title, customers, share: customers / everyone, averageOrder: 50, revenuePerCustomer: 90 },
        ...{ repeatShare: 0.5, strictRetention: null, affinities: [], bySegment: [...row] },
        residuals: [...residuals.subarray(4 * index, 4 * index + 4)].map((z) => (Number.isNaN(z) ? null : z)),
      };
    }),
    ...changes,
  };
}

/** Of 800: 300 in s1, 460 in s2, 40 without an order. South has 180 of its 300 in s1. */
const regions = structure({
  north: [110, 330, 20, 0],
  south: [180, 104, 16, 0],
  "far away": [5, 7, 0, 0],
  islands: [5, 19, 4, 0],
  nowhere: [0, 0, 0, 0],
});

function crossing(of: Structure, language: Language = "en") {
  const crossed = structureCrossing(withTwoSegments(language), of);
  if (crossed === null) throw new Error("nothing is crossed");
  return crossed;
}

function cellOf(of: Structure, row: number, column: number): RichCell {
  const cell = crossing(of).table.rows[row][column];
  return typeof cell === "string" ? { text: cell } : cell;
}

describe("structureCrossing", () => {
  it("shows the share of each state within the base and within each part, without parts and states of nobody", () => {
    const { columns, rows } = crossing(regions).table;
    expect(columns.map(({ heading }) => heading)).toEqual(["Part", "Customers", "1", "2", "Never bought"]);
    expect(columns[2]).toMatchObject({ detail: model.segments[0].name, swatch: "var(--segment-1)" });
    expect(rows[0]).toEqual(["everyone", "800", "37.5%", "57.5%", "5.0%"]);
    expect(rows.map(([part]) => part)).toEqual(["everyone", "north", "south", "far away", "islands"]);
  });

  it("says how many times the share among everyone, and leans as far as that: 60% of the south against 37.5%", () => {
    const { text, detail, lean } = cellOf(regions, 2, 2);
    expect([text, detail]).toEqual(["60.0%", "×1.6"]);
    expect(lean).toBeCloseTo(Math.log2(1.6) / 2, 12);
    expect(cellOf(regions, 1, 2)).toMatchObject({ text: "23.9%", detail: "×0.64" });
    expect(cellOf(regions, 1, 2).lean).toBeLessThan(0);
  });

  it("leans no further than a quarter or four times", () => {
    const apart = structure({ a: [100, 0, 0, 0], b: [2, 898, 0, 0] });
    expect(cellOf(apart, 1, 2)).toMatchObject({ detail: "×9.8", lean: 1 });
    expect(cellOf(apart, 2, 2)).toMatchObject({ text: "0.2%", detail: "×0.02", lean: -1 });
  });

  it("leaves cells that chance explains without colour, and writes a dash for nobody", () => {
    expect(cellOf(regions, 1, 4)).toEqual({ text: "4.3%" });
    expect(cellOf(regions, 3, 4)).toEqual({ text: "–" });
  });

  it("marks parts of fewer than 30 customers and judges none of their cells", () => {
    const lopsided = structure({ big: [400, 400, 0, 0], few: [29, 0, 0, 0], enough: [30, 0, 0, 0] });
    expect(crossing(lopsided).table.rows[2].slice(1, 3)).toEqual([
      { text: "29 *", uncertain: true },
      { text: "100.0%", uncertain: true },
    ]);
    expect(cellOf(lopsided, 3, 2)).toMatchObject({ text: "100.0%", detail: "×1.9" });
    expect(crossing(lopsided).note).toContain("* Fewer than 30 customers");
    expect(crossing(structure({ a: [50, 0, 0, 0], b: [0, 50, 0, 0] })).note).not.toContain("*");
  });

  it("shows the twelve largest parts in their own order and says how many are left out", () => {
    const sizes = [31, 90, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 32];
    const many = structure(Object.fromEntries(sizes.map((size, i) => [`city ${i}`, [size, 10, 0, 0]])));
    const { table, note } = crossing(many);
    expect(table.rows.map(([part]) => part)).toEqual([
      "everyone",
      ...sizes.map((_, i) => `city ${i}`).filter((_, i) => i !== 0 && i !== 13),
    ]);
    expect(note).toContain("2 smaller parts with 83 customers are left out.");
  });

  it("says how much the parts tell, and the clearest learned segment above the base", () => {
    expect(crossing(regions).answer).toBe(
      "The parts tell something of the segments: Cramér's V 0.24, 95% interval 0.17 to 0.31. " +
        `Clearest: 60.0% of "south" are in "1 · ${model.segments[0].name}", against 37.5% of everyone.`,
    );
  });

  it.each([
    [{ corrected: 0.2, lo: 0, hi: 0.4 }, "What the parts tell of the segments may be chance: Cramér's V 0.20"],
    [{ corrected: 0.09, lo: 0.05, hi: 0.13 }, "The parts tell little of the segments: Cramér's V 0.09"],
    [{ corrected: 0.1, lo: 0.05, hi: 0.15 }, "The parts tell something of the segments: Cramér's V 0.10"],
    [{ corrected: 0.3, lo: 0.25, hi: 0.35 }, "The parts tell much of the segments: Cramér's V 0.30"],
  ])("puts %j into words", (association, words) => {
    expect(crossing({ ...regions, association }).answer).toContain(words);
  });

  it("names no segment where none is clear of chance, nor a reserved state, which is a rule itself", () => {
    const alike = structure({ a: [50, 51, 0, 0], b: [49, 50, 0, 0] });
    expect(crossing(alike).answer).not.toContain("Clearest");
    const rule = structure({ buyers: [300, 300, 0, 0], others: [0, 0, 200, 0] });
    expect(crossing(rule).answer).not.toMatch(/others|Never bought/);
  });

  it("is null where there is nothing to compare", () => {
    expect(structureCrossing(model, { ...regions, association: null })).toBeNull();
  });

  it("has no English word in Russian", () => {
    const russian = structure({ север: [110, 330, 20, 0], юг: [180, 104, 16, 0], острова: [9, 3, 0, 0] });
    const { heading, answer, note, table } = crossing(russian, "ru");
    const cells = table.rows
      .flat()
      .map((cell) => (typeof cell === "string" ? cell : `${cell.text} ${cell.detail ?? ""}`));
    const said = [
      heading,
      answer,
      note,
      ...table.columns.map(({ heading: name, detail }) => `${name} ${detail ?? ""}`),
    ];
    expect(englishWordsIn([...said, ...cells].join(" "))).toEqual([]);
    expect(answer.replaceAll("\u00a0", " ")).toContain(
      "Заметнее всего: среди клиентов части «север» 71,7 % — в сегменте «2 · Покупают регулярно», среди всех — 56,6 %.",
    );
  });
});

describe("structureCard", () => {
  it("sums the structure up in a line: inhabited parts, the largest, and how it agrees with the segments", () => {
    const { summary, agreement } = structureCard(model, regions);
    expect(summary).toBe('4 parts, the largest is "north" with 57.5%');
    expect(agreement).toEqual({ text: "V 0.24", interval: "0.17 to 0.31", tint: 0.24 });
  });

  it("says that everyone is in the same part", () => {
    const zone = structure({ cool: [0, 0, 0, 0], temperate: [50, 40, 0, 0] }, { association: null });
    const { summary, agreement, crossing: crossed } = structureCard(model, zone);
    expect([summary, agreement, crossed]).toEqual(['everyone is in "temperate"', null, null]);
  });

  it("has no English word in Russian", () => {
    const russian = sampleReport({}, "ru");
    const { question, summary, answer } = structureCard(russian, russian.structures[0]);
    expect(englishWordsIn([question, summary, answer].join(" "))).toEqual([]);
    expect(summary.replaceAll("\u00a0", " ")).toBe("2 части, самая большая — «30–49», 60,0 %");
  });
});

describe("structuresCard", () => {
  const association = (corrected: number) => ({ corrected, lo: corrected, hi: corrected });

  it("puts what says most about the segments first, and what cannot be compared last", () => {
    const structures = [
      { ...regions, id: "one-part", association: null },
      { ...regions, id: "weak", association: association(0) },
      { ...regions, id: "close", title: "Loyalty", association: association(0.8) },
    ];
    const card = structuresCard({ ...model, structures });
    expect(card.structures.map(({ id }) => id)).toEqual(["structure-close", "structure-weak", "structure-one-part"]);
    expect(card.answer).toBe(
      "Loyalty says most about the learned segments (Cramér's V 0.80). Open a line to see its parts.",
    );
  });

  it("says so where none tells much, and where nothing can be compared", () => {
    const faint = { ...model, structures: [{ ...regions, association: association(0.04) }] };
    expect(structuresCard(faint).answer).toMatch(/^None of them says much .* Region \(Cramér's V 0\.04\)\./);
    expect(structuresCard({ ...model, structures: [] }).answer).toBe("Nothing can be compared.");
    const alone = { ...model, structures: [{ ...regions, association: null }] };
    expect(structuresCard(alone).answer).toBe("Nothing can be compared.");
  });

  it("names the divisions without input", () => {
    expect(structuresCard(model).note).toMatch(/Not told for want of input: Income\.$/);
  });
});
