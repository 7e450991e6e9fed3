import { expect, it } from "vitest";
import { acquisitionEfficiency } from "../../src/metrics/acquisition-efficiency.ts";
import { stageBase } from "../features/staged-base.ts";

const money = { moneyUnits: 10_000, unitsPerMinor: 100, returns: "net" } as const;

/** Monthly spends on curves whose outcomes there are whole: scale · spend ÷ (bend + spend). */
const planted = {
  search: { scale: 120, bend: 300, spends: [100, 300, 600, 900, 1500] },
  tv: { scale: 60, bend: 100, spends: [400, 50, 500, 200, 100] },
};

/** A base in which each channel wins in each month what its curve says. */
function plantedBase(threads: number) {
  const customers: string[] = [];
  const transactions: string[] = [];
  const costs: string[] = [];
  for (const [channel, { scale, bend, spends }] of Object.entries(planted)) {
    for (const [m, spend] of spends.entries()) {
      const month = (number: number) => `2024-${String(number).padStart(2, "0")}`;
      costs.push(`${month(m + 1)}-01,${month(m + 1)}-11,${channel},${spend / 4}`);
      costs.push(`${month(m + 1)}-11,${month(m + 2)}-01,${channel},${(spend * 3) / 4}`);
      const won = (scale * spend) / (bend + spend);
      for (let i = 0; i < won; i++) {
        const id = `${channel}-${m}-${i}`;
        customers.push(`${id},${channel}`);
        transactions.push(`${id},${month(m + 1)}-${String((i % 28) + 1).padStart(2, "0")},${10 + i / 100}`);
      }
    }
  }
  // A bill over two months and one of a part of a month tell nothing of a month.
  costs.push("2024-06-01,2024-06-15,search,5000", "2024-06-10,2024-07-10,tv,9000");
  return stageBase({
    asOf: "2024-08-01",
    threads,
    customers: `customer_id,acquisition_channel\n${customers.join("\n")}`,
    transactions: `customer_id,ts,amount\n${transactions.join("\n")}`,
    costs: `period_start,period_end,channel,amount\n${costs.join("\n")}`,
  });
}

async function resultOf(threads: number) {
  const base = await plantedBase(threads);
  const result = await acquisitionEfficiency(base.engine, base.staged, money, undefined);
  await base.close();
  if (result.status === "refused" || result.budget.status === "refused") throw new Error(JSON.stringify(result));
  return { ...result, budget: result.budget };
}

it("finds planted curves from customers and costs, and the optimum within 1 %", async () => {
  const { budget } = await resultOf(1);
  // (bend + spend) ∝ √(scale · bend) where one more unit brings the same: √36000 to √6000, of 680 + 250 + 400 in all.
  const total = 680 + 250;
  const search = ((total + 400) * Math.sqrt(36_000)) / (Math.sqrt(36_000) + Math.sqrt(6_000)) - 300;
  expect(budget.total).toBeCloseTo(total, 9);
  expect(budget.channels.map(({ channel, usualSpend, months }) => [channel, usualSpend, months])).toEqual([
    ["search", 680, 5],
    ["tv", 250, 5],
  ]);
  for (const [i, spend] of [search, total - search].entries()) {
    expect(Math.abs(budget.channels[i].spend / spend - 1)).toBeLessThan(0.01);
    expect(budget.channels[i].bound).toBe("none");
    expect(Math.abs(budget.channels[i].marginal / (budget.marginal ?? 0) - 1)).toBeLessThan(0.01);
    expect(budget.channels[i].curve.shape).toBe("hyperbolic");
  }
  expect(budget.outcome).toBeGreaterThan(budget.usualOutcome);
});

it("says the same for any number of threads", async () => {
  expect(JSON.stringify(await resultOf(2))).toBe(JSON.stringify(await resultOf(1)));
});
