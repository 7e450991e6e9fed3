import { expect, it } from "vitest";
import { configurationSchema } from "../../src/run/configuration.ts";
import { adviseAcquisition } from "../../src/run/stages/advise-acquisition.ts";
import { stageBase } from "../features/staged-base.ts";
import { figuresOf } from "../metrics/kpi-figures.ts";

const refusedLtv = { status: "refused", reason: { en: "too short", ru: "слишком мало" } } as const;

it.each([
  // One of them kept 30 of 40 for 20; returns not deducted, it is 40.
  ["net", 30, 0.5],
  ["gross", 40, 1],
])("tells what newcomers brought where returns are %s, in kpis as in the result", async (returns, revenue, roi) => {
  const base = await stageBase({
    asOf: "2024-03-01",
    customers: "customer_id,acquisition_channel\nann,tv",
    transactions: "customer_id,ts,amount\nann,2024-01-05,40\nann,2024-02-10,-10",
    costs: "period_start,period_end,channel,amount\n2024-01-01,2024-02-01,tv,20",
  });
  const { engine, staged } = base;
  const configuration = {
    ...configurationSchema.parse({ version: 1, sources: { transactions: { path: "transactions.csv", returns } } }),
    project: "demo",
  };
  await figuresOf(base, {});
  const result = await adviseAcquisition({ engine, configuration }, staged, refusedLtv);
  expect(result).toMatchObject({ status: "done", value: "revenue", horizonDays: null, base: { revenue, roi } });

  const rows = await engine.rows("SELECT scope, value FROM kpis WHERE metric = 'roi' ORDER BY scope");
  expect(rows.map((row) => [row.scope, row.value])).toEqual([
    ["acquisition", roi],
    ["all", roi],
    ["cohort", roi],
  ]);
  await base.close();
});

it("adds nothing to kpis without costs", async () => {
  const base = await stageBase({ asOf: "2024-03-01", transactions: "customer_id,ts,amount\nann,2024-01-05,40" });
  const { engine, staged } = base;
  const configuration = {
    ...configurationSchema.parse({ version: 1, sources: { transactions: { path: "transactions.csv" } } }),
    project: "demo",
  };
  await figuresOf(base, {});
  const count = async () => (await engine.rows("SELECT count(*) AS n FROM kpis"))[0].n;
  const before = await count();
  expect((await adviseAcquisition({ engine, configuration }, staged, refusedLtv)).status).toBe("refused");
  expect(await count()).toEqual(before);
  await base.close();
});
