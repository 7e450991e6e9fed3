import fc from "fast-check";
import { expect, it } from "vitest";
import { createOrderNumbers } from "../../src/features/order-numbers.ts";

it("does what a Map does, for one customer after another", () => {
  const key = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 2 ** 53 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.array(key, { maxLength: 300 }), { maxLength: 5 }), (customers) => {
      const numbers = createOrderNumbers();
      for (const keys of customers) {
        numbers.clear();
        const map = new Map<number, number>();
        for (const [next, each] of keys.entries()) {
          const expected = map.get(each) ?? next;
          map.set(each, expected);
          expect(numbers.numberOf(each, next)).toBe(expected);
        }
      }
    }),
  );
});
