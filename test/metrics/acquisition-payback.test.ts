import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSpan, type EpochDay } from "../../src/math/calendar.ts";
import { addMoneyAtAge, createMoneyByAge, monthsSince, payback } from "../../src/metrics/acquisition-payback.ts";
import { day } from "../features/staged-base.ts";

describe("monthsSince", () => {
  it("counts the months that addSpan has stepped over", () => {
    const from = day("2023-12-25");
    const since = monthsSince(from, addSpan(from, { count: 800, unit: "day" }));
    fc.assert(
      fc.property(fc.nat(800), fc.nat(800), (a, b) => {
        const [start, end] = [from + Math.min(a, b), from + Math.max(a, b)] as [EpochDay, EpochDay]; // whole days
        const months = since(start, end);
        expect(addSpan(start, { count: months, unit: "month" })).toBeLessThanOrEqual(end);
        expect(addSpan(start, { count: months + 1, unit: "month" })).toBeGreaterThan(end);
      }),
    );
  });

  it("ends a month of 31 January with February", () => {
    const since = monthsSince(day("2024-01-01"), day("2024-12-01"));
    expect(since(day("2024-01-31"), day("2024-02-28"))).toBe(0);
    expect(since(day("2024-01-31"), day("2024-02-29"))).toBe(1);
  });
});

describe("payback", () => {
  const newcomer = fc.record({
    seen: fc.nat(8),
    purchases: fc.array(fc.record({ age: fc.nat(8), money: fc.integer({ min: -50, max: 100 }) }), { maxLength: 5 }),
  });

  it("is the first month in which those seen to its end brought what they cost", () => {
    fc.assert(
      fc.property(fc.array(newcomer, { maxLength: 12 }), fc.integer({ min: 1, max: 150 }), (newcomers, cost) => {
        const sums = createMoneyByAge(8);
        for (const { seen, purchases } of newcomers) {
          sums.seen[seen]++;
          for (const { age, money } of purchases) addMoneyAtAge(sums, age, seen, money);
        }
        const months = [1, 2, 3, 4, 5, 6, 7, 8].find((month) => {
          const still = newcomers.filter(({ seen }) => seen >= month);
          const brought = still.flatMap(({ purchases }) => purchases.filter(({ age }) => age < month));
          return still.length > 0 && brought.reduce((sum, { money }) => sum + money, 0) / 2 >= cost * still.length;
        });
        expect(payback(sums, cost, 0.5)?.months).toBe(months);
      }),
    );
  });
});
