import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometricUpperTail } from "../../src/math/hypergeometric-tail.ts";

/** The same by whole numbers without limit. */
function byCounting(hits: number, drawn: number, marked: number, total: number): number {
  let ways = 0n;
  for (let x = hits; x <= Math.min(drawn, marked); x++) {
    if (drawn - x <= total - marked) ways += choose(marked, x) * choose(total - marked, drawn - x);
  }
  const all = choose(total, drawn);
  return Number((ways * 10n ** 330n) / all / 10n ** 30n) / 1e300;
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 0n; i < BigInt(k); i++) ways = (ways * (BigInt(n) - i)) / (i + 1n);
  return ways;
}

const drawings = fc
  .record({
    total: fc.integer({ min: 1, max: 400 }),
    a: fc.double({ min: 0, max: 1, noNaN: true }),
    b: fc.double({ min: 0, max: 1, noNaN: true }),
    c: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ total, a, b, c }) => {
    const drawn = Math.round(a * total);
    const marked = Math.round(b * total);
    const least = Math.max(0, drawn + marked - total);
    return { hits: least + Math.round(c * (Math.min(drawn, marked) - least)), drawn, marked, total };
  });

describe("hypergeometricUpperTail", () => {
  // scipy.stats.fisher_exact(alternative="greater"), scipy 1.17.1; shared reference markov.json
  it.each([
    [64, 99, 136, 400, 3.958007572580151e-13],
    [22, 102, 136, 400, 0.999469915739008],
    [20, 27, 136, 400, 1.2586731478875273e-5],
  ])("of %d hits among %d of %d in %d is what SciPy says", (hits, drawn, marked, total, p) => {
    expect(hypergeometricUpperTail({ hits, drawn, marked, total }) / p).toBeCloseTo(1, 11);
  });

  it("is what counting all ways to draw gives, far into the tail", () => {
    fc.assert(
      fc.property(drawings, ({ hits, drawn, marked, total }) => {
        const counted = byCounting(hits, drawn, marked, total);
        const p = hypergeometricUpperTail({ hits, drawn, marked, total });
        expect(Math.abs(p - counted)).toBeLessThanOrEqual(1e-12 * counted + 1e-290);
      }),
      { numRuns: 60 },
    );
  });

  it("is the same for who is drawn and who is marked", () => {
    fc.assert(
      fc.property(drawings, ({ hits, drawn, marked, total }) => {
        const p = hypergeometricUpperTail({ hits, drawn, marked, total });
        expect(hypergeometricUpperTail({ hits, drawn: marked, marked: drawn, total })).toBeCloseTo(p, 11);
      }),
    );
  });

  it("keeps its digits among a million", () => {
    // Of a million, a tenth is marked and a tenth drawn: the mean is 10 000, and half of the chance lies from it on.
    const at = (hits: number) => hypergeometricUpperTail({ hits, drawn: 100_000, marked: 100_000, total: 1_000_000 });
    expect(at(10_000) + (1 - at(10_001))).toBeCloseTo(1 + (at(10_000) - at(10_001)), 12);
    expect(at(10_000)).toBeGreaterThan(0.5);
    expect(at(10_001)).toBeLessThan(0.5);
    expect(at(10_900)).toBeLessThan(1e-20);
  });

  it("is certain where no fewer hits are possible", () => {
    expect(hypergeometricUpperTail({ hits: 0, drawn: 3, marked: 2, total: 9 })).toBe(1);
    expect(hypergeometricUpperTail({ hits: 2, drawn: 3, marked: 2, total: 3 })).toBe(1);
    expect(hypergeometricUpperTail({ hits: 0, drawn: 0, marked: 0, total: 0 })).toBe(1);
  });

  it("rejects numbers that are not those of one table", () => {
    expect(() => hypergeometricUpperTail({ hits: 3, drawn: 2, marked: 5, total: 9 })).toThrow(
      "hypergeometric: 3 hits of 2 drawn, 5 marked of 9",
    );
    expect(() => hypergeometricUpperTail({ hits: 0, drawn: 5, marked: 5, total: 9 })).toThrow(RangeError);
    expect(() => hypergeometricUpperTail({ hits: 0.5, drawn: 5, marked: 5, total: 19 })).toThrow(RangeError);
  });
});
