import { describe, expect, it } from "vitest";
import { bareTable } from "../../../src/features/bare-table.ts";
import { dormant, none, segmentId } from "../../../src/segments/segmentation.ts";
import { expectMoves, foretellMoves } from "../../../src/transitions/next-state/foretell-moves.ts";
import type { NextStateModel } from "../../../src/transitions/next-state/next-state.ts";
import { withRowsOfEverybody } from "../../../src/transitions/next-state/rows-of-everybody.ts";

const [loyal, casual] = ["loyal", "casual"].map((name) => segmentId.parse(name));
const states = [loyal, casual, none, dormant];

/** Nothing learned but the moves: 6 of 9 loyal customers stay, half of those who never bought do, nobody was dormant. */
const learned: NextStateModel = {
  ...{ status: "done", source: "", states, trainedOn: [], judgedOn: "2025-12-01" as NextStateModel["judgedOn"] },
  neededGain: 0.01,
  origins: [
    {
      ...{ origin: loyal, trained: 3, judged: 1, row: [1, 0, 0, 0], ridge: null, logLoss: null, gain: null },
      ...{ reliability: [], calibrationError: null, logit: null, reason: null },
    },
  ],
};
const counts = Float64Array.of(6, 2, 0, 1, 1, 4, 0, 3, 0, 5, 5, 0, 0, 0, 0, 0);
const model = withRowsOfEverybody(learned, counts);

describe("withRowsOfEverybody", () => {
  it("gives every state that anybody was seen in the smoothed row of all moves, and keeps what was learned", () => {
    expect(model.origins.map(({ origin }) => origin)).toEqual([loyal, casual, none]);
    expect(model.origins[0]).toEqual({ ...learned.origins[0], row: [6.5 / 11, 2.5 / 11, 0.5 / 11, 1.5 / 11] });
    expect(model.origins[2]).toMatchObject({ logit: null, row: [0.5 / 12, 5.5 / 12, 5.5 / 12, 0.5 / 12] });
    expect(model.origins[2].reason?.en).toBe("there are no features of its customers to learn from");
    expect(() => withRowsOfEverybody(learned, counts.slice(1))).toThrow("next state: 15 counts for 4 states");
  });
});

describe("foretellMoves", () => {
  // Customers 1 and 4 have features; 2 is not in the population yet; 5 is dormant, of whom nothing is known.
  const table = bareTable(Int32Array.of(1, 4), []);
  const labels = Int16Array.of(2, 0, -1, 2, 1, 3);
  const values = [9, 4, 0, 0];

  it("adds up the chances of leaving, of falling and of rising by what states are worth", () => {
    const { customers, next, nextChance, move, fall, rise } = foretellMoves(model, table, labels, values);
    expect([...customers]).toEqual([0, 1, 3, 4, 5]);
    // Of two states that are as likely the first is named.
    expect([...next]).toEqual([1, 0, 1, 1, -1]);
    expect([...nextChance]).toEqual([5.5 / 12, 6.5 / 11, 5.5 / 12, 4.5 / 10, Number.NaN]);
    const close = (list: readonly number[]) => list.map((value) => expect.closeTo(value, 12));
    expect([...move].slice(0, 4)).toEqual(close([6.5 / 12, 4.5 / 11, 6.5 / 12, 5.5 / 10]));
    expect([...(fall ?? [])].slice(0, 4)).toEqual(close([0, 4.5 / 11, 0, 4 / 10]));
    // From never having bought to dormant is no rise.
    expect([...(rise ?? [])].slice(0, 4)).toEqual(close([6 / 12, 0, 6 / 12, 1.5 / 10]));
    expect([move[4], fall?.[4], rise?.[4]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("knows no falls and rises where states have no values", () => {
    const foretold = foretellMoves(model, table, labels, null);
    expect([foretold.fall, foretold.rise]).toEqual([null, null]);
    expect(expectMoves(foretold, labels, model)[0]).toMatchObject({ falls: null, rises: null });
    expect(() => foretellMoves(model, table, labels, [1])).toThrow("movers: 1 values of 4 states");
  });

  it("sums up what is expected of every state that anybody is in whose chances are known", () => {
    const expected = expectMoves(foretellMoves(model, table, labels, values), labels, model);
    expect(expected.map(({ state, customers }) => [state, customers])).toEqual([
      [loyal, 1],
      [casual, 1],
      [none, 2],
    ]);
    expect(expected[2]).toEqual({
      ...{ state: none, customers: 2, stays: expect.closeTo(2 * (5.5 / 12), 12), falls: 0 },
      rises: expect.closeTo(1, 12),
    });
  });
});
