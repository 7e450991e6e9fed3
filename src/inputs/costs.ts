import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import { inMoneyUnits } from "./currency.ts";
import { rejectRows } from "./rejects.ts";
import type { StagedTable } from "./stage-table.ts";

/**
 * Leaves `dated_costs` with the fate of every row, and `costs` of those that are in. A period ends before the day
 * `period_end`; one that is not over at as-of is left out whole: its bill is not known yet.
 */
export async function dateCosts(engine: Engine, table: StagedTable, asOf: EpochDay, moneyUnits: number): Promise<void> {
  const { dialect } = engine;
  await rejectRows(engine, table, {
    from: table.staged,
    fate: "policy",
    where: "period_end <= period_start",
    column: "'period_end'",
    reason: "'not after period_start; expected the day after the last one of the period'",
    rawText: "CAST(CAST(period_end AS DATE) AS VARCHAR)",
  });
  await engine.run(`CREATE OR REPLACE TABLE dated_costs AS
    SELECT ${dialect.epochDay("period_start")} AS period_start, ${dialect.epochDay("period_end")} AS period_end, channel,
      ${inMoneyUnits("amount", moneyUnits)} AS amount,
      CASE WHEN policy IS NOT NULL THEN policy WHEN ${dialect.epochDay("period_end")} > ${asOf} THEN 'after_as_of' END AS fate
    FROM ${table.staged}`);
  await engine.run(
    `CREATE OR REPLACE TABLE costs AS SELECT period_start, period_end, channel, amount FROM dated_costs WHERE fate IS NULL`,
  );
  await engine.run(`DROP TABLE ${table.staged}`);
}
