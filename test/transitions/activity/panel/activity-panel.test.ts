import { describe, expect, it } from "vitest";
import { panelBefore, takeFromPanel } from "../../../../src/transitions/activity/panel/activity-panel.ts";
import { panelOf } from "../panel-builder.ts";

const columns = { count: 3, tallies: [], mixes: [] };
const customers = [
  {
    entry: -1,
    active: [
      { month: 0, orders: 1, counts: [[0, 2]] },
      {
        month: 5,
        orders: 2,
        counts: [
          [1, 1],
          [2, 4],
        ],
      },
    ],
  },
  { entry: 4, active: [{ month: 4, orders: 1, baskets: [0.5] }] },
  { entry: 1, active: [{ month: 2, orders: 3, baskets: [1, 2, 3], counts: [[2, 1]] }] },
] as const;

describe("a panel", () => {
  const panel = panelOf(6, customers, columns);

  it("can be had of some customers, in any order", () => {
    expect(takeFromPanel(panel, Int32Array.of(2, 0))).toEqual(panelOf(6, [customers[2], customers[0]], columns));
  });

  it("can be had up to a month, of who was known by then", () => {
    const past = panelBefore(panel, 4);
    expect([...past.customers]).toEqual([0, 2]);
    expect(past.panel).toEqual(panelOf(4, [{ entry: -1, active: [customers[0].active[0]] }, customers[2]], columns));
  });
});
