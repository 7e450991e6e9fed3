import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.ts";
import { drawTable, hypergeometric } from "../../../src/transitions/assumptions/draw-table.ts";

describe("drawTable", () => {
  it("keeps both margins", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }), fc.nat(), (counts, seed) => {
        const [rows, columns] = [new Float64Array(2), new Float64Array(3)];
        for (const [cell, count] of counts.entries()) {
          rows[Math.floor(cell / 3)] += count;
          columns[cell % 3] += count;
        }
        const drawn = new Float64Array(6);
        drawTable(rows, columns, createRandom(seed), drawn);
        expect([drawn[0] + drawn[1] + drawn[2], drawn[3] + drawn[4] + drawn[5]]).toEqual([...rows]);
        expect([0, 1, 2].map((column) => drawn[column] + drawn[3 + column])).toEqual([...columns]);
        expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("draws every table as often as shuffling does", () => {
    // Three red and two blue things in rows of 3 and 2: i red ones come first in C(3, i) C(2, 3 − i) of 10 ways.
    const random = createRandom(7);
    const times = [0, 0, 0, 0];
    const drawn = new Float64Array(4);
    for (let draw = 0; draw < 20_000; draw++) {
      drawTable(Float64Array.of(3, 2), Float64Array.of(3, 2), random, drawn);
      times[drawn[0]] += 1;
    }
    expect(times.map((count) => count / 20_000)).toEqual([0, 0.3, 0.6, 0.1].map((share) => expect.closeTo(share, 1.7)));
  });
});

describe("hypergeometric", () => {
  it("has the mean and the variance of the distribution, for small and large counts", () => {
    const random = createRandom(1);
    for (const [n, marked, drawn] of [
      [20, 5, 12],
      [1000, 3, 400],
      [100_000, 30_000, 5000],
      [1_000_000, 999_000, 2000],
    ]) {
      let [sum, squares] = [0, 0];
      const draws = 4000;
      const mean = (drawn * marked) / n;
      const variance = (mean * (1 - marked / n) * (n - drawn)) / (n - 1);
      for (let draw = 0; draw < draws; draw++) {
        const count = hypergeometric(random, n, marked, drawn);
        sum += count;
        squares += (count - mean) ** 2;
      }
      expect(Math.abs(sum / draws - mean)).toBeLessThan(4 * Math.sqrt(variance / draws));
      expect(squares / draws / variance).toBeCloseTo(1, 0.6);
    }
  });

  it("knows what has only one outcome", () => {
    const random = createRandom(1);
    expect(hypergeometric(random, 10, 10, 4)).toBe(4);
    expect(hypergeometric(random, 10, 0, 4)).toBe(0);
    expect(hypergeometric(random, 10, 4, 10)).toBe(4);
    expect(hypergeometric(random, 0, 0, 0)).toBe(0);
  });
});
