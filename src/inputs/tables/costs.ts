import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { inMoneyUnits } from "../currency.ts";
import type { RulesOf } from "../table-rules.ts";

/**
 * Costs with the days of their period, which ends before the day `period_end`. A period that is not over at as-of is
 * left out whole: its bill is not known yet.
 */
export function costRules(dialect: Dialect, asOf: EpochDay, moneyUnits: number): RulesOf {
  return (columns) => ({
    derived: {
      start_day: dialect.epochDay("period_start"),
      end_day: dialect.epochDay("period_end"),
      money: inMoneyUnits("amount", moneyUnits),
    },
    wrong: [
      {
        where: "period_end <= period_start",
        column: "period_end",
        reason: "not after period_start; expected the day after the last one of the period",
        rawText: "CAST(CAST(period_end AS DATE) AS VARCHAR)",
      },
    ],
    leftOut: [{ policy: "after_as_of", where: `end_day > ${asOf}` }],
    kept: ["start_day", "end_day", "channel", "money", ...(columns.has("currency") ? ["currency"] : [])],
  });
}

/** Leaves `costs`. */
export async function listCosts(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE costs AS
    SELECT start_day AS period_start, end_day AS period_end, channel, money AS amount FROM staged_costs WHERE policy IS NULL`);
}
