import { createRandom, type Random } from "../../../src/math/random.ts";
import type { ActivityModel } from "../../../src/transitions/activity/activity-model.ts";
import type { ActivityPanel, PanelColumns } from "../../../src/transitions/activity/panel/activity-panel.ts";
import { noEffect } from "../../../src/transitions/activity/rate-effect.ts";

export const noColumns: PanelColumns = { count: 0, tallies: [], mixes: [] };

interface Month {
  readonly month: number;
  readonly orders: number;
  /** Log values of the orders. */
  readonly baskets?: readonly number[];
  /** Column and count, ascending by column. */
  readonly counts?: readonly (readonly [number, number])[];
}

export interface Customer {
  readonly entry: number;
  readonly active: readonly Month[];
}

/** A panel of customers written down by hand; it begins in January. */
export function panelOf(
  months: number,
  customers: readonly Customer[],
  columns: PanelColumns = noColumns,
): ActivityPanel {
  const rows = customers.flatMap(({ active }) => active);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const running = (lengths: readonly number[]) => {
    const starts = new Int32Array(lengths.length + 1);
    for (const [i, length] of lengths.entries()) starts[i + 1] = starts[i] + length;
    return starts;
  };
  const counts = rows.flatMap((row) => row.counts ?? []);
  return {
    ...{ months, columns, baskets: { low: 0, high: 0, mean: 0 } },
    calendar: Uint8Array.from({ length: months }, (_, t) => t % 12),
    entry: Int16Array.from(customers, ({ entry }) => entry),
    rowStart: running(customers.map(({ active }) => active.length)),
    month: Uint8Array.from(rows, ({ month }) => month),
    orders: Uint8Array.from(rows, ({ orders }) => orders),
    basketSum: Float64Array.from(rows, ({ baskets = [] }) => sum(baskets)),
    basketSquares: Float64Array.from(rows, ({ baskets = [] }) => sum(baskets.map((value) => value * value))),
    countStart: running(rows.map((row) => row.counts?.length ?? 0)),
    column: Uint8Array.from(counts, ([column]) => column),
    count: Uint8Array.from(counts, ([, count]) => count),
  };
}

/** A model of states that only differ in their rates, without effects or seasons. */
export function modelOf(matrix: readonly (readonly number[])[], rate: readonly number[]): ActivityModel {
  const k = rate.length;
  const even = () => new Float64Array(k).fill(1 / k);
  return {
    ...{ states: k, matrix: Float64Array.from(matrix.flat()), entering: even(), present: even() },
    ...{ rate: Float64Array.from(rate), season: new Float64Array(12).fill(1), effect: noEffect },
    ...{ basket: undefined, tallies: [], mixes: [] },
  };
}

/** Lives that follow a model: states month by month, and the orders that come of them; everybody was there before. */
export function simulate(model: ActivityModel, customers: number, months: number, seed: number) {
  const random = createRandom(seed);
  const { states: k, matrix, rate, effect, basket } = model;
  const states = new Uint8Array(customers * months);
  const lives = Array.from({ length: customers }, (_, i): Customer => {
    const h = effect.values[draw(random, effect.shares)];
    const p = basket === undefined ? 0 : random.normal() * Math.sqrt(basket.customerVariance);
    let state = draw(random, model.present);
    const active: Month[] = [];
    for (let month = 0; month < months; month++) {
      if (month > 0) state = draw(random, matrix.subarray(state * k, (state + 1) * k));
      states[i * months + month] = state;
      const orders = poisson(random, rate[state] * h);
      const baskets = Array.from({ length: basket === undefined ? 0 : orders }, () =>
        basket === undefined ? 0 : basket.mean[state] + p + basket.sd[state] * random.normal(),
      );
      if (orders > 0) active.push({ month, orders: Math.min(orders, 40), baskets });
    }
    return { entry: -1, active };
  });
  return { panel: panelOf(months, lives), states };
}

function draw(random: Random, shares: Float64Array): number {
  let left = random.next();
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i];
    if (left < 0) return i;
  }
  return shares.length - 1;
}

function poisson(random: Random, mean: number): number {
  const end = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > end) {
    product *= random.next();
    count += 1;
  }
  return count;
}
