import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { segmentId } from "../../../src/segments/segmentation.ts";
import { chooseMemory } from "../../../src/transitions/assumptions/choose-memory.ts";
import { countMoves } from "../../../src/transitions/assumptions/count-paths.ts";
import {
  countMovesFrom,
  type Memory,
  remember,
  statesWithHistory,
  windowsWithout,
} from "../../../src/transitions/assumptions/states-with-history.ts";
import { estimateTransitions } from "../../../src/transitions/estimate-transitions.ts";
import { drawChain, history } from "./chain-builder.ts";

const memories: Memory[] = ["none", "previous", "age"];
const windowsOf = (...customers: number[][]) =>
  customers[0].map((_, w) => Int16Array.from(customers, (path) => path[w]));

describe("remember", () => {
  const windows = windowsOf([0, 0, 0, 1, 1], [-1, -1, 1, 1, 0], [1, 0, 1, 1, 1]);

  it("keeps labels as they are without memory", () => {
    expect(remember(windows, 2, "none")).toEqual({ labels: windows, classes: 1 });
  });

  it("adds the segment before, and a class for those who joined since", () => {
    const { labels, classes } = remember(windows, 2, "previous");
    expect(classes).toBe(3);
    // previous · 2 + segment; joined is class 2
    expect(labels.map((own) => [...own])).toEqual([
      [0, -1, 2],
      [0, 5, 1],
      [1, 3, 3],
      [3, 2, 3],
    ]);
  });

  it("adds the age, which is known from the third window on", () => {
    const { labels, classes } = remember(windows, 2, "age");
    expect(classes).toBe(3);
    // (age − 1) · 2 + segment
    expect(labels.map((own) => [...own])).toEqual([
      [4, 1, 1],
      [1, 3, 3],
      [3, 0, 5],
    ]);
  });
});

describe("statesWithHistory", () => {
  // A population only grows: customers join in some window and stay.
  const someHistory = fc
    .array(fc.tuple(fc.nat(3), fc.array(fc.nat(3), { minLength: 4, maxLength: 4 })), { minLength: 1, maxLength: 6 })
    .map((customers) =>
      history(windowsOf(...customers.map(([joined, path]) => path.map((state, w) => (w < joined ? -1 : state))))),
    );

  it("has the same customers in each segment, and only states that somebody is in", () => {
    fc.assert(
      fc.property(someHistory, fc.constantFrom(...memories), (plain, memory) => {
        const enlarged = statesWithHistory(plain, memory);
        expect(enlarged.windows).toEqual(plain.windows.slice(windowsWithout[memory]));
        expect(new Set(enlarged.states).size).toBe(enlarged.states.length);
        const seen = new Set<number>();
        for (const [w, labels] of enlarged.labels.entries()) {
          for (const [customer, state] of labels.entries()) {
            if (state >= 0) seen.add(state);
            expect(state < 0 ? -1 : enlarged.segmentOf[state]).toBe(plain.labels[w + windowsWithout[memory]][customer]);
          }
        }
        expect(seen.size).toBe(enlarged.states.length);
      }),
    );
  });

  it("names its states after what they remember", () => {
    const plain = history(windowsOf([0, 0, 0, 1], [-1, -1, 1, 3]));
    expect(statesWithHistory(plain, "previous").states).toEqual([
      "loyal--after-loyal",
      "lapsing--after-loyal",
      "lapsing--joined",
      "dormant--after-lapsing",
    ]);
    expect(statesWithHistory(plain, "age").states).toEqual(["loyal--age-3", "lapsing--age-1", "dormant--age-1"]);
  });

  it("is a history that transitions are estimated from: with the segment before, a chain of order 2", () => {
    const random = createRandom(4);
    const labels = drawChain(random, 4000, 6, 2, ({ state, previous }) =>
      state === previous ? [0.8, 0.2] : [0.3, 0.7],
    );
    const enlarged = statesWithHistory(history(labels), "previous");
    const found = estimateTransitions(enlarged);
    if (found.status === "refused" || found.pooled.status === "refused") expect.fail("refused");
    const k = enlarged.states.length;
    const [from, to] = ["loyal--after-lapsing", "loyal--after-loyal"].map((id) =>
      enlarged.states.indexOf(segmentId.parse(id)),
    );
    expect(found.pooled.probabilities[from * k + to]).toBeCloseTo(0.3, 1.4);
    expect(found.pooled.probabilities[to * k + to]).toBeCloseTo(0.8, 1.4);
  });
});

