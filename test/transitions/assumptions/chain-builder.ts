import { epochDay } from "../../../src/math/calendar.ts";
import type { Random } from "../../../src/math/random.ts";
import { dormant, none, type StateHistory, segmentId } from "../../../src/segments/segmentation.ts";

export const states = [segmentId.parse("loyal"), segmentId.parse("lapsing"), none, dormant];
export const names = [
  { en: "Loyal", ru: "Верные" },
  { en: "Lapsing", ru: "Уходящие" },
  { en: "Never bought", ru: "Ещё не покупали" },
  { en: "Dormant", ru: "Спящие" },
];

/** A history of one label per customer and window, windows 30 days apart; look-backs do not overlap unless they are longer. */
export function history(
  labels: readonly ArrayLike<number>[],
  { lookback = 30, short = 0 }: { readonly lookback?: number; readonly short?: number } = {},
): StateHistory {
  return {
    windows: labels.map((_, w) => ({
      from: epochDay.parse(1000 + w * 30 - lookback),
      until: epochDay.parse(1000 + w * 30),
      short: w < short,
      incomplete: false,
    })),
    states,
    labels: labels.map((row) => Int16Array.from(row)),
  };
}

/** What a customer has lived through: the window, the state now and before, and how many windows they have been in it. */
export interface Past {
  readonly window: number;
  readonly state: number;
  readonly previous: number;
  readonly age: number;
}

/** States of n customers over windows, who move by the row that their past gives them. */
export function drawChain(
  random: Random,
  n: number,
  windows: number,
  k: number,
  rowOf: (past: Past) => readonly number[],
): Int16Array[] {
  const labels = Array.from({ length: windows }, () => new Int16Array(n));
  for (let customer = 0; customer < n; customer++) {
    let [previous, state, age] = [random.below(k), random.below(k), 1];
    labels[0][customer] = state;
    for (let window = 1; window < windows; window++) {
      const row = rowOf({ window, state, previous, age });
      let next = 0;
      for (let u = random.next() - row[0]; u >= 0 && next < k - 1; u -= row[next]) next += 1;
      age = next === state ? age + 1 : 1;
      [previous, state] = [state, next];
      labels[window][customer] = state;
    }
  }
  return labels;
}
