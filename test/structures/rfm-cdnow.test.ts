import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { day } from "../features/staged-base.ts";
import { type DescribedBase, describeBase } from "./described-base.ts";

// Expected values were computed with pandas, scores as 1 + ⌊5 · (rank(method="min") − 1) / n⌋; cut points are the
// percentiles 20, 40, 60 and 80 of the data's notes.
const data = resolve(import.meta.dirname, "../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`rfm-cdnow: skipped, there is no reference data in ${data}`);

const asOf = "1998-07-01";

/** How many customers have each score, and their least and greatest value. */
type Scored = Record<number, readonly [customers: number, least: number, greatest: number]>;

describe.skipIf(!present && !required)("the RFM grid on CDNOW", () => {
  let described: DescribedBase;
  /** Of each customer, from the rows of the file. */
  let recency: number[];
  let orders: number[];
  let money: number[];
  beforeAll(async () => {
    const text = gunzipSync(readFileSync(join(data, "cdnow/CDNOW_master.txt.gz"))).toString();
    const rows = text.split("\n").map((line) => line.trim().split(/\s+/).join(","));
    described = await describeBase({
      asOf,
      transactions: rows.join("\n"),
      settings: {
        columns: { ts: "date", amount: "dollar_value" },
        dates: { ts: "yyyyMMdd" },
        orderKey: ["customer_id", "day"],
      },
    });
    const bought = new Map(described.ids.map((id) => [id, { days: new Set<string>(), cents: 0 }]));
    for (const [id, date, , dollars] of rows.slice(1).map((row) => row.split(","))) {
      const of = bought.get(id);
      if (of === undefined) continue;
      of.days.add(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
      of.cents += Math.round(100 * Number(dollars));
    }
    const customers = [...bought.values()];
    orders = customers.map(({ days }) => days.size);
    recency = customers.map(({ days }) => day(asOf) - day([...days].sort().at(-1) ?? asOf));
    money = customers.map(({ cents }) => cents / 100);
  });

  function scored(score: string, values: readonly number[]): Scored {
    const groups: Record<number, [number, number, number]> = {};
    for (const [i, each] of (described.rfmScores.get(score) ?? []).entries()) {
      const [customers, least, greatest] = groups[each] ?? [0, Infinity, -Infinity];
      groups[each] = [customers + 1, Math.min(least, values[i]), Math.max(greatest, values[i])];
    }
    return groups;
  }

  it("has the four frequency scores that exist, and one for everybody who bought on one day", () => {
    expect(described.ids.length).toBe(23_570);
    // The percentiles 0, 20, 40 and 50 of the orders are 1: nobody is left for the second fifth.
    expect(scored("frequency_score", orders)).toEqual({
      1: [12_054, 1, 1],
      3: [4040, 2, 2],
      4: [3641, 3, 4],
      5: [3835, 5, 171],
    });
  });

  it("cuts recency at 142, 433, 486 and 513 days, the latest scoring most", () => {
    expect(scored("recency_score", recency)).toEqual({
      1: [4735, 513, 546],
      2: [4712, 486, 512],
      3: [4702, 433, 485],
      4: [4720, 142, 432],
      5: [4701, 1, 141],
    });
  });

  it("cuts money at 15.36, 31.35, 59.92 and 133.95", () => {
    expect(scored("monetary_score", money)).toEqual({
      1: [4817, 0, 15.36],
      2: [4615, 15.37, 31.35],
      3: [4710, 31.37, 59.92],
      4: [4715, 59.93, 133.95],
      5: [4713, 133.96, 13_990.93],
    });
  });

  it("puts everybody into one of the named cells", () => {
    const { parts } = described.structures.find(({ id }) => id === "behavioural_rfm") ?? { parts: [] };
    const sizes = Object.fromEntries(parts.map(({ key, customers }) => [key, customers]));
    expect(sizes).toEqual({
      champions: 4118,
      loyal: 3259,
      potential_loyalists: 2421,
      new_customers: 0,
      promising: 0,
      need_attention: 950,
      about_to_sleep: 3375,
      at_risk: 762,
      cannot_lose: 6,
      hibernating: 8679,
      no_orders: 0,
    });
    expect(Object.values(sizes).reduce((sum, customers) => sum + customers, 0)).toBe(23_570);
  });
});
