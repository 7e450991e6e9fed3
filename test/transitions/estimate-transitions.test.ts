import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochDay } from "../../src/math/calendar.ts";
import { dormant, none, type StateHistory, segmentId } from "../../src/segments/segmentation.ts";
import { estimateTransitions, type TransitionModel } from "../../src/transitions/estimate-transitions.ts";
import { transitionRows } from "../../src/transitions/transition-table.ts";
import reference from "./markov-fit.json" with { type: "json" };

const states = [segmentId.parse("loyal"), segmentId.parse("lapsing"), none, dormant];

/** A history of one label per customer and window; windows are 30 days apart, the first `short` of them short. */
function history(labels: readonly (readonly number[])[], short = 0, k = states): StateHistory {
  return {
    windows: labels.map((_, w) => ({
      from: epochDay.parse(w * 30),
      until: epochDay.parse(w * 30 + 365),
      short: w < short,
      incomplete: false,
    })),
    states: k,
    labels: labels.map((row) => Int16Array.from(row)),
  };
}

function done(result: ReturnType<typeof estimateTransitions>): TransitionModel {
  if (result.status === "refused") throw new Error(result.reason.en);
  return result;
}

describe("estimateTransitions", () => {
  it("counts moves from row to column and newcomers apart", () => {
    const before = [0, 0, 0, 1, 2, -1, -1, -1];
    const after = [0, 1, 1, 3, 0, 2, 0, -1];
    const [{ counts, entered }] = done(estimateTransitions(history([before, after]))).pairs;
    expect([...counts]).toEqual([1, 2, 0, 0, /**/ 0, 0, 0, 1, /**/ 1, 0, 0, 0, /**/ 0, 0, 0, 0]);
    expect([...entered]).toEqual([1, 0, 1, 0]);
  });

  it("divides by the row, and leaves a row nobody was seen in unknown", () => {
    const [{ probabilities, lo, hi }] = done(
      estimateTransitions(
        history([
          [0, 0, 0, 1],
          [0, 1, 1, 3],
        ]),
      ),
    ).pairs;
    expect([...probabilities.subarray(0, 4)]).toEqual([1 / 3, 2 / 3, 0, 0]);
    expect([...probabilities.subarray(8, 16)].every(Number.isNaN)).toBe(true);
    expect([lo[8], hi[8]]).toEqual([0, 1]);
  });

  it("agrees with the reference on unequal sequences: counts, probabilities, Wilson intervals", () => {
    const length = Math.max(...reference.sequences.map((sequence) => sequence.length));
    const windows = Array.from({ length }, (_, w) =>
      // Sequences end together, so that a shorter one is a customer who entered later.
      reference.sequences.map((sequence) => {
        const state = sequence[w - (length - sequence.length)];
        return state === undefined ? -1 : reference.states.indexOf(state);
      }),
    );
    const k = reference.states.map((state) => segmentId.parse(state));
    const { pooled } = done(estimateTransitions(history(windows, 0, k)));
    if (pooled.status === "refused") throw new Error(pooled.reason.en);
    expect([...pooled.counts]).toEqual(reference.counts.flat());
    const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 8));
    expect([...pooled.probabilities]).toEqual(close(reference.probabilities.flat()));
    expect([...pooled.lo]).toEqual(close(reference.wilson.flat().map(([lo]) => lo)));
    expect([...pooled.hi]).toEqual(close(reference.wilson.flat().map(([, hi]) => hi)));
  });

  it("pools full windows only, and keeps the short pairs", () => {
    const model = done(
      estimateTransitions(
        history(
          [
            [0, 0],
            [1, 1],
            [1, 3],
            [3, 3],
          ],
          1,
        ),
      ),
    );
    expect(model.pairs.map(({ short }) => short)).toEqual([true, false, false]);
    expect(model.pooled).toMatchObject({ status: "done", pairs: 2 });
    if (model.pooled.status === "refused") return;
    expect([...model.pooled.counts]).toEqual([0, 0, 0, 0, /**/ 0, 1, 0, 2, /**/ 0, 0, 0, 0, /**/ 0, 0, 0, 1]);
  });

  it("leaves a window whose end is missing out of the pool, and keeps its pair", () => {
    const { windows, ...rest } = history([[0], [1], [3]]);
    const model = done(
      estimateTransitions({ ...rest, windows: windows.map((window, w) => ({ ...window, incomplete: w === 2 })) }),
    );
    expect(model.pairs.map(({ incomplete }) => incomplete)).toEqual([false, true]);
    expect(model.pooled).toMatchObject({ status: "done", pairs: 1 });
    expect(transitionRows(model).filter(({ flags }) => flags.includes("incomplete-window"))).not.toHaveLength(0);
  });

  it("refuses to pool when every pair has a short window", () => {
    expect(done(estimateTransitions(history([[0], [1], [1]], 2))).pooled).toEqual({
      status: "refused",
      reason: {
        en: "transitions: pooling needs 2 neighbouring windows with a full look-back; all 2 pairs have a short one",
        ru: "переходы: нужны 2 соседних окна с полной глубиной истории; есть 2 пары окон, и в каждой хотя бы одно окно короткое",
      },
    });
  });

  it("refuses a single window", () => {
    expect(estimateTransitions(history([[0]]))).toEqual({
      status: "refused",
      reason: {
        en: "transitions: a move needs 2 windows, got 1",
        ru: "переходы: чтобы увидеть переход, нужны 2 окна, есть 1",
      },
    });
  });

  it("accounts for everyone: moves and newcomers add up to the later window", () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(moves, (customers) => {
        const [{ counts, entered, probabilities }] = done(
          estimateTransitions(history([customers.map(([from]) => from), customers.map(([, to]) => to)])),
        ).pairs;
        const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
        expect(sum(counts) + sum(entered)).toBe(customers.length);
        for (let from = 0; from < 4; from++) {
          const row = probabilities.subarray(from * 4, from * 4 + 4);
          if (!Number.isNaN(row[0])) expect(sum(row)).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it("rejects a population that shrinks", () => {
    expect(() =>
      estimateTransitions(
        history([
          [0, 1],
          [0, -1],
        ]),
      ),
    ).toThrow("transitions: customer 1 left the population, which only grows");
    expect(() => estimateTransitions(history([[0, 1], [0]]))).toThrow(
      "transitions: 2 customers in one window, 1 in the next",
    );
  });
});
