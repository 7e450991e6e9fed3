import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMoves, countMovesByGroup, countPaths } from "../../../src/transitions/assumptions/count-paths.ts";

const k = 3;
const someWindows = fc.tuple(fc.nat(12), fc.integer({ min: 0, max: 5 })).chain(([n, windows]) =>
  fc.array(fc.array(fc.integer({ min: -1, max: k - 1 }), { minLength: n, maxLength: n }), {
    minLength: windows,
    maxLength: windows,
  }),
);
const typed = (windows: readonly number[][]) => windows.map((labels) => Int16Array.from(labels));

describe("counts of moves and paths", () => {
  it("are of customers seen in all windows they span", () => {
    const windows = typed([
      [0, 0, 1, -1, 2],
      [1, 1, 1, 0, -1],
      [2, 2, 0, 0, 2],
    ]);
    expect([...countMoves(windows[0], windows[1], k)]).toEqual([0, 2, 0, /**/ 0, 1, 0, /**/ 0, 0, 0]);
    const paths = countPaths(windows, k);
    expect(paths[(0 * k + 1) * k + 2]).toBe(2);
    expect(paths[(1 * k + 1) * k + 0]).toBe(1);
    expect(paths.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it("agree with a walk along every customer", () => {
    fc.assert(
      fc.property(someWindows, (rows) => {
        const expected = new Float64Array(k ** 3);
        for (let customer = 0; customer < (rows[0] ?? []).length; customer++) {
          const path = rows.map((row) => row[customer]);
          for (let w = 0; w + 2 < path.length; w++) {
            const [a, b, c] = path.slice(w, w + 3);
            if (Math.min(a, b, c) >= 0) expected[a * 9 + b * 3 + c] += 1;
          }
        }
        expect(countPaths(typed(rows), k)).toEqual(expected);
      }),
    );
  });

  it("of groups add up to those of everybody in one", () => {
    fc.assert(
      fc.property(someWindows, fc.array(fc.nat(1), { minLength: 12, maxLength: 12 }), (rows, groups) => {
        const windows = typed(rows);
        const groupOf = Int16Array.from(groups.slice(0, rows[0]?.length ?? 0));
        const [a, b] = countMovesByGroup(windows, k, groupOf, 2);
        const all = new Float64Array(k * k);
        for (let w = 1; w < windows.length; w++) {
          for (const [cell, count] of countMoves(windows[w - 1], windows[w], k).entries()) all[cell] += count;
        }
        expect(a.map((count, cell) => count + b[cell])).toEqual(all);
      }),
    );
  });

  it("leave out customers of no group", () => {
    const windows = typed([
      [0, 0],
      [1, 1],
    ]);
    expect(countMovesByGroup(windows, k, Int16Array.of(-1, 0), 1)[0][1]).toBe(1);
  });

  it("refuse windows of other customers and labels that are no state", () => {
    expect(() => countMoves(Int16Array.of(0), Int16Array.of(0, 1), k)).toThrow(
      "transitions: 1 customers in the first window, 2 in window 1",
    );
    expect(() => countPaths([Int16Array.of(0, 3)], k)).toThrow("transitions: customer 1 is in state 3 of 3");
    expect(() => countPaths([Int16Array.of(-2)], k)).toThrow("transitions: customer 0 is in state -2 of 3");
    const one = [Int16Array.of(0), Int16Array.of(0)];
    expect(() => countMovesByGroup(one, k, new Int16Array(2), 1)).toThrow(
      "transitions: groups of 2 customers, 1 in window 0",
    );
    expect(() => countMovesByGroup(one, k, Int16Array.of(1), 1)).toThrow("transitions: customer 0 is in group 1 of 1");
  });
});
