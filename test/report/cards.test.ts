import { describe, expect, it } from "vitest";
import { businessCard, headlineFigures } from "../../src/report/business-card.ts";
import { championCard } from "../../src/report/champion-card.ts";
import { contrastsCard } from "../../src/report/contrasts-card.ts";
import { driftCard } from "../../src/report/drift-card.ts";
import { inputsCard } from "../../src/report/inputs-card.ts";
import { ltvCard } from "../../src/report/ltv-card.ts";
import { makingCard } from "../../src/report/making-card.ts";
import { mapCard } from "../../src/report/map-card.ts";
import { type ReportFigures, type ReportModel, reportModel } from "../../src/report/report-model.ts";
import { segmentsCard } from "../../src/report/segments-card.ts";
import { sizesCard } from "../../src/report/sizes-card.ts";
import { bootstrapCard, timeCard } from "../../src/report/stability-card.ts";
import { transitionsCard } from "../../src/report/transitions-card.ts";
import { sampleReport } from "./report-model-builder.ts";

const figures: ReportFigures = {
  customers: 10,
  orders: 25,
  gross: 1000,
  net: 900,
  averageOrder: 40,
  repeatShare: 0.5,
};

/** Two segments: 30 loyal customers with most of the revenue, 70 others. */
const small = sampleReport({
  features: [
    { name: "order_count", title: "orders", level: null, unit: "orders" },
    { name: "area_type", title: "area", level: "urban", unit: "share" },
    { name: "constant", title: "constant", level: null, unit: "share" },
  ],
  segments: [
    segment("s1", "loyal", { size: 30, share: 0.3, revenueShare: 0.8, centre: [9, 12, 1], contrast: [1.2, -0.9, 0] }),
    segment("s2", "others", { size: 70, share: 0.7, revenueShare: 0.2, centre: [2, 80, 1], contrast: [-0.5, 1.4, 0] }),
  ],
  unclustered: [
    { id: "none", size: 1 },
    { id: "dormant", size: 0 },
  ],
  states: ["s1", "s2", "none", "dormant"],
  windows: [
    { until: "2025-12-01", short: false, sizes: [20, 72, 1, 0] },
    { until: "2026-01-01", short: false, sizes: [30, 70, 1, 0] },
  ],
});

function segment(
  id: string,
  name: string,
  rest: Partial<ReportModel["segments"][number]>,
): ReportModel["segments"][number] {
  return {
    id,
    name,
    size: 0,
    share: 0,
    revenueShare: null,
    ltvShare: null,
    figures,
    centre: [],
    contrast: [],
    ...rest,
  };
}

