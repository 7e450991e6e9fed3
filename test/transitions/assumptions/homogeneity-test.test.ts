import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homogeneityTest, movesOutOf } from "../../../src/transitions/assumptions/homogeneity-test.ts";

const settings = { seed: 1, draws: 199 };
const counts = (...rows: number[][]) => Float64Array.from(rows.flat());

function tested(groups: readonly Float64Array[], k: number) {
  const found = homogeneityTest(groups, k, settings);
  if (found.status === "refused") expect.fail(found.reason.en);
  return found;
}

describe("homogeneityTest", () => {
  it("finds nothing between groups of the same shares, however many moves each has", () => {
    const { total, origins } = tested([counts([60, 40], [30, 90]), counts([600, 400], [10, 30])], 2);
    expect(total).toMatchObject({ pearson: expect.closeTo(0, 12), df: 2, p: expect.closeTo(1, 12) });
    expect(origins.map(({ n }) => n)).toEqual([1100, 160]);
  });

  it("finds the origin that moves otherwise", () => {
    const { origins } = tested([counts([200, 100], [30, 190]), counts([120, 180], [32, 188])], 2);
    expect(origins[0].q).toBeLessThan(1e-6);
    expect(origins[1].q).toBeGreaterThan(0.5);
  });

  it("does not mind the order of groups and states", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 18, maxLength: 18 }), (cells) => {
        const [a, b] = [Float64Array.from(cells.slice(0, 9)), Float64Array.from(cells.slice(9))];
        const turned = [b, a].map((own) => own.toReversed());
        const [one, other] = [homogeneityTest([a, b], 3, settings), homogeneityTest(turned, 3, settings)];
        expect(other.status).toBe(one.status);
        if (one.status === "done" && other.status === "done") {
          expect(other.total.pearson).toBeCloseTo(one.total.pearson, 9);
          expect(other.total.df).toBe(one.total.df);
          for (const [origin, { pearson }] of one.origins.entries())
            expect(other.origins[2 - origin].pearson).toBeCloseTo(pearson, 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("counts for nothing a group without moves and an origin in one group only", () => {
    const groups = [counts([20, 30], [0, 0]), counts([0, 0], [0, 0]), counts([25, 30], [7, 9])];
    const { total, origins } = tested(groups, 2);
    expect(origins[0].df).toBe(1);
    expect(origins[1]).toMatchObject({ df: 0, p: null, q: null });
    expect(total.df).toBe(1);
  });

  it("is refused where there is nothing to compare", () => {
    const refused = { status: "refused", reason: { en: expect.any(String), ru: expect.stringMatching(/[а-я]/) } };
    for (const groups of [[], [counts([5, 5], [5, 5])], [counts([5, 0], [0, 0]), counts([7, 0], [0, 4])]]) {
      expect(homogeneityTest(groups, 2, settings)).toMatchObject(refused);
    }
  });

  it("refuses groups of another number of states", () => {
    expect(() => homogeneityTest([new Float64Array(4), new Float64Array(9)], 2, settings)).toThrow(
      "homogeneityTest: 9 counts of group 1 for 2 states",
    );
  });
});

it("movesOutOf is one row of every group", () => {
  const { counts: own, rows, columns } = movesOutOf(1, [counts([1, 2], [3, 4]), counts([5, 6], [7, 8])], 2);
  expect([...own]).toEqual([3, 4, 7, 8]);
  expect([rows, columns]).toEqual([2, 2]);
});