it("countMovesFrom adds up to the moves between segments", () => {
  const labels = drawChain(createRandom(2), 300, 5, 3, ({ state }) => [0.2, 0.2, 0.2].with(state, 0.6));
  for (const memory of memories) {
    const counts = countMovesFrom(remember(labels, 3, memory), 3 - windowsWithout[memory], labels[4], 3);
    const plain = new Float64Array(9);
    for (const [cell, count] of counts.entries()) plain[cell % 9] += count;
    expect(plain).toEqual(countMoves(labels[3], labels[4], 3));
  }
});

describe("chooseMemory", () => {
  const chosen = (labels: readonly Int16Array[], k: number) => {
    const found = chooseMemory(labels, k);
    if (found.status === "refused") expect.fail(found.reason.en);
    return found;
  };
  const rows = [
    [0.7, 0.2, 0.1],
    [0.2, 0.6, 0.2],
    [0.1, 0.2, 0.7],
  ];

  it("finds the memory that moves were drawn with", () => {
    const draw = (rowOf: Parameters<typeof drawChain>[4]) => drawChain(createRandom(6), 3000, 7, 3, rowOf);
    expect(
      chosen(
        draw(({ state }) => rows[state]),
        3,
      ).chosen,
    ).toBe("none");
    expect(
      chosen(
        draw(({ state, previous }) => rows[state === 1 ? previous : state]),
        3,
      ).chosen,
    ).toBe("previous");
    expect(
      chosen(
        draw(({ state, age }) => (age >= 3 ? [0, 0, 0].with(state, 1) : rows[state])),
        3,
      ).chosen,
    ).toBe("age");
  });

  it("scores every memory on the same moves of the last pair", () => {
    const labels = drawChain(createRandom(6), 500, 5, 3, ({ state }) => rows[state]);
    const { moves, candidates } = chosen(labels, 3);
    expect(moves).toBe(500);
    const [none, ...others] = candidates;
    expect(none).toMatchObject({ memory: "none", gain: 0, standardError: 0 });
    for (const { gain, logLikelihood } of others) expect(gain).toBeCloseTo(logLikelihood - none.logLikelihood, 12);
  });

  it("knows a log-likelihood by hand", () => {
    // One state: it is always foretold.
    expect(chosen(windowsOf([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]), 1).candidates[0].logLikelihood).toBe(0);
    // Two customers stayed and one moved in the only pair to learn from; the last pair has one stay and two moves.
    const labels = windowsOf([0, 0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 1, -1]);
    const shares = [(3 + 0.5) / 5, (1 + 0.5) / 5];
    const [stay, move] = [(3 + shares[0]) / 5, (1 + shares[1]) / 5];
    expect(chosen(labels, 2).candidates[0].logLikelihood).toBeCloseTo((Math.log(stay) + 2 * Math.log(move)) / 3, 12);
  });

  it("is refused without windows to learn from and to predict, or customers in them", () => {
    expect(chooseMemory(windowsOf([0, 0, 0, 0]), 1)).toMatchObject({
      status: "refused",
      reason: { en: "a choice of memory needs 5 windows, got 4" },
    });
    expect(chooseMemory(windowsOf([0, 0, 0, 0, -1]), 1)).toMatchObject({ status: "refused" });
  });
});
