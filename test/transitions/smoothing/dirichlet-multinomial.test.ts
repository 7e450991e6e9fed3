import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dirichletDraw } from "../../../src/math/dirichlet-draw.ts";
import { multinomialDraw } from "../../../src/math/multinomial-draw.ts";
import { createRandom } from "../../../src/math/random.ts";
import {
  type CountGroups,
  estimateConcentration,
  logMarginalLikelihood,
  posteriorMeans,
} from "../../../src/transitions/smoothing/dirichlet-multinomial.ts";

function groupsOf(rows: readonly (readonly number[])[], mean: readonly number[]): CountGroups {
  return { k: mean.length, counts: Float64Array.from(rows.flat()), means: Float64Array.from(rows.flatMap(() => mean)) };
}

/** Groups drawn by the model. */
function drawnGroups(seed: number, groups: number, n: number, mean: readonly number[], concentration: number) {
  const random = createRandom(seed);
  const rows = Array.from({ length: groups }, () => {
    const shares =
      concentration === Number.POSITIVE_INFINITY
        ? Float64Array.from(mean)
        : dirichletDraw(
            random,
            Float64Array.from(mean, (m) => m * concentration),
            new Float64Array(mean.length),
          );
    return [...multinomialDraw(random, n, shares, new Float64Array(mean.length))];
  });
  return groupsOf(rows, mean);
}

describe("logMarginalLikelihood", () => {
  it("is the chance of one count after another by Pólya's urn", () => {
    // Of an urn with 2 · (.25, .75): 1 of the first and 2 of the second, in this order.
    const chance = ((0.5 / 2) * (1.5 / 3) * 2.5) / 4;
    expect(logMarginalLikelihood(groupsOf([[1, 2]], [0.25, 0.75]), 2)).toBeCloseTo(Math.log(chance), 13);
  });

  it("adds up over groups, and nears the multinomial likelihood of the mean", () => {
    const mean = [0.2, 0.3, 0.5];
    const rows = [
      [4, 0, 9],
      [0, 0, 0],
      [1, 7, 2],
    ];
    const whole = logMarginalLikelihood(groupsOf(rows, mean), 3);
    const parts = rows.map((row) => logMarginalLikelihood(groupsOf([row], mean), 3));
    expect(whole).toBeCloseTo(parts[0] + parts[1] + parts[2], 12);
    const pooledOnly = rows.flat().reduce((sum, count, cell) => sum + count * Math.log(mean[cell % 3]), 0);
    expect(logMarginalLikelihood(groupsOf(rows, mean), 1e12)).toBeCloseTo(pooledOnly, 8);
  });

  it("rejects counts that the mean rules out, and lengths that differ", () => {
    expect(() => logMarginalLikelihood(groupsOf([[1, 2]], [0, 1]), 1)).toThrow(
      "dirichlet-multinomial: cell 0 has 1 counts, and by its mean none can be",
    );
    expect(() => logMarginalLikelihood(groupsOf([[-1, 2]], [0.5, 0.5]), 1)).toThrow(RangeError);
    expect(() => logMarginalLikelihood({ k: 2, counts: new Float64Array(4), means: new Float64Array(2) }, 1)).toThrow(
      "dirichlet-multinomial: 4 counts and 2 means in rows of 2",
    );
  });
});

describe("estimateConcentration", () => {
  it.each([0.5, 8, 120])("comes back to a concentration of %d", (concentration) => {
    const groups = drawnGroups(3, 400, 300, [0.1, 0.6, 0.3], concentration);
    const found = estimateConcentration(groups);
    expect(found.differ).toBe(true);
    expect(Math.abs(Math.log(found.concentration / concentration))).toBeLessThan(0.15);
  });

  it("is higher nowhere else", () => {
    const groups = drawnGroups(5, 12, 40, [0.2, 0.8], 6);
    const { concentration, logLikelihood } = estimateConcentration(groups);
    for (const factor of [0.01, 0.5, 0.99, 1.01, 2, 100]) {
      expect(logMarginalLikelihood(groups, concentration * factor)).toBeLessThan(logLikelihood);
    }
  });

  it("pools as much as it may where groups are more alike than chance makes them", () => {
    const mean = [0.25, 0.75];
    const alike = groupsOf(
      [10, 20, 30].map((n) => [n, 3 * n]),
      mean,
    );
    expect(estimateConcentration(alike, 240)).toMatchObject({ concentration: 240, differ: false });
    expect(
      estimateConcentration(
        groupsOf(
          [
            [0, 1],
            [1, 0],
          ],
          mean,
        ),
        50,
      ),
    ).toMatchObject({ concentration: 50, differ: false });
    expect(estimateConcentration(groupsOf([[0, 0]], mean), 50).concentration).toBe(50);
  });

  it("pools nothing where every group is all of one class", () => {
    const apart = groupsOf(
      [
        [90, 0],
        [0, 90],
        [90, 0],
        [0, 90],
      ],
      [0.5, 0.5],
    );
    expect(estimateConcentration(apart).concentration).toBeLessThan(0.01);
  });
});

describe("posteriorMeans", () => {
  it("lie between a group's own shares and the mean, and are the mean without counts", () => {
    const rows = fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 6 });
    const concentrations = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(rows, concentrations, (counts, concentration) => {
        const mean = [0.2, 0.3, 0.5];
        const means = posteriorMeans(groupsOf(counts, mean), concentration);
        for (const [group, row] of counts.entries()) {
          const n = row[0] + row[1] + row[2];
          const shares = means.subarray(group * 3, group * 3 + 3);
          expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1, 12);
          for (let j = 0; j < 3; j++) {
            const own = n === 0 ? mean[j] : row[j] / n;
            expect(shares[j]).toBeGreaterThanOrEqual(Math.min(own, mean[j]) - 1e-12);
            expect(shares[j]).toBeLessThanOrEqual(Math.max(own, mean[j]) + 1e-12);
          }
        }
      }),
    );
  });
});
