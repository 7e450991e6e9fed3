import { describe, expect, it } from "vitest";
import { epochDay, toIsoDate } from "../../src/math/calendar.ts";
import { createRandom } from "../../src/math/random.ts";
import { dormant, none, type StateHistory, segmentId } from "../../src/segments/segmentation.ts";
import { estimateTransitions } from "../../src/transitions/estimate-transitions.ts";
import { type DescribedOutlook, foresee, outlook } from "../../src/transitions/outlook.ts";

const states = [segmentId.parse("loyal"), segmentId.parse("lapsing"), none, dormant];
const planted = [
  [0.9, 0.1, 0, 0],
  [0.15, 0.7, 0, 0.15],
  [0.2, 0, 0.8, 0],
  [0, 0.05, 0, 0.95],
];
const newcomers = [30, 10, 10, 0];

/** Customers who move for themselves by the planted matrix, and some who come in every window. */
function lives(windows: number, short: number): StateHistory {
  const random = createRandom(3);
  const begin = [800, 600, 200, 400];
  const labels: number[][] = [begin.flatMap((count, state) => new Array<number>(count).fill(state))];
  for (let w = 1; w < windows; w++) {
    const moved = labels[w - 1].map((state) => {
      let left = random.next();
      return planted[state].findIndex((chance) => {
        left -= chance;
        return left < 0;
      });
    });
    labels.push([...moved, ...newcomers.flatMap((count, state) => new Array<number>(count).fill(state))]);
  }
  const all = labels[windows - 1].length;
  return {
    windows: labels.map((_, w) => ({
      from: epochDay.parse(w * 30),
      until: epochDay.parse(w * 30 + 365),
      short: w < short,
      incomplete: false,
    })),
    states,
    labels: labels.map((row) => Int16Array.from({ length: all }, (_, i) => row[i] ?? -1)),
  };
}

const values = Float64Array.of(50, 20, 0, 2);

function look(windows: number, short = 0) {
  const history = lives(windows, short);
  const moves = estimateTransitions(history);
  if (moves.status === "refused") throw new Error(moves.reason.en);
  const last = history.windows[windows - 1].until;
  const ends = [1, 2, 3].map((ahead) => epochDay.parse(last + 30 * ahead));
  return foresee(moves, history, { seed: 1, ends, values, discountFactor: 0.99, churn: [dormant] });
}

function done(found: ReturnType<typeof foresee>): DescribedOutlook {
  if (found.status === "refused") throw new Error(found.reason.en);
  return found;
}

describe("where a base is heading", () => {
  const found = done(look(12));

  it("is saved as its schema says", () => {
    expect(outlook.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  });

  it("follows the planted moves and newcomers", () => {
    for (const [from, row] of found.probabilities.entries())
      for (const [to, chance] of row.entries()) expect(chance).toBeCloseTo(planted[from][to], 1);
    const [first] = found.forecast;
    for (const [to, { mean }] of first.sizes.entries()) {
      const expected = found.sizes.reduce((sum, size, from) => sum + size * planted[from][to], newcomers[to]);
      expect(Math.abs(mean / expected - 1)).toBeLessThan(0.03);
    }
    expect(first.total.mean).toBeCloseTo(found.sizes.reduce((sum, size) => sum + size, 0) + 50, -1);
    expect(first.until).toBe(toIsoDate(epochDay.parse(11 * 30 + 365 + 30)));
  });

  it("brings what the sizes are worth", () => {
    for (const { sizes, revenue, totalRevenue } of found.forecast) {
      const expected = sizes.map(({ mean }, state) => mean * values[state]);
      expect(revenue?.map(({ mean }) => mean)).toEqual(expected.map((mean) => expect.closeTo(mean, 6)));
      expect(totalRevenue?.mean).toBeCloseTo(
        expected.reduce((sum, mean) => sum + mean, 0),
        6,
      );
    }
  });

  it("came true in the past about as often as it says", () => {
    const { backTest } = found;
    if ("status" in backTest) throw new Error(backTest.reason.en);
    expect(backTest.forecasts).toEqual([8, 7, 6].map((cuts) => 4 * cuts));
    expect(found.widened.every((factor) => factor >= 1 && factor < 1.6)).toBe(true);
    const all = backTest.forecasts.reduce((sum, count) => sum + count, 0);
    const covered = backTest.covered.reduce((sum, share, i) => sum + share * backTest.forecasts[i], 0) / all;
    expect(covered).toBeGreaterThan(0.78);
    for (const [i, error] of backTest.error.entries()) expect(error).toBeLessThan(backTest.stayError[i]);
  });

  it("says how many pairs of windows a trial needs", () => {
    const { backTest } = done(look(4));
    expect(backTest).toMatchObject({ status: "refused", reason: { en: expect.stringContaining("there are 3") } });
  });

  it("is refused where no two windows see a full look-back", () => {
    expect(look(4, 3)).toMatchObject({ status: "refused" });
  });
});
