import type { Engine } from "../../engine/engine.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import type { EpochDay } from "../../math/calendar.ts";
import type { StagedTable } from "../stage-table.ts";

/**
 * Turns incomes in other currencies into the project's by the rate of the last day before as-of; one without a rate is
 * unknown, since numbers of two currencies cannot be compared.
 *
 * @returns what became unknown, in words
 */
export async function convertIncome(
  engine: Engine,
  { staged, columns }: StagedTable,
  currency: string,
  asOf: EpochDay,
  hasRates: boolean,
): Promise<Text[]> {
  if (!columns.has("income") || !columns.has("income_currency")) return [];
  const foreign = `policy IS NULL AND coalesce(income_currency, ${engine.dialect.text(currency)}) <> ${engine.dialect.text(currency)}`;
  if (hasRates) {
    await engine.run(`UPDATE ${staged} SET own_income_min = own_income_min * r.rate, own_income_max = own_income_max * r.rate, income_currency = NULL
      FROM rate_spans r WHERE ${foreign} AND r.currency = ${staged}.income_currency AND r.from_day < ${asOf} AND r.until_day >= ${asOf}`);
  }
  const [counted] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${staged} WHERE ${foreign}`);
  const n = Number(counted.n);
  if (n === 0) return [];
  await engine.run(`UPDATE ${staged} SET own_income_min = NULL, own_income_max = NULL WHERE ${foreign}`);
  return [
    {
      en: `customers.income: ${english.counted(n, "row is", "rows are")} in another currency than ${currency} and without a rate; read as unknown`,
      ru: `customers.income: ${russian.counted(n, "строка", "строки", "строк")} в другой валюте (не ${currency}) и без курса; доход считается неизвестным`,
    },
  ];
}
