import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customerOverlap } from "../../../src/segments/agreement/customer-overlap.ts";

const list = (segments: Readonly<Record<number, number>>) => ({
  customers: Int32Array.from(Object.keys(segments), Number),
  labels: Int32Array.from(Object.values(segments)),
});
const lists = fc.uniqueArray(fc.nat(40), { maxLength: 25 }).map((customers) => ({
  customers: Int32Array.from(customers).sort(),
  labels: Int32Array.from(customers, (_, i) => i % 4),
}));

describe("customerOverlap", () => {
  it("lines up the labels of the customers in both lists and counts the others", () => {
    expect(customerOverlap(list({ 0: 2, 3: 1, 4: 0, 9: 1 }), list({ 3: 5, 5: 7, 6: 7, 7: 8, 9: 6 }))).toEqual({
      shared: Int32Array.of(3, 9),
      before: Int32Array.of(1, 1),
      after: Int32Array.of(5, 6),
      left: 2,
      entered: 3,
    });
  });

  it("knows lists without a common customer, and empty ones", () => {
    expect(customerOverlap(list({ 1: 0, 2: 0 }), list({ 3: 0 }))).toMatchObject({ left: 2, entered: 1 });
    expect(customerOverlap(list({}), list({ 3: 0 })).shared).toEqual(new Int32Array());
  });

  it("accounts for every customer, with the labels they have", () => {
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const { shared, before, after, left, entered } = customerOverlap(first, second);
        expect([shared.length + left, shared.length + entered]).toEqual([
          first.customers.length,
          second.customers.length,
        ]);
        for (const [i, customer] of shared.entries()) {
          expect(before[i]).toBe(first.labels[first.customers.indexOf(customer)]);
          expect(after[i]).toBe(second.labels[second.customers.indexOf(customer)]);
        }
        expect(customerOverlap(second, first)).toMatchObject({ shared, before: after, after: before });
      }),
    );
  });

  it("rejects customers out of order, twice, or without a label", () => {
    const one = list({ 1: 0 });
    const unordered = { customers: Int32Array.of(4, 2), labels: Int32Array.of(0, 0) };
    expect(() => customerOverlap(one, unordered)).toThrow(
      "customerOverlap: customer 2 comes after 4; needed in ascending order, each once",
    );
    expect(() => customerOverlap({ ...unordered, customers: Int32Array.of(2, 2) }, one)).toThrow("2 comes after 2");
    expect(() => customerOverlap({ ...unordered, labels: Int32Array.of(0) }, one)).toThrow(
      "customerOverlap: 2 customers and 1 labels",
    );
  });
});
