import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { countMoves, countPaths } from "../../../src/transitions/assumptions/count-paths.ts";
import { orderTest } from "../../../src/transitions/assumptions/order-test.ts";
import { drawChain, type Past } from "./chain-builder.ts";

const settings = { seed: 1 };

function tested(windows: readonly Int16Array[], k: number) {
  const moves = new Float64Array(k * k);
  for (let w = 1; w < windows.length; w++) {
    for (const [cell, count] of countMoves(windows[w - 1], windows[w], k).entries()) moves[cell] += count;
  }
  const found = orderTest(moves, countPaths(windows, k), k, settings);
  if (found.status === "refused") expect.fail(found.reason.en);
  return found;
}

const rows = [
  [0.6, 0.3, 0.1],
  [0.2, 0.5, 0.3],
  [0.1, 0.3, 0.6],
];
const drawn = (rowOf: (past: Past) => readonly number[]) => drawChain(createRandom(3), 2000, 6, 3, rowOf);

describe("orderTest", () => {
  it("finds no order where every window is drawn anew, and the first where it depends on the last", () => {
    const independent = tested(
      drawn(() => [0.5, 0.3, 0.2]),
      3,
    );
    expect(independent.order0Against1.p).toBeGreaterThan(0.01);
    expect(independent.order1Against2.p).toBeGreaterThan(0.01);

    const chain = tested(
      drawn(({ state }) => rows[state]),
      3,
    );
    expect(chain.order0Against1.p).toBeLessThan(1e-6);
    expect(chain.order1Against2.p).toBeGreaterThan(0.01);
  });

  it("finds the second order, in the state that has it", () => {
    const { order1Against2, middleStates } = tested(
      drawn(({ state, previous }) => rows[state === 1 ? previous : state]),
      3,
    );
    expect(order1Against2.p).toBeLessThan(1e-6);
    expect(middleStates[1].q).toBeLessThan(1e-6);
    expect(middleStates[0].q).toBeGreaterThan(0.01);
    expect(middleStates[2].q).toBeGreaterThan(0.01);
  });

  it("finds customers who differ for good", () => {
    const random = createRandom(3);
    const stayers = drawChain(random, 1000, 6, 3, ({ state }) => [0.05, 0.05, 0.05].with(state, 0.9));
    const movers = drawChain(random, 1000, 6, 3, () => [0.4, 0.3, 0.3]);
    const both = stayers.map((labels, w) => Int16Array.from([...labels, ...movers[w]]));
    expect(tested(stayers, 3).order1Against2.p).toBeGreaterThan(0.01);
    expect(tested(movers, 3).order1Against2.p).toBeGreaterThan(0.01);
    expect(tested(both, 3).order1Against2.p).toBeLessThan(1e-6);
  });

  it("is refused where no state has two ways in and two out, as with fewer than three windows", () => {
    const refused = { status: "refused", reason: { en: expect.any(String), ru: expect.stringMatching(/[а-я]/) } };
    expect(orderTest(Float64Array.of(5, 5, 5, 5), new Float64Array(8), 2, settings)).toMatchObject(refused);
    const oneWay = countPaths([Int16Array.of(0, 0), Int16Array.of(1, 1), Int16Array.of(0, 1)], 2);
    expect(orderTest(Float64Array.of(0, 2, 1, 1), oneWay, 2, settings)).toMatchObject(refused);
  });

  it("refuses counts of another number of states", () => {
    expect(() => orderTest(new Float64Array(4), new Float64Array(4), 2, settings)).toThrow(
      "orderTest: 4 counts of paths through 2 states",
    );
    expect(() =>
      orderTest(
        new Float64Array(9),
        Float64Array.from({ length: 8 }, () => 1),
        2,
        settings,
      ),
    ).toThrow("testTables: 9 counts for 2 × 2 cells");
  });
});
