import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleCustomers, takeCustomers } from "../../src/segments/sample-customers.ts";
import { number, plantedTable, table } from "./feature-tables.ts";

const { table: planted } = plantedTable(1000, 3);

describe("sampleCustomers", () => {
  it("is everyone when there are few", () => {
    expect(sampleCustomers(planted, 1000, 7)).toBe(planted);
  });

  it("draws different customers in ascending order, with their values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.nat(), (count, seed) => {
        const { customers, features } = sampleCustomers(planted, count, seed);
        expect(customers.length).toBe(count);
        for (let i = 1; i < count; i++) expect(customers[i]).toBeGreaterThan(customers[i - 1]);
        expect(features[1].values[count - 1]).toBe(planted.features[1].values[customers[count - 1] / 2]);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps the proportion of every decile of recency, and of frequency within it", () => {
    const features = [
      number(
        "orders",
        Array.from({ length: 1000 }, (_, i) => Math.floor(i / 10) % 10),
        "frequency",
      ),
      number(
        "recency_days",
        Array.from({ length: 1000 }, (_, i) => Math.floor(i / 100)),
        "recency",
      ),
    ];
    const [orders, recency] = sampleCustomers(table(features), 100, 5).features;
    const strata = new Set(Array.from(orders.values, (value, i) => `${recency.values[i]}/${value}`));
    expect(strata.size).toBe(100);
  });

  it("needs no numbers to sample by", () => {
    expect(sampleCustomers(table([number("x", new Array(50).fill(Number.NaN))]), 20, 1).customers.length).toBe(20);
  });
});

describe("takeCustomers", () => {
  it("keeps the order asked for", () => {
    const { customers, features } = takeCustomers(planted, Int32Array.of(5, 2));
    expect([...customers]).toEqual([10, 4]);
    expect([...features[0].values]).toEqual([planted.features[0].values[5], planted.features[0].values[2]]);
  });
});
