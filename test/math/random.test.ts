import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, sampleWithoutReplacement } from "../../src/math/random.ts";

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 32 });

function draws<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

/** xoshiro128** over BigInt, after the C code of Blackman and Vigna, started from four words. */
function* xoshiro(start: readonly bigint[]): Generator<bigint> {
  const word = (x: bigint) => BigInt.asUintN(32, x);
  const rotate = (x: bigint, k: bigint) => word((x << k) | (x >> (32n - k)));
  const s = [...start];
  for (;;) {
    yield word(rotate(word(s[1] * 5n), 7n) * 9n);
    const t = word(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
  }
}

/** The four words a seed and a stream start from, as `createRandom` says, over BigInt. */
function startOf(seed: number, stream: number): bigint[] {
  const word = (x: bigint) => BigInt.asUintN(32, x);
  const scramble = (x: bigint) => {
    let z = word(x);
    z = word((z ^ (z >> 16n)) * 0x21f0aaadn);
    z = word((z ^ (z >> 15n)) * 0x735a2d97n);
    return z ^ (z >> 15n);
  };
  const first = word(BigInt(seed)) ^ scramble(BigInt(stream) + 0x9e3779b9n);
  return [1n, 2n, 3n, 4n].map((i) => scramble(first + i * 0x9e3779b9n));
}

describe("createRandom", () => {
  it("is the published xoshiro128**, two words to a number", () => {
    const known = xoshiro([1n, 2n, 3n, 4n]);
    // The first outputs of the generator's C code from the state 1, 2, 3, 4, as the crate rand_xoshiro tests them.
    expect(draws(4, () => Number(known.next().value))).toEqual([11520, 0, 5927040, 70819200]);

    for (const [seed, stream] of [
      [7, 0],
      [-1, 3],
      [2 ** 32 + 7, 5],
    ]) {
      const words = xoshiro(startOf(seed, stream));
      const twin = () => {
        const [high, low] = [words.next().value, words.next().value];
        return Number((BigInt(high) >> 5n) * 67108864n + (BigInt(low) >> 6n)) / 2 ** 53;
      };
      const random = createRandom(seed, stream);
      for (let i = 0; i < 50; i++) expect(random.next()).toBe(twin());
    }
  });

  it("gives the same numbers for the same seed and stream, and only the low 32 bits of a seed count", () => {
    fc.assert(
      fc.property(seeds, fc.nat(20), (seed, stream) => {
        const once = createRandom(seed, stream);
        const again = createRandom(seed, stream);
        const wrapped = createRandom(seed + 2 ** 32, stream);
        for (let i = 0; i < 20; i++) {
          const value = once.next();
          expect(again.next()).toBe(value);
          expect(wrapped.next()).toBe(value);
        }
      }),
    );
  });

  it("stays in [0, 1) and below n", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 1000 }), (seed, n) => {
        const random = createRandom(seed);
        for (let i = 0; i < 50; i++) {
          const value = random.next();
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
          const whole = random.below(n);
          expect(Number.isInteger(whole) && whole >= 0 && whole < n).toBe(true);
        }
      }),
    );
  });

  it("shares no number between streams of a seed, nor between neighbouring seeds", () => {
    const seen = new Map<number, string>();
    for (let seed = 0; seed < 10; seed++) {
      for (let stream = 0; stream < 10; stream++) {
        const random = createRandom(seed, stream);
        for (let i = 0; i < 500; i++) {
          const value = random.next();
          const other = seen.get(value);
          if (other !== undefined) expect.fail(`seed ${seed}, stream ${stream} repeats ${other}`);
          seen.set(value, `seed ${seed}, stream ${stream}`);
        }
      }
    }
  });

  it("is uniform: every tenth of [0, 1) gets its share, for numbers and for neighbouring pairs", () => {
    const random = createRandom(3);
    const count = 100_000;
    const single = new Float64Array(10);
    const pairs = new Float64Array(100);
    let before = random.below(10);
    for (let i = 0; i < count; i++) {
      const tenth = Math.floor(random.next() * 10);
      single[tenth] += 1;
      pairs[before * 10 + tenth] += 1;
      before = tenth;
    }
    // 99.99 % points of chi-square with 9 and 99 degrees of freedom.
    expect(chiSquare(single, count)).toBeLessThan(33.71);
    expect(chiSquare(pairs, count)).toBeLessThan(160.05);
  });

  it("has normal deviates of mean 0, variance 1, no skew, and tails as they should be", () => {
    const random = createRandom(5);
    const n = 100_000;
    const values = draws(n, () => random.normal());
    const moment = (power: number) => values.reduce((sum, z) => sum + z ** power, 0) / n;
    // Five standard errors each: 1, √2, √15, √96 over √n.
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    const beyond = values.filter((z) => Math.abs(z) > 1.959964).length;
    expect(Math.abs(beyond / n - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / n));
  });

  it("gives both deviates of a pair once: neighbours are not correlated", () => {
    const random = createRandom(9);
    const n = 50_000;
    const values = draws(n, () => random.normal());
    for (const lag of [1, 2]) {
      const products = values.slice(lag).reduce((sum, z, i) => sum + z * values[i], 0);
      expect(Math.abs(products / n)).toBeLessThan(5 / Math.sqrt(n));
    }
  });
});

describe("sampleWithoutReplacement", () => {
  it("gives different numbers of 0…n−1, ascending, and all of them when asked for n or more", () => {
    fc.assert(
      fc.property(seeds, fc.nat(60), fc.nat(80), (seed, n, count) => {
        const sample = [...sampleWithoutReplacement(createRandom(seed), n, count)];
        expect(sample).toHaveLength(Math.min(n, count));
        expect(sample.every((value, i) => value >= 0 && value < n && (i === 0 || value > sample[i - 1]))).toBe(true);
      }),
    );
  });

  it("draws every subset equally often", () => {
    const random = createRandom(11);
    const times = 20_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < times; i++) {
      const subset = sampleWithoutReplacement(random, 6, 3).join();
      counts.set(subset, (counts.get(subset) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
    // 99.99 % point of chi-square with 19 degrees of freedom.
    expect(chiSquare(Float64Array.from(counts.values()), times)).toBeLessThan(50.79);
  });
});

function chiSquare(counts: Float64Array, total: number): number {
  const expected = total / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
