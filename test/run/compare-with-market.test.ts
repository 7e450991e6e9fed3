import { expect, it, onTestFinished } from "vitest";
import { configurationSchema } from "../../src/run/configuration.ts";
import { compareWithMarket } from "../../src/run/stages/compare-with-market.ts";
import { stageBase, type WrittenBase } from "../features/staged-base.ts";
import { figuresOf } from "../metrics/kpi-figures.ts";

const transactions = `customer_id,ts,category,amount
  ann,2024-01-01,tea,10
  ,2024-01-02,tea,7
  ann,2024-01-31,mugs,5`;

async function compared(written: Partial<WrittenBase>) {
  const base = await stageBase({ asOf: "2024-02-01", transactions, ...written });
  onTestFinished(() => base.close());
  const { engine, staged } = base;
  const sources = { transactions: { path: "transactions.csv" } };
  const configuration = { ...configurationSchema.parse({ version: 1, sources }), project: "demo" };
  await figuresOf(base, {});
  const before = await engine.rows("SELECT * FROM kpis ORDER BY ALL");
  const { market, warnings } = await compareWithMarket({ engine, configuration }, staged);
  const added = await engine.rows("SELECT key, metric, value FROM kpis WHERE scope = 'market' ORDER BY ALL");
  const others = await engine.rows("SELECT * FROM kpis WHERE scope <> 'market' ORDER BY ALL");
  expect(others).toEqual(before);
  return { market, warnings, added: added.map((row) => Object.values(row)) };
}

it("adds the figures of the market to kpis, and says what is doubtful about them", async () => {
  const { warnings, added } = await compared({
    market: `period_start,period_end,category,market_size
      2024-01-01,2024-02-01,tea,40
      2024-01-01,2024-02-01,mugs,4.99`,
  });
  expect(added).toEqual([["tea", "market_share", 0.25]]);
  expect(warnings).toEqual([
    {
      en: 'market: in 1 row, such as "mugs" from 2024-01-01, the market is smaller than our own sales; no share is told for it',
      ru: "рынок: в 1 строке, например «mugs» с 2024-01-01, объём рынка меньше наших собственных продаж; доля не указана",
    },
    {
      en: "market: sales without a customer are left out (guests: exclude), so that the shares are too low",
      ru: "рынок: продажи без покупателя не учтены (guests: exclude), поэтому доли занижены",
    },
  ]);
});

it("adds nothing and warns of nothing without the table", async () => {
  const { market, warnings, added } = await compared({});
  expect(market).toEqual({
    status: "refused",
    reason: { en: "there is no market table", ru: "нет таблицы рынка (market)" },
  });
  expect([warnings, added]).toEqual([[], []]);
});
