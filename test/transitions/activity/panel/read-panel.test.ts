import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActivityPanel } from "../../../../src/transitions/activity/panel/activity-panel.ts";
import { readPanel } from "../../../../src/transitions/activity/panel/read-panel.ts";
import { day, type StagedBase, stageBase } from "../../../features/staged-base.ts";

let base: StagedBase;
let panel: ActivityPanel;

beforeAll(async () => {
  base = await stageBase({
    asOf: "2023-04-01",
    transactions: `
      order_id,customer_id,ts,kind,category,channel,amount,discount_amount
      1,ann,2023-01-05,sale,food,web,10,0
      1,ann,2023-01-05,sale,toys,web,30,5
      2,ann,2023-01-20,sale,food,store,20,0
      2,ann,2023-03-02,return,food,store,-20,0
      3,bob,2023-02-10,sale,toys,store,40,0
      4,bob,2023-02-10,sale,toys,store,40,0
      5,bob,2022-12-31,sale,toys,web,40,0`,
    customers: `
      customer_id,registered_at
      ann,2022-05-01
      bob,2022-12-31
      cem,2023-02-27`,
    contacts: `
      customer_id,ts,channel,arm,opened,clicked
      cem,2023-03-01,email,message,yes,no
      cem,2023-03-09,email,message,no,yes
      ann,2023-03-09,email,control,no,no`,
  });
  const { staged } = base;
  panel = await readPanel(base.engine, {
    monthStarts: ["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"].map(day),
    knownFrom: Int32Array.from([day("2022-05-01"), day("2022-12-31"), day("2023-02-27")]),
    categories: staged.categories,
    channels: staged.channels,
    hasDiscounts: true,
    hasContacts: true,
  });
});
afterAll(() => base.close());

describe("the panel of a base", () => {
  it("has a row for each customer and month with something in it", () => {
    expect(base.ids).toEqual(["ann", "bob", "cem"]);
    expect([...panel.rowStart]).toEqual([0, 2, 3, 4]);
    expect([...panel.month]).toEqual([0, 2, 1, 2]);
    expect([...panel.orders]).toEqual([2, 0, 2, 0]);
    expect([...panel.entry]).toEqual([-1, -1, 1]);
    expect([...panel.calendar]).toEqual([0, 1, 2]);
  });

  it("knows of orders whether they were discounted and came back, of messages what came of them", () => {
    const counts = (row: number) =>
      Object.fromEntries(
        Array.from({ length: panel.countStart[row + 1] - panel.countStart[row] }, (_, i) => {
          const at = panel.countStart[row] + i;
          return [nameOf(panel.column[at]), panel.count[at]];
        }),
      );
    expect(counts(0)).toEqual({ discounted: 1, toys: 1, food: 1, web: 1, store: 1 });
    // What came back in a month without orders is not told of.
    expect(counts(1)).toEqual({});
    // Both orders of a day have one category and one channel between them.
    expect(counts(2)).toEqual({ toys: 1, store: 1 });
    expect(counts(3)).toEqual({ sent: 2, opened: 2, clicked: 1 });
  });

  it("has the log values of orders before discounts, less their mean, clipped to the quantiles .01 and .99", () => {
    // Values are 45, 20 and twice 40: quantiles move the lowest and the highest by 2 % of the way to the middle one.
    const low = Math.log(20) + 0.02 * Math.log(40 / 20);
    const high = Math.log(45) - 0.02 * Math.log(45 / 40);
    const mean = (high + Math.log(40) + low) / 3;
    expect(panel.basketSum[0]).toBeCloseTo(high + low - 2 * mean, 9);
    expect(panel.basketSum[2]).toBeCloseTo(2 * (Math.log(40) - mean), 9);
    expect(panel.basketSquares[0]).toBeCloseTo((high - mean) ** 2 + (low - mean) ** 2, 9);
    expect(panel.basketSum[1]).toBe(0);
  });
});

function nameOf(column: number): string {
  const { tallies, mixes } = panel.columns;
  for (const { first, levels } of mixes)
    if (column >= first && column < first + levels.length) return levels[column - first];
  const names = ["discounted", "returned", "sent", "opened", "clicked"];
  expect(tallies.map((tally) => tally.column)).toEqual([0, 1, 3, 4]);
  return names[column];
}
