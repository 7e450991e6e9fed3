import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignAtLeastCost } from "../../../src/segments/agreement/assignment.ts";

const sides = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
/** Costs of a few values, so that ties are common, negative ones among them. */
const matrices = sides.chain(([rows, columns]) =>
  fc
    .array(fc.integer({ min: -3, max: 9 }), { minLength: rows * columns, maxLength: rows * columns })
    .map((cost) => ({ cost: Float64Array.from(cost), rows, columns })),
);

describe("assignAtLeastCost", () => {
  it("gives up a cheap cell when that saves more elsewhere", () => {
    // Row 1 would like column 0 most, but row 0 has nowhere else to go.
    const { columns, total } = assignAtLeastCost(Float64Array.of(1, 9, 9, /**/ 0, 2, 5), 2, 3);
    expect([...columns]).toEqual([0, 1]);
    expect(total).toBe(3);
  });

  it("leaves rows over when there are more rows than columns", () => {
    const { columns, total } = assignAtLeastCost(Float64Array.of(4, 3, /**/ 1, 2, /**/ 5, 0), 3, 2);
    expect([...columns]).toEqual([-1, 0, 1]);
    expect(total).toBe(1);
    expect([...assignAtLeastCost(new Float64Array(), 2, 0).columns]).toEqual([-1, -1]);
    expect(assignAtLeastCost(new Float64Array(), 0, 3)).toEqual({ columns: new Int32Array(), total: 0 });
  });

  it("is as cheap as the cheapest of all assignments, one to one", () => {
    fc.assert(
      fc.property(matrices, ({ cost, rows, columns }) => {
        const found = assignAtLeastCost(cost, rows, columns);
        expect(found.total).toBe(cheapest(cost, rows, columns, 0, new Set()));
        const used = [...found.columns].filter((column) => column !== -1);
        expect(used.length).toBe(Math.min(rows, columns));
        expect(new Set(used).size).toBe(used.length);
        expect(assignAtLeastCost(cost.slice(), rows, columns)).toEqual(found);
      }),
      { numRuns: 150 },
    );
  });

  it("takes the first of equally cheap columns", () => {
    expect([...assignAtLeastCost(new Float64Array(12).fill(7), 3, 4).columns]).toEqual([0, 1, 2]);
  });

  it("rejects a matrix it cannot add up", () => {
    expect(() => assignAtLeastCost(Float64Array.of(1, 2, 3), 2, 2)).toThrow(
      "assignment: 3 costs, needed 2 rows × 2 columns",
    );
    expect(() => assignAtLeastCost(Float64Array.of(1, 2, 3, Number.NaN), 2, 2)).toThrow(
      "assignment: the cost of row 1 and column 1 is NaN, needed one within ±1e+300",
    );
  });
});

/** Tries everything: each row takes a free column or, when columns are scarce, none. */
function cheapest(cost: Float64Array, rows: number, columns: number, row: number, taken: Set<number>): number {
  if (row === rows) return taken.size === Math.min(rows, columns) ? 0 : Number.POSITIVE_INFINITY;
  let least = cheapest(cost, rows, columns, row + 1, taken);
  for (let column = 0; column < columns; column++) {
    if (taken.has(column)) continue;
    taken.add(column);
    least = Math.min(least, cost[row * columns + column] + cheapest(cost, rows, columns, row + 1, taken));
    taken.delete(column);
  }
  return least;
}
