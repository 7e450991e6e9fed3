import { describe, expect, it } from "vitest";
import { bareTable } from "../../../src/features/bare-table.ts";
import { createRandom } from "../../../src/math/random.ts";
import { movesOfWindow } from "../../../src/transitions/moves-of-window.ts";
import { drawRows, gatherRows, sharedFeatures } from "../../../src/transitions/rules/origin-rows.ts";
import { number } from "../../segments/feature-tables.ts";

/** Customers who enter a state at random and leave it with the same chance in every window, with how long they were there. */
function visits(customers: number, windows: number, leaving: number) {
  const random = createRandom(11);
  let labels = Int16Array.from({ length: customers }, () => Number(random.next() < 0.5));
  const tenure = new Float64Array(customers);
  const moves = [];
  for (let window = 0; window < windows; window++) {
    for (let i = 0; i < customers; i++) tenure[i] = labels[i] === 0 ? tenure[i] + 1 : 0;
    const after = labels.map((state) => (state === 0 ? Number(random.next() < leaving) : Number(random.next() < 0.6)));
    const table = bareTable(Int32Array.from(labels.keys()), [number("tenure", tenure)]);
    moves.push(movesOfWindow(table, labels, after));
    labels = after;
  }
  return moves;
}

describe("drawRows", () => {
  const moves = visits(12_000, 5, 0.3);
  const options = { mostCustomers: 1e6, mostRows: 1e6, seed: 4 };
  const { sample, all } = drawRows(moves, 0, options);
  const customersOf = (rows: readonly Int32Array[]) =>
    rows.flatMap((own, at) => Array.from(own, (row) => moves[at].table.customers[row]));

  it("takes every customer once at most, and all rows beside", () => {
    const customers = customersOf(sample);
    expect(new Set(customers).size).toBe(customers.length);
    // Whoever is there in the end was taken then or before.
    const last = moves[4].table.customers.filter((_, row) => moves[4].origin[row] === 0);
    expect(last.filter((customer) => !customers.includes(customer))).toHaveLength(0);
    expect(customers.length).toBeGreaterThan(last.length + 1000);
    expect(customersOf(all)).toHaveLength(
      moves.reduce((sum, { origin }) => sum + origin.filter((state) => state === 0).length, 0),
    );
    for (const [at, rows] of sample.entries()) for (const row of rows) expect(moves[at].origin[row]).toBe(0);
  });

  it("takes movers as often as they are, however long they were there", () => {
    const { columns, destinations } = gatherRows(moves, sample, sharedFeatures(moves.map(({ table }) => table)));
    for (const tenure of [1, 2, 3]) {
      const rows = Array.from(destinations).filter((_, i) => columns[0].values[i] === tenure);
      const share = rows.filter((state) => state === 1).length / rows.length;
      expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / rows.length));
    }
  });

  it("does not ask who else there is", () => {
    const half = moves.map(({ table, origin, destination }) => {
      const rows = Int32Array.from(table.customers.filter((customer) => customer % 2 === 0));
      return {
        table: bareTable(
          rows,
          table.features.map((feature) => ({
            ...feature,
            values: Float64Array.from(rows, (row) => feature.values[row]),
          })),
        ),
        origin: Int16Array.from(rows, (row) => origin[row]),
        destination: Int16Array.from(rows, (row) => destination[row]),
      };
    });
    const alone = drawRows(half, 0, options).sample;
    for (const [at, rows] of alone.entries()) {
      const even = Array.from(sample[at], (row) => moves[at].table.customers[row]).filter(
        (customer) => customer % 2 === 0,
      );
      expect(Array.from(rows, (row) => half[at].table.customers[row])).toEqual(even);
    }
  });

  it("keeps to about as many as it is allowed", () => {
    const few = drawRows(moves, 0, { mostCustomers: 1000, mostRows: 5000, seed: 4 });
    expect(customersOf(few.sample).length / 1000).toBeCloseTo(1, 0);
    expect(customersOf(few.all).length / 5000).toBeCloseTo(1, 0);
  });
});

describe("gatherRows", () => {
  it("knows a level by its name in every window", () => {
    const category = (levels: string[], codes: number[]) => ({
      ...number("place", codes),
      kind: "category" as const,
      levels,
    });
    const table = (levels: string[], codes: number[]) => bareTable(Int32Array.of(3, 8), [category(levels, codes)]);
    const moves = [table(["city", "town"], [0, 1]), table(["country", "town"], [0, Number.NaN])].map((own) => ({
      ...{ table: own, origin: Int16Array.of(0, 0), destination: Int16Array.of(1, 2) },
    }));
    const features = sharedFeatures(moves.map((one) => one.table));
    expect(features[0].levels).toEqual(["city", "country", "town"]);
    const { columns, destinations } = gatherRows(moves, [Int32Array.of(0, 1), Int32Array.of(1, 0)], features);
    expect([...columns[0].values]).toEqual([0, 2, Number.NaN, 1]);
    expect([...destinations]).toEqual([1, 2, 2, 1]);
  });
});

describe("movesOfWindow", () => {
  it("refuses a customer with features and without a state", () => {
    const table = bareTable(Int32Array.of(0, 2), []);
    expect(() => movesOfWindow(table, Int16Array.of(0, 0, 1), Int16Array.of(1, 1, -1))).toThrow(
      "transitions: customer 2 has features, but not a state in both windows",
    );
  });
});
