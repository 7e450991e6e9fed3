import type { Engine } from "../engine/engine.ts";
import { type EpochDay, toIsoDate } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import type { TableSource } from "./sources-config.ts";
import type { StagedTable } from "./stage-table.ts";

/**
 * Compares a delivery with its control totals, over all rows that could be read, whatever became of them.
 *
 * @param money column of money of the staged table, in `moneyUnits` to the unit of its currency; null when there is none
 * @param day column of the day; null when there is none
 * @throws UserError 3 naming every total that differs
 */
export async function checkTotals(
  engine: Engine,
  { table, staged, files }: StagedTable,
  expect: NonNullable<TableSource["expect"]>,
  { money, day, moneyUnits }: { money: string | null; day: string | null; moneyUnits: number },
): Promise<void> {
  const [seen] = await engine.rows(`SELECT ${money === null ? "NULL" : `CAST(sum(${money}) AS DOUBLE)`} AS total,
    ${day === null ? "NULL" : `min(${day})`} AS first, ${day === null ? "NULL" : `max(${day})`} AS last FROM ${staged}`);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const total = seen.total === null ? null : Number(seen.total) / moneyUnits;
  const date = (value: unknown) => (value === null ? null : toIsoDate(Number(value) as EpochDay)); // days of the staged table
  const differences = [
    expect.rows !== undefined && expect.rows !== rows ? `${rows} rows instead of ${expect.rows}` : undefined,
    expect.total !== undefined && (total === null || Math.abs(total - expect.total) > 0.0051)
      ? `amounts of ${total === null ? "none" : total.toFixed(2)} instead of ${expect.total.toFixed(2)}`
      : undefined,
    expect.from !== undefined && expect.from !== date(seen.first)
      ? `a first day of ${date(seen.first)} instead of ${expect.from}`
      : undefined,
    expect.until !== undefined && expect.until !== date(seen.last)
      ? `a last day of ${date(seen.last)} instead of ${expect.until}`
      : undefined,
  ].filter((each) => each !== undefined);
  if (differences.length === 0) return;
  throw new UserError(
    3,
    `${table}: the delivery has ${differences.join(" and ")} (sources.${table}.expect); deliver it again or correct the totals`,
  );
}
