import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "../../../src/math/chi-square.ts";
import { createRandom } from "../../../src/math/random.ts";
import { supFUpperTail } from "../../../src/stability/breaks/sup-f-tail.ts";

const lambdaOf = (trimming: number) => ((1 - trimming) / trimming) ** 2;

describe("supFUpperTail", () => {
  // A Galerkin method for the same process: 24 Chebyshev polynomials in the squared radius, scipy.linalg.eigh, scipy 1.17.1.
  it.each([
    [1, 0.15, 8.68, 0.05423664466755496],
    [1, 0.15, 7.12, 0.10806357491864693],
    [2, 0.15, 5.23635092914718, 0.5525216175217155],
    [2, 0.15, 11.72, 0.05320013216713848],
    [1, 0.05, 9.84, 0.05127607227649278],
    [2, 0.4, 8, 0.08491324844443315],
    [10, 0.15, 27.1, 0.055937883795414645],
  ])("with %i coefficients and trimming %d, of %d, is what another method says", (q, trimming, x, p) => {
    expect(supFUpperTail(x, q, lambdaOf(trimming))).toBeCloseTo(p, 11);
  });

  // The same sum over Kummer's series in decimals of 110 digits.
  it.each([
    [40.7664574023241, 2, 32, 9.70846661633078e-8],
    [80, 1, 32, 5.263231714796566e-17],
    [60, 5, 100, 1.4849840593545055e-9],
    [12, 3, 1.8, 0.03363637429309705],
    [1.9, 2, 5, 0.912262075860974],
  ])("keeps ten digits of %d with %i coefficients and λ = %d", (x, q, lambda, p) => {
    expect(supFUpperTail(x, q, lambda) / p).toBeCloseTo(1, 10);
  });

  // Andrews (2003) simulated sums on a grid, of which the supremum is a little lower than that of all times.
  it.each([
    [1, 7.12, 0.1],
    [1, 8.68, 0.05],
    [1, 12.16, 0.01],
    [2, 10.01, 0.1],
    [2, 11.72, 0.05],
    [2, 15.56, 0.01],
  ])("with %i coefficients gives Andrews' critical value %d its level, and up to an eighth more", (q, x, level) => {
    const p = supFUpperTail(x, q, lambdaOf(0.15));
    expect(p / level).toBeGreaterThan(1);
    expect(p / level).toBeLessThan(1.125);
  });

  it.each([1, 2])("is the share of simulated bridges in %i dimensions that get as far", (q) => {
    // Steps miss what is between them: a boundary .5826 standard deviations of a step further off makes up for it
    // (Siegmund 1985, Sequential Analysis).
    const bound = 3.1;
    const share = shareOfBridgesBeyond(bound, q);
    const expected = supFUpperTail((bound + 0.5826 * Math.sqrt(logSpan / steps)) ** 2, q, lambdaOf(0.15));
    expect(Math.abs(share - expected)).toBeLessThan(3 * Math.sqrt((expected * (1 - expected)) / bridges));
  });

  it("comes to the expansion of James, James and Siegmund far out", () => {
    for (const x of [100, 300, 1000]) {
      const expansion = Math.sqrt(x / (2 * Math.PI)) * Math.exp(-x / 2) * (Math.log(30) * (1 - 1 / x) + 4 / x);
      expect(Math.abs(supFUpperTail(x, 1, 30) / expansion - 1)).toBeLessThan(5 / x ** 2);
    }
  });

  it("is a chi-square where the break is known, and everything or nothing at the ends", () => {
    expect(supFUpperTail(3, 2, 1)).toBe(chiSquareUpperTail(3, 2));
    expect(supFUpperTail(0, 2, 5)).toBe(1);
    expect(supFUpperTail(1e-5, 2, 5)).toBeCloseTo(1, 12);
    expect(supFUpperTail(Number.POSITIVE_INFINITY, 2, 5)).toBe(0);
  });

  it("falls as x grows, and rises with coefficients and the breaks that are tried", () => {
    const numbers = fc.tuple(
      fc.double({ min: 0.1, max: 60, noNaN: true }),
      fc.integer({ min: 1, max: 6 }),
      fc.double({ min: 1.2, max: 300, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, ([x, q, lambda]) => {
        const p = supFUpperTail(x, q, lambda);
        expect(p).toBeLessThanOrEqual(1);
        expect(p).toBeGreaterThanOrEqual(chiSquareUpperTail(x, q) * (1 - 1e-9));
        expect(supFUpperTail(x * 1.1, q, lambda)).toBeLessThanOrEqual(p + 1e-12);
        expect(supFUpperTail(x, q + 1, lambda)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(supFUpperTail(x, q, lambda * 1.1)).toBeGreaterThanOrEqual(p - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("rejects what has no value", () => {
    expect(() => supFUpperTail(-1, 2, 5)).toThrow(
      "supFUpperTail: x is at least 0, coefficients and λ at least 1, got -1, 2 and 5",
    );
    expect(() => supFUpperTail(1, 0, 5)).toThrow(RangeError);
    expect(() => supFUpperTail(1, 1, 0.9)).toThrow(RangeError);
  });
});

const bridges = 5000;
const steps = 200;
const logSpan = Math.log(lambdaOf(0.15));

/** Bridges of q dimensions with |B(t)| / √(t(1 − t)) beyond the bound at one of the times .15…85, even in their logits. */
function shareOfBridgesBeyond(bound: number, q: number): number {
  const random = createRandom(20_240_601);
  const times = Float64Array.from(
    { length: steps + 1 },
    (_, i) => 1 / (1 + Math.exp(logSpan / 2 - (i * logSpan) / steps)),
  );
  let beyond = 0;
  for (let bridge = 0; bridge < bridges; bridge++) {
    const squares = new Float64Array(times.length);
    for (let dimension = 0; dimension < q; dimension++) {
      const walk = times.map(() => 0);
      for (let i = 0, [at, time] = [0, 0]; i < times.length; i++) {
        at += random.normal() * Math.sqrt(times[i] - time);
        time = times[i];
        walk[i] = at;
      }
      const end = walk[steps] + random.normal() * Math.sqrt(1 - times[steps]);
      for (let i = 0; i < times.length; i++)
        squares[i] += (walk[i] - times[i] * end) ** 2 / (times[i] * (1 - times[i]));
    }
    if (Math.sqrt(Math.max(...squares)) >= bound) beyond += 1;
  }
  return beyond / bridges;
}
