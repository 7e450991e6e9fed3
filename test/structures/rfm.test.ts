import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rfmScores } from "../../src/structures/rfm-scores.ts";
import { divide } from "./divided-base.ts";

describe("rfmScores", () => {
  it("makes five equal groups of different values", () => {
    const values = Float64Array.from({ length: 10 }, (_, i) => 100 - 7 * i);
    expect([...rfmScores(values)]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  });

  it("gives equal values the same score, the lowest of theirs", () => {
    // Six of ten have 1; of the other four, the first has six below: 1 + ⌊5 · 6/10⌋.
    const values = Float64Array.of(1, 1, 2, 1, 3, 1, 1, 4, 1, 9);
    expect([...rfmScores(values)]).toEqual([1, 1, 4, 1, 4, 1, 1, 5, 1, 5]);
  });

  it("leaves out the unknown", () => {
    expect([...rfmScores(Float64Array.of(Number.NaN, 3, Number.NaN, 1))]).toEqual([0, 3, 0, 1]);
  });

  it("never falls as values rise, and depends on ranks alone", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }), (list) => {
        const scores = rfmScores(Float64Array.from(list));
        expect([...rfmScores(Float64Array.from(list, (value) => value ** 3 + 5))]).toEqual([...scores]);
        for (const [i, a] of list.entries()) {
          expect(scores[i]).toBe(1 + Math.floor((5 * list.filter((other) => other < a).length) / list.length));
          for (const [j, b] of list.entries()) if (a < b) expect(scores[i]).toBeLessThanOrEqual(scores[j]);
        }
      }),
    );
  });
});

describe("behavioural_rfm", () => {
  it("names the cells of the grid", async () => {
    // Ten customers: the later, the more recent; aa to dd have one order, the others two to seven.
    const counts = { aa: 1, bb: 1, cc: 1, dd: 1, ee: 2, ff: 3, gg: 4, hh: 5, ii: 6, jj: 7 };
    const last = ["jj", "aa", "bb", "ii", "cc", "hh", "dd", "gg", "ee", "ff"];
    const lines = Object.entries(counts).flatMap(([id, count]) =>
      Array.from({ length: count }, (_, i) => {
        const day = i === 0 ? 10 + last.indexOf(id) : i;
        return `${id},${id}${i},2024-0${i === 0 ? 6 : 1}-${String(day).padStart(2, "0")},10`;
      }),
    );
    const divided = await divide({
      asOf: "2024-07-01",
      transactions: ["customer_id,order_id,ts,amount", ...lines].join("\n"),
      customers: "customer_id,sex\nnobody,female",
    });
    expect(divided.partsOf("behavioural_rfm")).toEqual({
      aa: "hibernating", // recency 1, frequency 1
      bb: "hibernating", // 2, 1
      cc: "about_to_sleep", // 3, 1
      dd: "promising", // 4, 1
      ee: "potential_loyalists", // 5, 3
      ff: "potential_loyalists", // 5, 3
      gg: "loyal", // 4, 4
      hh: "loyal", // 3, 4
      ii: "cannot_lose", // 2, 5
      jj: "cannot_lose", // 1, 5
      nobody: "no_orders",
    });
  });
});
