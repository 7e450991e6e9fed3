import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Window } from "../../src/features/window.ts";
import { epochDay } from "../../src/math/calendar.ts";
import { dormant, none, segmentId } from "../../src/segments/segmentation.ts";
import { stateSizes, statesAt, statesOf } from "../../src/segments/state-history.ts";

const segments = ["loyal", "lapsing", "new"].map((id) => segmentId.parse(id));
const [loyal, lapsing, isNew, isNone, isDormant, unknown] = [0, 1, 2, 3, 4, -1];
const always = -2147483648;
const never = 2147483647;

function window(from: number, until: number): Window {
  return { from: epochDay.parse(from), until: epochDay.parse(until), short: false, incomplete: false };
}

function labelled(rows: Readonly<Record<number, number>>) {
  return {
    segments,
    customers: Int32Array.from(Object.keys(rows), Number),
    labels: Int32Array.from(Object.values(rows)),
  };
}

describe("statesOf", () => {
  it("puts the reserved states after the segments", () => {
    expect(statesOf(segments)).toEqual(["loyal", "lapsing", "new", none, dormant]);
  });
});

describe("statesAt", () => {
  it("tells segment, dormant, none and not yet known apart on the day before the window's end", () => {
    const population = {
      //                      0   1    2    3       4       5      6    7      8
      knownFrom: Int32Array.of(10, 99, 100, 99, always, always, 50, 100, 10),
      firstOrder: Int32Array.of(20, 99, 100, 100, never, 20, never, never, 99),
    };
    const states = statesAt(window(40, 100), population, labelled({ 1: lapsing, 8: isNew }));
    expect([...states]).toEqual([
      isDormant, // ordered before the look-back
      lapsing, // known and first ordered on the last day
      unknown, // known and first ordered on the day the window ends
      isNone, // known on the last day, first order a day too late
      isNone, // known all along, never ordered
      isDormant,
      isNone,
      unknown, // registers on the day the window ends
      isNew,
    ]);
  });

  it("has everyone who is known in a segment where profiles are all there is", () => {
    const population = { knownFrom: Int32Array.of(always, 99, 100), firstOrder: Int32Array.of(never, never, never) };
    expect([...statesAt(window(40, 100), population, labelled({ 0: loyal, 1: isNew }))]).toEqual([
      loyal,
      isNew,
      unknown,
    ]);
  });

  it("never forgets a customer: once known, known in every later window", () => {
    const people = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(people, fc.nat(100), fc.nat(100), (rows, a, b) => {
        const population = {
          knownFrom: Int32Array.from(rows, ([known]) => known),
          firstOrder: Int32Array.from(rows, ([, ordered]) => ordered),
        };
        const [before, after] = [Math.min(a, b), Math.max(a, b)].map((until) =>
          statesAt(window(until - 10, until), population, labelled({})),
        );
        for (const customer of rows.keys()) {
          if (before[customer] !== unknown) expect(after[customer]).not.toBe(unknown);
          if (before[customer] === isDormant) expect(after[customer]).toBe(isDormant);
        }
      }),
    );
  });
});

describe("stateSizes", () => {
  it("counts the customers of a window by state, the unknown nowhere", () => {
    const history = {
      windows: [window(0, 50), window(0, 100)],
      states: statesOf(segments),
      labels: [Int16Array.of(-1, -1, 0, 4), Int16Array.of(isNew, isNew, isDormant, unknown)],
    };
    expect([...stateSizes(history, 0)]).toEqual([1, 0, 0, 0, 1]);
    expect([...stateSizes(history, 1)]).toEqual([0, 0, 2, 0, 1]);
  });
});