describe("the cards of the report", () => {
  it("are made from a model that passes its schema", () => {
    expect(reportModel.parse(sampleReport())).toEqual(sampleReport());
    expect(reportModel.parse(small)).toEqual(small);
  });

  it("say which segment brings more than its size, and who is not clustered", () => {
    expect(segmentsCard(small).answer).toBe(
      "1 · loyal is 30.0% of the customers and brings 80.0% of the revenue. Not clustered: 1 customer never bought.",
    );
    expect(segmentsCard(small).table?.rows[0]).toEqual([
      { text: "1 · loyal", swatch: "var(--segment-1)" },
      "30",
      "30.0%",
      "80.0%",
      "–",
      "2.5",
      "40.00",
      "50.0%",
    ]);
  });

  it("put the feature that differs most first and leave out what does not differ", () => {
    const card = contrastsCard(small);
    expect(card.features).toEqual([1, 0]);
    expect(card.answer).toBe(
      "The strongest contrast: in area: urban, 2 · others is 1.4 standard deviations above everyone.",
    );
  });

  it("compare the sizes of the last two windows", () => {
    expect(sizesCard(small).answer).toBe("Since 1 Dec 2025: 1 · loyal +50.0%, 2 · others −2.8%.");
    const [before, now] = small.windows;
    expect(sizesCard({ ...small, windows: [now] }).answer).toContain("One window only");
    expect(sizesCard({ ...small, windows: [{ ...before, short: true }, now] }).answer).toContain(
      "cannot be compared yet",
    );
    expect(sizesCard({ ...small, windows: [{ ...now, until: before.until }, now] }).answer).toBe(
      "Since 1 Dec 2025 no segment changed its size.",
    );
  });

  it("tell which model is in use, and what became of its segments", () => {
    const card = championCard(sampleReport());
    expect(card.answer).toBe(
      "Yes: customers are in the segments of the champion, the model of 1 Dec 2025. It is not beyond doubt which segment s4 is.",
    );
    expect(card.note).toContain("adjusted Rand index 0.83 (5% quantile 0.81), and 88.0% of the customers");
    expect(card.table?.rows.map((row) => row[1])).toEqual([
      ...["there", "there", "there", "there, but not beyond doubt", "there"],
      ...["new, most of it from s2", "new", "gone, most of it to s9", "gone"],
    ]);
    expect(card.table?.rows[5][0]).toBe("s8, not in use");
    const { championship } = sampleReport();
    const answer = (changes: Partial<typeof championship>) =>
      championCard(sampleReport({ championship: { ...championship, reasons: [], comparison: null, ...changes } }))
        .answer;
    expect(answer({ decision: "first", provisional: true })).toBe(
      "There was no model in use: the one of 1 Dec 2025 is the champion from now on. A part of the proof needs more history than there is, so this is provisional.",
    );
    expect(answer({ decision: "promoted" })).toContain("took the champion's place");
    expect(answer({ decision: "withheld" })).toContain("did not become it");
  });

  it("tell what moved, in words and in figures", () => {
    const card = driftCard(sampleReport());
    expect(card.answer).toBe(
      "1 of 2 features moved since 2025-10-01 by more than sampling explains: revenue (PSI 0.27).",
    );
    expect(card.table?.rows).toEqual([
      ["Sizes of the segments", { text: "0.012", tint: 0.012 }, "0.005", "stable", "", ""],
      [{ text: "revenue", detail: "EUR" }, { text: "0.270", tint: 0.27 }, "0.008", "shifted", "0.211", "34.5"],
      ["area", { text: "0.001", tint: 0.001 }, "0.008", "stable", "", ""],
    ]);
    const { stability } = sampleReport();
    const still = { ...stability.drift, status: "passed" as const, reasons: [] };
    expect(driftCard(sampleReport({ stability: { ...stability, drift: still } })).answer).toBe(
      "Hardly since 1 Oct 2025: nothing passes a stability index of 0.10 beyond what sampling explains.",
    );
  });

  it("name the segments below the threshold of stability", () => {
    expect(bootstrapCard(sampleReport()).answer).toBe(
      "5 of 6 do, with a mean Jaccard of at least 0.75. Treat as soft groups: 6 · bargain hunters, by email (0.66).",
    );
    expect(timeCard(sampleReport()).answer).toContain("0.78 on average and 0.71 at worst; 0.60 is needed");
  });

  it("tell the most frequent move between two states, with its interval", () => {
    const row = (from_segment: string, to_segment: string, count: number, probability: number) => ({
      ...{ basis: "raw" as const, window_from: "pooled", window_to: "pooled", flags: "" },
      ...{ from_segment, to_segment, count, probability, lo: probability / 2, hi: probability },
    });
    const rows = [
      ...[row("s1", "s1", 6, 0.6), row("s1", "s2", 3, 0.3), row("s1", "none", 1, 0.1)],
      ...[row("s2", "s1", 4, 0.08), row("s2", "s2", 46, 0.92), row("s2", "none", 0, 0)],
      ...[row("(entered)", "s1", 0, 0), row("(entered)", "s2", 50, 1), row("(entered)", "none", 0, 0)],
    ];
    const card = transitionsCard({ ...small, transitions: { status: "done", pairs: 1, rows } });
    expect(card.answer).toBe(
      "The most frequent move is from 2 · others to 1 · loyal: 4 times, a chance of 8.0% per window, 4.0% to 8.0% with 95% confidence.",
    );
    expect(card.table?.rows[1].slice(1)).toEqual([
      "50",
      { text: "8.0", detail: "4.0 to 8.0", tint: 0.08 },
      { text: "92", detail: "46 to 92", tint: 0.92 },
      "–",
    ]);
  });

  it("give the reason where a part is refused", () => {
    const reason = { en: "there is no event log.", ru: "нет журнала событий." };
    const refused = { status: "refused", reason } as const;
    const unjudged = { status: "refused" as const, reasons: [reason] };
    const { stability } = sampleReport();
    const model = sampleReport({
      stability: {
        ...stability,
        bootstrap: { ...stability.bootstrap, ...unjudged },
        time: { ...stability.time, ...unjudged },
      },
      transitions: refused,
      ltv: refused,
      map: null,
    });
    const cards = [bootstrapCard(model), timeCard(model), transitionsCard(model), ltvCard(model)];
    for (const { answer, table } of cards) {
      expect(answer).toBe("Refused: there is no event log.");
      expect(table).toBeUndefined();
    }
    expect(mapCard(model).answer).toContain("There is no map");
  });

  it("mark the model in use among those that were tried", () => {
    const names = ltvCard(sampleReport()).table?.rows.map(([name]) => name);
    expect(names).toEqual(["Net (zero-inflated lognormal) *", "Spent last period again", "Textbook formula"]);
  });

  it("compare complete months only, the newest first", () => {
    const month = (name: string, net: number) => ({ month: name, figures: { ...figures, net } });
    const months = [month("2025-10", 800), month("2025-11", 1000), month("2025-12", 50)];
    const model = { ...small, run: { ...small.run, asOf: "2025-12-03" }, kpis: { known: 2, history: figures, months } };
    expect(businessCard(model).answer).toBe(
      "Net revenue of Nov 2025 was 1,000.00\u00a0EUR, +25.0% on the month before.",
    );
    expect(businessCard(model).table?.rows.map(([name]) => name)).toEqual(["Dec 2025 (part)", "Nov 2025", "Oct 2025"]);
  });

  it("say nothing of orders without an event log, nor of money without amounts", () => {
    const unknown = { customers: null, orders: null, gross: null, net: null, averageOrder: null, repeatShare: null };
    const headline = (history: ReportFigures) =>
      headlineFigures({ ...small, kpis: { known: 7, history, months: [] } }).map(({ name, value }) => [name, value]);
    expect(headline(unknown)).toEqual([["Known customers", "7"]]);
    expect(headline({ ...unknown, customers: 4, orders: 6, repeatShare: 0.5 })).toEqual([
      ["Known customers", "7"],
      ["Customers with an order", "4"],
      ["Orders", "6"],
      ["Bought again", "50.0%"],
    ]);
    const months = ["2025-10", "2025-11"].map((month) => ({ month, figures: { ...unknown, customers: 4, orders: 6 } }));
    const card = businessCard({ ...small, kpis: { known: 7, history: unknown, months } });
    expect(card.answer).toBe("The transactions have no amounts, so nothing is said of money.");
    expect(card.table?.rows[0]).toEqual(["Nov 2025", "4", "6", "–", "–", "–"]);
  });

  it("hold the rows to their equation", () => {
    expect(inputsCard(sampleReport()).answer).toBe(
      "Yes: 106,450 rows read = 105,360 accepted + 37 quarantined + 1,053 excluded by policy.",
    );
    const [first, ...rest] = sampleReport().inputs;
    expect(inputsCard(sampleReport({ inputs: [{ ...first, read: first.read + 2 }, ...rest] })).answer).toBe(
      "No: 2 rows cannot be accounted for.",
    );
  });

  it("count the warnings of the stages", () => {
    expect(makingCard(sampleReport()).answer).toContain("4 stages, 1 warning.");
  });
});
