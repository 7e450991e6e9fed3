import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { encodeColumn, fitNumberEncoding, type NumberEncoding, valueAt } from "../../src/segments/number-encoding.ts";
import { number } from "./feature-tables.ts";

function fitted(values: number[]): NumberEncoding {
  const encoding = fitNumberEncoding(number("x", values));
  if (!("kind" in encoding)) throw new Error(encoding.en);
  return encoding;
}

function encode(encoding: NumberEncoding, values: number[]): number[] {
  const encoded = new Float64Array(values.length);
  encodeColumn(encoding, Float64Array.from(values), encoded, 0, 1);
  return [...encoded];
}

describe("fitNumberEncoding", () => {
  it("gives even values mean 0 and standard deviation 1", () => {
    const encoding = fitted([1, 2, 3, 4, 5]);
    expect(encoding).toMatchObject({
      transform: "identity",
      scaling: "standard",
      centre: 3,
      fill: 3,
      unknown: 0,
      capped: 0,
    });
    expect(encode(encoding, [3, 5])).toEqual([0, 2 / Math.sqrt(2)]);
  });

  it("takes the logarithm of counts with a long tail, plain where they start at 1", () => {
    const counts = [0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 60];
    const encoding = fitted(counts);
    expect(encoding).toMatchObject({ transform: "log1p", unit: 1, scaling: "standard", fill: 1 });
    const mean = counts.reduce((sum, count) => sum + Math.log1p(count), 0) / counts.length;
    expect(encoding.centre).toBeCloseTo(mean, 12);
    expect(encode(encoding, [3])[0]).toBeCloseTo((Math.log(4) - mean) / encoding.scale, 12);
  });

  it("is not turned round by one customer who returned more than they bought", () => {
    const spent = Array.from({ length: 200 }, (_, i) => Math.round(10 * Math.exp(i / 40)));
    const plain = fitted(spent);
    const withOne = fitted([...spent, -40]);
    expect(withOne).toMatchObject({ transform: "log1p", scaling: "standard" });
    expect(Math.abs(withOne.centre - plain.centre)).toBeLessThan(0.1);
    expect(encode(withOne, [-40])[0]).toBeLessThan(encode(withOne, [0])[0]);
    expect(fitted([...spent, -40, -10, -5])).toMatchObject({ transform: "identity", scaling: "robust" });
  });

  it("scales leaning values of both signs by their middle half", () => {
    const encoding = fitted([-1, 0, 1, 2, 3, 4, 5, 6, 7, 1000]);
    expect(encoding).toMatchObject({ transform: "identity", scaling: "robust", centre: 3.5, capped: 1 });
    expect(encoding.scale).toBeCloseTo(4.5 / 1.349, 12);
    expect(encode(encoding, [1000])).toEqual([5]);
  });

  it("falls back to the standard deviation where the middle half is a single value", () => {
    const encoding = fitted([-1, 0, 0, 0, 0, 0, 0, 0, 100]);
    expect(encoding.scaling).toBe("robust");
    expect(encoding.scale).toBeCloseTo(Math.sqrt(10_001 / 9 - 11 ** 2), 9);
  });

  it("puts unknown values at the median", () => {
    const encoding = fitted([1, 2, Number.NaN, 6]);
    expect(encoding).toMatchObject({ fill: 2, unknown: 1 });
    expect(encode(encoding, [Number.NaN])).toEqual(encode(encoding, [2]));
  });

  it("names the reason when a feature tells nobody apart", () => {
    expect(fitNumberEncoding(number("x", [Number.NaN, Number.NaN]))).toMatchObject({
      en: "unknown for every customer",
    });
    const constant = "the same for every customer where it is known";
    expect(fitNumberEncoding(number("x", [7, Number.NaN, 7]))).toMatchObject({ en: constant });
    expect(fitNumberEncoding(number("x", [0.1 + 0.2, 0.3]))).toMatchObject({ en: constant });
  });

  it("does not care for the unit", () => {
    const values = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(
        values.filter((xs) => new Set(xs).size > 1),
        (xs) => {
          const inCents = xs.map((x) => 100 * x);
          const [plain, scaled] = [encode(fitted(xs), xs), encode(fitted(inCents), inCents)];
          for (const [i, value] of plain.entries()) expect(scaled[i]).toBeCloseTo(value, 9);
        },
      ),
    );
  });

  it("keeps the order of values within five standard deviations", () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(values, (xs) => {
        const encoding = fitNumberEncoding(number("x", xs));
        if (!("kind" in encoding)) return;
        const encoded = encode(
          encoding,
          [...xs].sort((a, b) => a - b),
        );
        for (let i = 1; i < encoded.length; i++) expect(encoded[i]).toBeGreaterThanOrEqual(encoded[i - 1]);
        expect(Math.max(...encoded.map(Math.abs))).toBeLessThanOrEqual(5);
      }),
    );
  });
});

it("finds the value that is a number of scales above the centre", () => {
  const random = createRandom(5);
  const draw = (value: () => number) => Array.from({ length: 200 }, value);
  for (const values of [
    draw(() => random.normal()),
    draw(() => Math.exp(2 * random.normal())),
    draw(() => Math.exp(2 * random.normal()) * (random.next() < 0.5 ? -1 : 1)),
  ]) {
    const encoding = fitted(values);
    const scaled = [-1.5, -0.2, 0, 0.7, 3];
    const back = encode(
      encoding,
      scaled.map((value) => valueAt(encoding, value)),
    );
    for (const [i, value] of back.entries()) expect(value).toBeCloseTo(scaled[i], 9);
  }
});
