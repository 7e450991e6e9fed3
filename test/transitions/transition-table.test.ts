import { describe, expect, it } from "vitest";
import { isoDate, toEpochDay } from "../../src/math/calendar.ts";
import { dormant, none, segmentId } from "../../src/segments/segmentation.ts";
import { estimateTransitions } from "../../src/transitions/estimate-transitions.ts";
import { transitionRow, transitionRows } from "../../src/transitions/transition-table.ts";

const day = (text: string) => toEpochDay(isoDate.parse(text));
const windows = [
  { from: day("2023-01-31"), until: day("2024-01-31"), short: true, incomplete: false },
  { from: day("2023-02-28"), until: day("2024-02-29"), short: false, incomplete: false },
  { from: day("2023-03-31"), until: day("2024-03-31"), short: false, incomplete: false },
];

/** Three windows: 1 of 40 loyal customers goes dormant in February, 8 in March; two customers enter. */
const model = estimateTransitions({
  windows,
  states: [segmentId.parse("loyal"), none, dormant],
  labels: [
    Int16Array.from({ length: 42 }, (_, i) => (i < 40 ? 0 : -1)),
    Int16Array.from({ length: 42 }, (_, i) => (i < 1 ? 2 : i < 41 ? 0 : -1)),
    Int16Array.from({ length: 42 }, (_, i) => (i < 9 ? 2 : i < 41 ? 0 : 1)),
  ],
});

describe("transitionRows", () => {
  if (model.status === "refused") throw new Error(model.reason.en);
  const rows = transitionRows(model);
  const row = (from: string, to: string, window_from: string) =>
    rows.find((row) => row.from_segment === from && row.to_segment === to && row.window_from === window_from);

  it("has every cell and the entered row of each pair and of the pooled matrix, in that order", () => {
    expect(rows.length).toBe(3 * (3 * 3 + 3));
    expect(rows[0]).toMatchObject({ from_segment: "loyal", to_segment: "loyal", window_from: "2024-01-31" });
    expect(rows.at(-1)).toMatchObject({ from_segment: "(entered)", to_segment: "dormant", window_to: "pooled" });
  });

  it("fits its schema", () => {
    for (const row of rows) expect(transitionRow.parse(row)).toEqual(row);
  });

  it("marks the pair with a short window", () => {
    expect(row("loyal", "dormant", "2024-01-31")).toMatchObject({
      window_to: "2024-02-29",
      count: 1,
      probability: 1 / 40,
      flags: "short-window",
    });
  });

  it("marks rows with fewer than 30 moves", () => {
    expect(row("loyal", "dormant", "pooled")).toMatchObject({ count: 8, probability: 8 / 40, flags: "" });
    expect(row("dormant", "dormant", "pooled")).toMatchObject({ count: 1, probability: 1, flags: "few-moves" });
    expect(row("none", "loyal", "2024-01-31")).toMatchObject({
      count: 0,
      probability: null,
      lo: 0,
      hi: 1,
      flags: "few-moves,short-window",
    });
  });

  it("says where newcomers went", () => {
    expect(row("(entered)", "loyal", "2024-01-31")).toMatchObject({ count: 1, probability: 1 });
    expect(row("(entered)", "none", "pooled")).toMatchObject({ count: 1, probability: 1, hi: 1, flags: "few-moves" });
  });
});
