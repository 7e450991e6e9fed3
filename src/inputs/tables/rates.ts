import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../user-error.ts";
import { rejectRows } from "../rejects.ts";
import type { StagedTable } from "../stage-table.ts";
import type { RulesOf } from "../table-rules.ts";

/** Rates: units of the project's currency for one unit of another, from a day until the next one. */
export function rateRules(dialect: Dialect): RulesOf {
  return () => ({
    derived: { from_day: dialect.epochDay("valid_from"), rate_value: "CAST(rate AS DOUBLE)" },
    wrong: [
      {
        where: "rate <= 0",
        column: "rate",
        reason: "not above zero; expected units of the project's currency for one unit",
        rawText: "CAST(rate AS VARCHAR)",
      },
    ],
    leftOut: [],
    kept: ["currency", "from_day", "rate_value"],
  });
}

/** Leaves `rate_spans(currency, from_day, until_day, rate)`; two rates of one currency and day are both rejected. */
export async function spanRates(engine: Engine, rates: StagedTable): Promise<void> {
  const { staged } = rates;
  await rejectRows(engine, rates, {
    where: `EXISTS (SELECT 1 FROM ${staged} o WHERE o.currency = ${staged}.currency AND o.from_day = ${staged}.from_day
      AND o.policy IS NULL AND o.rate_value <> ${staged}.rate_value)`,
    column: "'rate'",
    reason: "'another row of the same currency and day gives another rate'",
    rawText: "CAST(rate_value AS VARCHAR)",
  });
  await engine.run(`UPDATE ${staged} SET policy = 'duplicate' WHERE policy IS NULL
    AND rowid NOT IN (SELECT min(rowid) FROM ${staged} WHERE policy IS NULL GROUP BY currency, from_day)`);
  await engine.run(`CREATE OR REPLACE TABLE rate_spans AS
    SELECT currency, from_day, lead(from_day, 1, 2147483647) OVER (PARTITION BY currency ORDER BY from_day) AS until_day,
      rate_value AS rate FROM ${staged} WHERE policy IS NULL`);
}

export interface Conversion {
  /** Columns of money of the staged table. */
  readonly money: readonly string[];
  /** SQL of the day whose rate counts. */
  readonly day: string;
  /** Currency of rows that name none. */
  readonly currency: string;
  /** Of the project. */
  readonly into: string;
  readonly hasRates: boolean;
}

/**
 * Turns money in other currencies into the project's, by the rate of its day; a row without one is rejected.
 *
 * @throws UserError 3 when there are other currencies and no table of rates: unlike money is never added up
 */
export async function convertMoney(
  engine: Engine,
  table: StagedTable,
  { money, day, currency, into, hasRates }: Conversion,
): Promise<void> {
  const { staged, columns } = table;
  const { text } = engine.dialect;
  const own = columns.has("currency") ? `coalesce(${staged}.currency, ${text(currency)})` : text(currency);
  if (!columns.has("currency") && currency === into) return;
  const foreign = await engine.rows(`SELECT ${own} AS currency, CAST(count(*) AS DOUBLE) AS n FROM ${staged}
    WHERE policy IS NULL AND ${own} <> ${text(into)} GROUP BY ALL ORDER BY n DESC, currency`);
  if (foreign.length === 0) return;
  if (!hasRates) {
    const seen = foreign.map((row) => `${row.n} rows in ${row.currency}`).join(", ");
    throw new UserError(
      3,
      `${table.table}: ${seen}, and the project's currency is ${into}; money of several currencies is not added up: give sources.rates (currency, valid_from, rate)`,
    );
  }
  const rated = `r.currency = ${own} AND r.from_day <= ${day} AND r.until_day > ${day}`;
  await rejectRows(engine, table, {
    where: `${own} <> ${text(into)} AND NOT EXISTS (SELECT 1 FROM rate_spans r WHERE ${rated})`,
    column: "'currency'",
    reason: "'there is no rate for it on that day; expected one in rates'",
    rawText: own,
  });
  const converted = money.map((column) => `${column} = CAST(round(${staged}.${column} * r.rate) AS BIGINT)`);
  await engine.run(`UPDATE ${staged} SET ${converted.join(", ")} FROM rate_spans r
    WHERE ${staged}.policy IS NULL AND ${own} <> ${text(into)} AND ${rated}`);
}
