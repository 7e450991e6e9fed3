import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockSize, type NumericColumn } from "../../src/engine/engine.ts";
import { createRandom } from "../../src/math/random.ts";
import { foldActivity } from "../../src/metrics/activity.ts";
import { sumsOf } from "../../src/metrics/figures.ts";
import { growthAccounting } from "../../src/metrics/growth-accounting.ts";
import { type Months, monthsBetween } from "../../src/metrics/months.ts";
import { type NumberedParts, numberParts } from "../../src/metrics/number-parts.ts";
import { day } from "../features/staged-base.ts";
import { buyersIn, type DayRow, monthName, naiveGrowth } from "./naive-kpis.ts";

const from = day("2023-11-20");
const until = day("2024-06-10");
const months = monthsBetween(from, until);

function folded(rows: readonly DayRow[], parts: NumberedParts) {
  const { block: fold, end } = foldActivity(parts, months, []);
  const sorted = [...rows].sort((a, b) => a.customer - b.customer || a.day - b.day);
  for (let at = 0; at < sorted.length; at += blockSize) {
    const block = sorted.slice(at, at + blockSize);
    const columns: NumericColumn[] = (["customer", "day", "orders", "gross", "returned"] as const).map((name) =>
      Float64Array.from(block, (row) => row[name]),
    );
    fold(columns, block.length);
  }
  return end();
}

function names({ starts }: Months): string[] {
  return starts.map((start) => monthName(start));
}

const someDay: fc.Arbitrary<DayRow> = fc.record({
  customer: fc.nat(7),
  day: fc.integer({ min: from, max: until - 1 }),
  orders: fc.nat(2),
  gross: fc.nat(500),
  returned: fc.integer({ min: -50, max: 0 }),
});

it("adds up what sets of customers tell, for every part and month", () => {
  fc.assert(
    fc.property(
      fc.array(someDay, { maxLength: 80, size: "max" }),
      fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
      (rows, codes) => {
        const parts = numberParts(8, [{ id: "thirds", keys: ["a", "b", "c"], codes: Int16Array.from(codes) }]);
        const { monthly, buyers, repeaters } = folded(rows, parts);
        for (const [part, key] of parts.keys.entries()) {
          const own = rows.filter(({ customer }) => part === 0 || parts.keys[1 + codes[customer]] === key);
          const grown = growthAccounting(months.starts.map((_, month) => sumsOf(monthly, part, [month])));
          for (const [month, name] of names(months).entries()) {
            const inMonth = own.filter((row) => monthName(row.day) === name);
            const total = (column: "orders" | "gross" | "returned") =>
              inMonth.reduce((sum, row) => sum + row[column], 0);
            expect(sumsOf(monthly, part, [month])).toMatchObject({
              ...{ orders: total("orders"), gross: total("gross"), returned: total("returned") },
            });
            expect(grown[month]).toMatchObject(naiveGrowth(own, name));
          }
          const orders = new Map<number, number>();
          for (const row of own) orders.set(row.customer, (orders.get(row.customer) ?? 0) + row.orders);
          expect(buyers[part]).toBe([...orders.values()].filter((n) => n > 0).length);
          expect(repeaters[part]).toBe([...orders.values()].filter((n) => n > 1).length);
        }
      },
    ),
  );
});

it("follows every cohort through the months", () => {
  fc.assert(
    fc.property(fc.array(someDay, { maxLength: 80, size: "max" }), (rows) => {
      const { cohorts } = folded(rows, numberParts(8, []));
      const all = names(months);
      for (const [first, cohort] of all.entries()) {
        const { newcomers } = buyersIn(rows, cohort);
        for (const [month, name] of all.entries()) {
          const { active } = buyersIn(rows, name);
          const expected = month < first ? 0 : [...newcomers].filter((customer) => active.has(customer)).length;
          expect(cohorts[first * all.length + month]).toBe(expected);
        }
      }
    }),
  );
});

describe("growth accounting of 10,000 customers", () => {
  const random = createRandom(7);
  const rows: DayRow[] = [];
  const codes = new Int16Array(10_000);
  for (let customer = 0; customer < codes.length; customer++) {
    codes[customer] = random.below(3);
    for (let visits = random.below(6); visits > 0; visits--)
      rows.push({ customer, day: from + random.below(until - from), orders: random.below(2), gross: 1, returned: 0 });
  }
  const parts = numberParts(codes.length, [{ id: "thirds", keys: ["a", "b", "c"], codes }]);
  const { monthly } = folded(rows, parts);

  it("active(t) = active(t − 1) + new + resurrected − churned, where everything is counted apart", () => {
    for (const [part, key] of parts.keys.entries()) {
      const own = rows.filter(({ customer }) => part === 0 || parts.keys[1 + codes[customer]] === key);
      const grown = growthAccounting(months.starts.map((_, month) => sumsOf(monthly, part, [month])));
      let active = 0;
      for (const [month, name] of names(months).entries()) {
        const counted = naiveGrowth(own, name);
        expect(grown[month]).toEqual(counted);
        active += counted.newcomers + counted.reactivated - counted.churned;
        expect(active).toBe(counted.active);
      }
      expect(active).toBeGreaterThan(100);
    }
  });
});

it("refuses days out of order and out of the history", () => {
  const { block: fold } = foldActivity(numberParts(2, []), months, []);
  const block = (customers: number[], days: number[]) =>
    fold(
      [customers, days, [1, 1], [0, 0], [0, 0]].map((each) => Float64Array.from(each)),
      2,
    );
  expect(() => block([1, 0], [from, from])).toThrow(`metrics: days out of order at customer 0, day ${from}`);
  expect(() => block([1, 1], [from, until])).toThrow(`metrics: day ${until} lies outside the months of the history`);
});
