import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";
import { inMoneyUnits } from "../currency.ts";
import { rejectRows } from "../rejects.ts";
import type { StagedTable } from "../stage-table.ts";
import type { RulesOf } from "../table-rules.ts";
import { lineKind } from "./transactions.ts";

/**
 * What competitors ask and what all sellers took, per category and period. A period that is not over at as-of is left
 * out whole. A size or an index of zero is no market: what is not known is left empty.
 *
 * @throws UserError 2 when the files tell neither
 */
export function marketRules(dialect: Dialect, asOf: EpochDay, moneyUnits: number): RulesOf {
  return (columns) => {
    const told = ["price_index", "market_size"].filter((name) => columns.has(name));
    if (told.length === 0) {
      throw new UserError(
        2,
        'sources.market: there is neither "price_index" nor "market_size"; map one of them under columns',
      );
    }
    return {
      derived: {
        start_day: dialect.epochDay("period_start"),
        end_day: dialect.epochDay("period_end"),
        index_value: columns.has("price_index") ? "CAST(price_index AS DOUBLE)" : "CAST(NULL AS DOUBLE)",
        money: columns.has("market_size") ? inMoneyUnits("market_size", moneyUnits) : "CAST(NULL AS BIGINT)",
      },
      wrong: [
        {
          where: "period_end <= period_start",
          column: "period_end",
          reason: "not after period_start; expected the day after the last one of the period",
          rawText: "CAST(CAST(period_end AS DATE) AS VARCHAR)",
        },
        ...told.map((column) => ({
          where: `${column} <= 0`,
          column,
          reason: `not above zero; expected ${meanings.get(column)}, or nothing where it is not known`,
          rawText: `CAST(${column} AS VARCHAR)`,
        })),
        {
          where: told.map((column) => `${column} IS NULL`).join(" AND "),
          column: told[0],
          reason: `no value; expected ${told.map((column) => meanings.get(column)).join(", or ")}`,
        },
      ],
      leftOut: [{ policy: "after_as_of", where: `end_day > ${asOf}` }],
      kept: [
        ...["start_day", "end_day", "category", "index_value", "money"],
        ...(columns.has("currency") ? ["currency"] : []),
      ],
    };
  };
}

const meanings: ReadonlyMap<string, string> = new Map([
  ["price_index", "the competitors' price level in percent of ours"],
  ["market_size", "what all sellers together took"],
]);

/**
 * Leaves `market` and `market_sales` (see StagedTables). Of rows that say the same one is kept; rows of one category whose
 * periods overlap contradict each other and are rejected, all of them.
 */
export async function settleMarket(
  engine: Engine,
  market: StagedTable,
  transactions: StagedTable | undefined,
): Promise<void> {
  const { staged } = market;
  const { dialect } = engine;
  await engine.run(`UPDATE ${staged} SET policy = 'duplicate' WHERE policy IS NULL AND rowid NOT IN (
    SELECT min(rowid) FROM ${staged} WHERE policy IS NULL GROUP BY category, start_day, end_day, index_value, money)`);
  const day = (column: string) => `CAST(${dialect.dateOfEpochDay(column)} AS VARCHAR)`;
  await rejectRows(engine, market, {
    where: `EXISTS (SELECT 1 FROM ${staged} o WHERE o.policy IS NULL AND o.rowid <> ${staged}.rowid
      AND o.category = ${staged}.category AND o.start_day < ${staged}.end_day AND o.end_day > ${staged}.start_day)`,
    column: "'period_start'",
    reason: "'the period overlaps that of another row of the same category; expected one row for each day'",
    rawText: `${day("start_day")} || '..' || ${day("end_day")}`,
  });
  await engine.run(`CREATE OR REPLACE TABLE market AS
    SELECT start_day AS period_start, end_day AS period_end, category, index_value AS price_index, money AS market_size
    FROM ${staged} WHERE policy IS NULL`);
  // From the texts of the files: only the most frequent categories keep their names in lines.
  const sales =
    transactions !== undefined && (await hasCategories(engine, transactions))
      ? `SELECT category, day, CAST(sum(money) AS BIGINT) AS amount FROM ${transactions.staged}
         WHERE policy IS NULL AND line_kind = ${lineKind.sale} AND category IN (SELECT category FROM market)
         GROUP BY category, day`
      : "SELECT category, period_start AS day, market_size AS amount FROM market WHERE FALSE";
  await engine.run(`CREATE OR REPLACE TABLE market_sales AS ${sales}`);
}

/** Whether transactions tell a category, or their products do. */
export async function hasCategories(engine: Engine, { staged }: StagedTable): Promise<boolean> {
  return (await engine.columnsOf(`SELECT * FROM ${staged}`)).some(({ name }) => name === "category");
}
