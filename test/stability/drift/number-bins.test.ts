import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binEdges, countByEdges } from "../../../src/stability/drift/number-bins.ts";
import { sampleOf } from "../../../src/stability/drift/sample.ts";

const sample = (...values: number[]) => sampleOf(Float64Array.from(values));
const upTo = (last: number) => sample(...Array.from({ length: last + 1 }, (_, value) => value));
const wholeNumbers = fc.array(fc.oneof(fc.nat(30), fc.constant(Number.NaN)), { maxLength: 80 });

describe("sampleOf", () => {
  it("sorts the known values and counts the others", () => {
    const values = Float64Array.of(4, Number.NaN, -1, 10, Number.NaN, 4);
    expect(sampleOf(values)).toEqual({ known: Float64Array.of(-1, 4, 4, 10), unknown: 2 });
    expect([...values]).toEqual([4, Number.NaN, -1, 10, Number.NaN, 4]);
    expect(sample(Number.NaN)).toEqual({ known: new Float64Array(), unknown: 1 });
  });
});

describe("binEdges", () => {
  it("are the deciles, interpolated as type 7 has it", () => {
    expect([...binEdges(upTo(100))]).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(binEdges(upTo(14))[0]).toBeCloseTo(1.4, 12);
    expect([...binEdges(upTo(12), 4)]).toEqual([3, 6, 9]);
  });

  it("give a feature of few values a bin for each", () => {
    expect([...binEdges(sample(5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2))]).toEqual([2, 5]);
    expect([...binEdges(sample(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("merge where many share a value", () => {
    // 70 customers with one order, and one each with 2…31: the deciles up to the seventh are 1.
    const orders = [...new Array<number>(70).fill(1), ...Array.from({ length: 30 }, (_, i) => i + 2)];
    const edges = binEdges(sample(...orders));
    expect([...edges]).toEqual([expect.closeTo(1.3, 12), expect.closeTo(11.2, 12), expect.closeTo(21.1, 12)]);
    expect([...countByEdges(sample(...orders), edges)]).toEqual([70, 10, 10, 10, 0]);
  });

  it("are none where all values are equal or nothing is known", () => {
    expect([...binEdges(sample(3, 3, 3))]).toEqual([]);
    expect([...binEdges(sample(Number.NaN))]).toEqual([]);
  });

  it("ascend, are at most bins − 1, and leave no bin of the reference empty", () => {
    fc.assert(
      fc.property(wholeNumbers, fc.integer({ min: 1, max: 12 }), (values, bins) => {
        const reference = sample(...values);
        const edges = binEdges(reference, bins);
        expect(edges.length).toBeLessThan(bins);
        expect([...edges]).toEqual([...new Set(edges)].sort((a, b) => a - b));
        const counts = countByEdges(reference, edges);
        if (reference.known.length > 0) expect(Math.min(...counts.subarray(0, -1))).toBeGreaterThan(0);
      }),
    );
  });

  it("reject less than one bin", () => {
    expect(() => binEdges(sample(1), 0)).toThrow("binEdges: at least 1 bin, got 0");
  });
});

describe("countByEdges", () => {
  it("puts a value on an edge above it, values out of range into the outer bins, and unknown ones last", () => {
    const counts = countByEdges(sample(-7, 1, 1.5, 2, 4.9, 5, 80, Number.NaN), Float64Array.of(2, 5));
    expect([...counts]).toEqual([3, 2, 2, 1]);
  });

  it("counts each customer in the bin that a plain search finds", () => {
    fc.assert(
      fc.property(wholeNumbers, wholeNumbers, (before, now) => {
        const edges = binEdges(sample(...before));
        const expected = new Array<number>(edges.length + 2).fill(0);
        for (const value of now) {
          expected[Number.isNaN(value) ? edges.length + 1 : edges.filter((edge) => edge <= value).length] += 1;
        }
        expect([...countByEdges(sample(...now), edges)]).toEqual(expected);
      }),
    );
  });
});
