import { describe, expect, it } from "vitest";
import type { ActivityModel } from "../../../../src/transitions/activity/activity-model.ts";
import { noStatistics } from "../../../../src/transitions/activity/inference/activity-statistics.ts";
import { priorEffects } from "../../../../src/transitions/activity/inference/customer-effects.ts";
import { inferActivity } from "../../../../src/transitions/activity/inference/infer-activity.ts";
import { type Customer, modelOf, panelOf } from "../panel-builder.ts";

const model: ActivityModel = {
  ...modelOf(
    [
      [0.7, 0.3],
      [0.2, 0.8],
    ],
    [0.4, 3],
  ),
  season: Float64Array.of(0.8, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
  effect: { shape: undefined, values: Float64Array.of(0.5, 1.5), shares: Float64Array.of(0.5, 0.5) },
  present: Float64Array.of(0.35, 0.65),
  entering: Float64Array.of(0.9, 0.1),
};
const customers: readonly Customer[] = [
  {
    entry: -1,
    active: [
      { month: 0, orders: 2 },
      { month: 3, orders: 1 },
    ],
  },
  {
    entry: 1,
    active: [
      { month: 1, orders: 4 },
      { month: 2, orders: 1 },
    ],
  },
  { entry: -1, active: [] },
  { entry: 3, active: [{ month: 3, orders: 1 }] },
];
const months = 4;

/** Every path of states with every effect, by the definition. */
function enumerate({ entry, active }: Customer) {
  const first = Math.max(entry, 0);
  const paths: { states: number[]; effect: number; chance: number }[] = [];
  const walk = (states: number[], effect: number, chance: number) => {
    const month = first + states.length;
    if (month === months) {
      paths.push({ states, effect, chance });
      return;
    }
    for (const state of [0, 1]) {
      const begun = (entry < 0 ? model.present : model.entering)[state];
      const before = states.at(-1);
      let here = before === undefined ? begun : model.matrix[before * 2 + state];
      if (month !== entry) {
        const mean = model.rate[state] * model.effect.values[effect] * model.season[month];
        const orders = active.find((row) => row.month === month)?.orders ?? 0;
        here *= (Math.exp(-mean) * mean ** orders) / [1, 1, 2, 6, 24][orders];
      }
      walk([...states, state], effect, chance * here);
    }
  };
  for (const effect of [0, 1]) walk([], effect, model.effect.shares[effect]);
  const total = paths.reduce((sum, { chance }) => sum + chance, 0);
  return { first, paths: paths.map((path) => ({ ...path, chance: path.chance / total })), likelihood: total };
}

describe("what is inferred of states", () => {
  const panel = panelOf(months, customers);
  const statistics = noStatistics(2, 0, 2);
  const states: number[][] = [];
  const last: number[][] = [];
  inferActivity(panel, model, priorEffects(panel, model), 0, customers.length, statistics, (inferred) => {
    states.push([...inferred.states]);
    last.push([...inferred.last]);
  });
  const truth = customers.map(enumerate);

  it("has the likelihood of all paths", () => {
    const expected = truth.reduce((sum, { likelihood }) => sum + Math.log(likelihood), 0);
    expect(statistics.bound).toBeCloseTo(expected, 10);
    expect(statistics.customers).toBe(customers.length);
  });

  it.each([0, 1, 2, 3])("gives customer %i the chances of all paths, month by month", (i) => {
    const { first, paths } = truth[i];
    for (let month = first; month < months; month++)
      for (const state of [0, 1]) {
        const expected = paths.reduce((sum, path) => sum + (path.states[month - first] === state ? path.chance : 0), 0);
        expect(states[i][month * 2 + state]).toBeCloseTo(expected, 10);
      }
    for (const effect of [0, 1])
      for (const state of [0, 1]) {
        const here = paths.filter((path) => path.effect === effect && path.states.at(-1) === state);
        expect(last[i][effect * 2 + state]).toBeCloseTo(
          here.reduce((sum, { chance }) => sum + chance, 0),
          10,
        );
      }
  });

  it("expects the moves, and months of all paths that are counted", () => {
    const moves = [0, 0, 0, 0];
    let exposure = 0;
    for (const [i, { first, paths }] of truth.entries())
      for (const { states: path, effect, chance } of paths) {
        for (let at = 1; at < path.length; at++) moves[path[at - 1] * 2 + path[at]] += chance;
        const counted = path.filter((_, at) => first + at !== customers[i].entry).length;
        exposure += counted * model.effect.values[effect] * chance;
      }
    expect([...statistics.moves]).toEqual(moves.map((count) => expect.closeTo(count, 10)));
    expect(statistics.exposure.reduce((sum, value) => sum + value, 0)).toBeCloseTo(exposure, 10);
    expect(statistics.countedOrders.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 10);
    expect(statistics.orders.reduce((sum, value) => sum + value, 0)).toBeCloseTo(9, 10);
  });
});
