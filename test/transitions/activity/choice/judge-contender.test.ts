import { describe, expect, it } from "vitest";
import { mlKMeansEngine } from "../../../../src/segments/ml-kmeans/ml-kmeans-engine.ts";
import { leadsOver } from "../../../../src/transitions/activity/choice/choose-contender.ts";
import type { Contender } from "../../../../src/transitions/activity/choice/contenders.ts";
import { futureOrders } from "../../../../src/transitions/activity/choice/future-orders.ts";
import { type Halves, judgeContender, levelOf } from "../../../../src/transitions/activity/choice/judge-contender.ts";
import {
  type ActivityPanel,
  panelBefore,
  takeFromPanel,
} from "../../../../src/transitions/activity/panel/activity-panel.ts";
import { type ActivityCandidate, searchActivity } from "../../../../src/transitions/activity/search/search-activity.ts";
import { modelOf, panelOf, simulate } from "../panel-builder.ts";

const options = { engine: mlKMeansEngine, seed: 3 };
const contender = (kind: ActivityCandidate["kind"], states: number): Contender => ({
  candidate: { kind, states, freeEffect: false, hasBasket: false },
  view: "orders",
});

/** Judges a contender at two cuts, from a search among the first half before the first of them. */
async function judged(panel: ActivityPanel, one: Contender, cuts = [9, 12]) {
  const ids = (own: number) => Int32Array.from(panel.entry.keys()).filter((i) => i % 2 === own);
  const halves: Halves = [ids(0), ids(1)];
  const past = panelBefore(takeFromPanel(panel, halves[0]), cuts[0]).panel;
  const { model } = await searchActivity(past, one.candidate, { ...options, seasonal: false });
  return judgeContender(panel, halves, one, model, { cuts, horizon: 3 }, options);
}

describe("contenders, on months and customers they have not seen", () => {
  const moving = modelOf(
    [
      [0.85, 0.15],
      [0.15, 0.85],
    ],
    [4, 0.3],
  );
  const lapsing = modelOf(
    [
      [0.9, 0, 0.1],
      [0, 0.95, 0.05],
      [0, 0, 1],
    ],
    [3, 0.6, 0],
  );

  it("a chain beats types that stay where customers move, and expects what comes", async () => {
    const { panel } = simulate(moving, 600, 15, 1);
    const [stays, moves] = [await judged(panel, contender("static", 2)), await judged(panel, contender("chain", 2))];
    for (const { lo } of leadsOver(moves, stays)) expect(lo).toBeGreaterThan(0);
    const mean = (values: Iterable<number>) => {
      const all = [...values];
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    const last = moves.cuts[1];
    expect(last.logLikelihood).toHaveLength(600);
    const came = futureOrders(panel, Int32Array.from(panel.entry.keys()), 12, 3);
    expect(mean(last.expectedOrders) / (3 * mean(came))).toBeCloseTo(1, 1);
    const active = Array.from({ length: 600 }, (_, i) => Number(came.subarray(3 * i, 3 * i + 3).some((n) => n > 0)));
    expect(mean(last.active)).toBeCloseTo(mean(active), 1);
  });

  it("a chain is not ahead where customers only lapse", async () => {
    const { panel } = simulate(lapsing, 800, 15, 2);
    const [lapses, moves] = [await judged(panel, contender("lapse", 3)), await judged(panel, contender("chain", 3))];
    const leads = leadsOver(moves, lapses);
    expect(leads[leads.length - 1].lo).toBeLessThan(0);
  });

  it("are told nothing of months after the cut", async () => {
    const { panel } = simulate(moving, 200, 15, 4);
    const other = { ...panel, orders: panel.orders.map((count, row) => (panel.month[row] >= 12 ? 40 - count : count)) };
    const [known, changed] = [await judged(panel, contender("chain", 2)), await judged(other, contender("chain", 2))];
    expect(changed.cuts.map(({ expectedOrders }) => expectedOrders)).toEqual(
      known.cuts.map(({ expectedOrders }) => expectedOrders),
    );
    expect(changed.models).toEqual(known.models);
  });
});

describe("the level of the months before a cut", () => {
  it("takes half of what forecasts were off by, in logs, and little of few orders", () => {
    expect(levelOf(50_000, 50_000)).toBe(1);
    expect(levelOf(81e6, 100e6)).toBeCloseTo(0.9, 6);
    expect(levelOf(8, 10)).toBeGreaterThan(0.98);
  });
});

describe("orders to come", () => {
  it("are those of the months from the cut on, for the customers asked for", () => {
    const panel = panelOf(5, [
      { entry: -1, active: [{ month: 1, orders: 7 }] },
      {
        entry: -1,
        active: [
          { month: 2, orders: 1 },
          { month: 3, orders: 2 },
          { month: 4, orders: 3 },
        ],
      },
    ]);
    expect([...futureOrders(panel, Int32Array.of(1, 0), 2)]).toEqual([1, 2, 3, 0, 0, 0]);
    expect([...futureOrders(panel, Int32Array.of(1), 3, 1)]).toEqual([2]);
  });
});
