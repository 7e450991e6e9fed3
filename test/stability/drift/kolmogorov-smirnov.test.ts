import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kolmogorovSmirnov } from "../../../src/stability/drift/kolmogorov-smirnov.ts";
import { sampleOf } from "../../../src/stability/drift/sample.ts";

type Numbers = readonly number[];
const test = (a: Numbers, b: Numbers) =>
  kolmogorovSmirnov(sampleOf(Float64Array.from(a)), sampleOf(Float64Array.from(b))) ?? expect.fail("nothing known");
const ladder = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from);
const numbers = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 });

describe("kolmogorovSmirnov", () => {
  // scipy.stats.ks_2samp(method="exact"), scipy 1.17.1
  it.each([
    { a: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3], b: [2, 7, 1, 8, 2, 8, 4], d: 0.32857142857142857, p: 0.6260798025503908 },
    { a: ladder(400), b: ladder(400, 160.5), d: 0.4025, p: 2.410483668735883e-29 },
  ])("gives D and the exact p of SciPy, far into the tail: $d", ({ a, b, d, p }) => {
    const found = test(a, b);
    expect(found.d).toBeCloseTo(d, 14);
    expect(found.p / p).toBeCloseTo(1, 9);
    expect(found.exact).toBe(true);
  });

  it("counts the orders of the values that are as uneven", () => {
    // 2 of the 10 orders of two and three values keep the two together at an end.
    expect(test([1, 2], [3, 4, 5])).toEqual({ d: 1, p: expect.closeTo(0.2, 14), exact: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (n, m, pick) => {
        const distances = ordersOf(n, m).map((order) => test(placesOf(order, 0), placesOf(order, 1)).d);
        const order = ordersOf(n, m)[pick % distances.length];
        const { d, p } = test(placesOf(order, 0), placesOf(order, 1));
        const asUneven = distances.filter((distance) => distance >= d - 1e-12).length;
        expect(p).toBeCloseTo(asUneven / distances.length, 12);
      }),
      { numRuns: 20 },
    );
  });

  // scipy.stats.kstwobign.sf and, exact, ks_2samp of 6,000 values each, scipy 1.17.1
  it.each([
    [60, 0.9250856809941739, 0.9251193107886226],
    [131, 0.1144969338781418, 0.11449826380186429],
    [132, 0.10958909236542859, 0.1095899912637658],
    [300, 6.118046410036483e-7, 6.087503532069256e-7],
  ])("takes the limit for large samples, near the exact p: moved by %d of 6,000", (moved, limit, exact) => {
    const found = test(ladder(6000), ladder(6000, moved));
    expect(found).toEqual({ d: moved / 6000, p: expect.closeTo(limit, 14), exact: false });
    expect(found.p / limit).toBeCloseTo(1, 11);
    expect(Math.abs(found.p / exact - 1)).toBeLessThan(0.006);
  });

  it("finds nothing in large samples that do not differ", () => {
    expect(test(ladder(6000), ladder(6000))).toEqual({ d: 0, p: 1, exact: false });
    expect(test(ladder(6000), ladder(6000, 1)).p).toBe(1);
  });

  it("stays within 0…1, is symmetric, and sees only the order of the values", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const { d, p } = test(a, b);
        for (const share of [d, p]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(test(b, a).d).toBe(d);
        expect(test(b, a).p).toBeCloseTo(p, 12);
        const stretched = (values: Numbers) => values.map((value) => Math.exp(value / 10));
        expect(test(stretched(a), stretched(b))).toEqual({ d, p, exact: true });
        expect(test(a, a)).toEqual({ d: 0, p: 1, exact: true });
      }),
    );
  });

  it("leaves unknown values out, and has nothing to say where nothing is known", () => {
    expect(test([1, Number.NaN, 2], [3, 4, 5, Number.NaN])).toEqual(test([1, 2], [3, 4, 5]));
    const unknown = sampleOf(Float64Array.of(Number.NaN));
    expect(kolmogorovSmirnov(unknown, sampleOf(Float64Array.of(1)))).toBeNull();
    expect(kolmogorovSmirnov(sampleOf(Float64Array.of(1)), unknown)).toBeNull();
  });
});

/** All orders of n zeros and m ones. */
function ordersOf(n: number, m: number): number[][] {
  if (n === 0 || m === 0) return [[...new Array<number>(n).fill(0), ...new Array<number>(m).fill(1)]];
  return [...ordersOf(n - 1, m).map((rest) => [0, ...rest]), ...ordersOf(n, m - 1).map((rest) => [1, ...rest])];
}

function placesOf(order: Numbers, side: number): number[] {
  return [...order.keys()].filter((place) => order[place] === side);
}
