import type { Engine } from "../engine/engine.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { lineKind } from "../inputs/tables/transactions.ts";
import { type Months, monthOf } from "./months.ts";

/** What guests ordered in each month; money in money units. */
export interface GuestMonth {
  orders: number;
  gross: number;
  returned: number;
}

/**
 * Orders and money of the lines without a customer, by month. They cannot be joined to a person, so a guest order is an
 * order id and lies in the month it began in, or a row where there is no id or where rows are orders.
 */
export async function readGuestMonths(
  engine: Engine,
  { orderKey }: StagedTables,
  months: Months,
): Promise<GuestMonth[]> {
  const sale = `kind = ${lineKind.sale}`;
  const alone = orderKey === "row" ? sale : `${sale} AND order_key IS NULL`;
  const lines = `SELECT day, CASE WHEN ${alone} THEN 1 ELSE 0 END AS orders, CASE WHEN ${sale} THEN amount ELSE 0 END AS gross,
      CASE WHEN kind = ${lineKind.return} THEN amount ELSE 0 END AS returned FROM lines WHERE customer IS NULL`;
  const byOrderId = `SELECT min(day) AS day, 1, 0, 0 FROM lines WHERE customer IS NULL AND ${sale} AND order_key IS NOT NULL GROUP BY order_key`;
  const result = months.starts.map((): GuestMonth => ({ orders: 0, gross: 0, returned: 0 }));
  const sum = (column: string) => `CAST(sum(${column}) AS DOUBLE)`;
  await engine.stream(
    `SELECT day, ${sum("orders")}, ${sum("gross")}, ${sum("returned")}
     FROM (${orderKey === "row" ? lines : `${lines} UNION ALL ${byOrderId}`}) GROUP BY day`,
    ([days, orders, gross, returned], rows) => {
      for (let i = 0; i < rows; i++) {
        const month = monthOf(months, days[i]);
        if (month === undefined) continue;
        result[month].orders += orders[i];
        result[month].gross += gross[i];
        result[month].returned += returned[i];
      }
    },
  );
  return result;
}
