import { describe, expect, it } from "vitest";
import type { Condition } from "../../../src/features/conditions/condition.ts";
import { createRandom } from "../../../src/math/random.ts";
import { ordersOf, refineThresholds } from "../../../src/transitions/rules/refine-thresholds.ts";
import { strataBy } from "../../../src/transitions/rules/strata.ts";

const below = (feature: string, threshold: number): Condition => ({
  question: { kind: "below", feature, threshold, unknown: false },
  answer: true,
});
const from = (feature: string, threshold: number): Condition => ({
  question: { kind: "below", feature, threshold, unknown: true },
  answer: false,
});

/** Customers of whom those with a few days and a large basket move, more or less. */
function planted(n: number, surely: boolean) {
  const random = createRandom(3);
  const days = Float64Array.from({ length: n }, () => 100 * random.next());
  const basket = Float64Array.from({ length: n }, () =>
    random.next() < 0.05 ? Number.NaN : Math.exp(4 + random.normal()),
  );
  const isMet = (i: number) => days[i] < 30 && basket[i] >= 80;
  const destinations = Int16Array.from(days, (_, i) =>
    Number(surely ? isMet(i) : random.next() < (isMet(i) ? 0.5 : 0.1)),
  );
  const column = (name: string, values: Float64Array) => ({ name, kind: "number" as const, levels: [], values });
  return { columns: [column("days", days), column("basket", basket)], destinations };
}

describe("refineThresholds", () => {
  it.each([true, false])("moves thresholds to the planted ones, from far away: surely %s", (surely) => {
    const rows = planted(4000, surely);
    const { conditions, evidence } = refineThresholds([below("days", 60), from("basket", 20)], 1, {
      ...{ rows, orders: ordersOf(rows), strata: strataBy([], rows), leastRows: 30 },
    });
    const digits = surely ? 0 : -0.5;
    expect(conditions).toEqual([below("days", expect.closeTo(30, digits)), from("basket", expect.closeTo(80, digits))]);
    expect(evidence).toBeGreaterThan(100);
  });

  it("takes the roundest of thresholds that are as good", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? i / 2 : 61.3 + i));
    const rows = {
      columns: [{ name: "x", kind: "number" as const, levels: [], values }],
      destinations: Int16Array.from(values, (value) => Number(value >= 55)),
    };
    const refine = (condition: Condition, destination: number) =>
      refineThresholds([condition], destination, {
        ...{ rows, orders: ordersOf(rows), strata: strataBy([], rows), leastRows: 5 },
      }).conditions;
    expect(refine(from("x", 10), 1)).toEqual([from("x", 100)]); // between 49.5 and 161.3
    expect(refine(below("x", 10), 0)).toEqual([below("x", 100)]);
  });

  it("leaves what is no number as it is, and keeps enough rows", () => {
    const rows = planted(300, true);
    const known: Condition = { question: { kind: "known", feature: "basket" }, answer: true };
    const leastRows = 100;
    const { conditions } = refineThresholds([known, below("days", 60)], 1, {
      ...{ rows, orders: ordersOf(rows), strata: strataBy([], rows), leastRows },
    });
    expect(conditions[0]).toBe(known);
    const { question } = conditions[1];
    const [days, basket] = rows.columns.map(({ values }) => values);
    const isCovered = (value: number, i: number) =>
      question.kind === "below" && value < question.threshold && !Number.isNaN(basket[i]);
    expect(days.filter(isCovered).length).toBeGreaterThanOrEqual(leastRows - 1);
  });
});
