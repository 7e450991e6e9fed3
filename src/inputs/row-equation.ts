import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { TableName } from "./sources-config.ts";
import type { StagedTable } from "./stage-table.ts";
import type { TableAccount } from "./staged-tables.ts";

/** Where the fate of every row of a table is kept: the table, the column, how rows are counted, and the money if any. */
const fates: Record<TableName, { from: string; fate: string; rows: string; amount: string | null }> = {
  transactions: { from: "transaction_totals", fate: "policy", rows: "sum(n)", amount: "amount" },
  customers: { from: "dated_customers", fate: "fate", rows: "count(*)", amount: null },
  contacts: { from: "dated_contacts", fate: "fate", rows: "count(*)", amount: null },
  costs: { from: "dated_costs", fate: "fate", rows: "count(*)", amount: "amount" },
};

/**
 * Counts what became of a table's rows and checks that none is missing: rows read = accepted + quarantined + excluded.
 *
 * @throws Error when the equation does not hold, which is a bug of ours
 */
export async function accountOf(engine: Engine, { table, files }: StagedTable): Promise<TableAccount> {
  const { from, fate, rows: counted, amount } = fates[table];
  const rows = await engine.rows(
    `SELECT ${fate} AS fate, CAST(${counted} AS DOUBLE) AS n, ${amount === null ? "CAST(0 AS DOUBLE)" : `CAST(coalesce(sum(${amount}), 0) AS DOUBLE)`} AS amount
     FROM ${from} GROUP BY ${fate} ORDER BY ${fate}`,
  );
  const [{ n: rejected }] = await engine.rows(
    `SELECT CAST(count(*) AS DOUBLE) AS n FROM rejects WHERE "table" = ${engine.dialect.text(table)}`,
  );
  const rowsOf = (name: string | null) =>
    rows.filter((row) => row.fate === name).reduce((sum, row) => sum + Number(row.n), 0);
  const rowsRead = files.reduce((sum, file) => sum + file.rows, 0);
  const account: TableAccount = {
    table,
    files,
    rowsRead,
    accepted: rowsOf(null),
    quarantined: Number(rejected),
    excluded: rows
      .filter((row) => row.fate !== null && row.fate !== "quarantined")
      .map((row) => ({
        policy: String(row.fate),
        rows: Number(row.n),
        ...(amount === null ? {} : { amount: Number(row.amount) }),
      })),
  };
  const accountedFor =
    account.accepted + account.quarantined + account.excluded.reduce((sum, { rows: n }) => sum + n, 0);
  if (accountedFor !== rowsRead) {
    throw new Error(`inputs: ${table}: ${rowsRead} rows read, ${accountedFor} accounted for; nothing is published`);
  }
  return account;
}

/** @throws UserError 3 when more rows are quarantined than the contract allows */
export function assertWithinTolerance({ table, rowsRead, quarantined }: TableAccount, maxRejectShare: number): void {
  if (quarantined / rowsRead <= maxRejectShare) return;
  const share = ((100 * quarantined) / rowsRead).toFixed(2);
  throw new UserError(
    3,
    `${table}: ${quarantined} of ${rowsRead} rows (${share} %) cannot be used, more than contract.maxRejectShare allows (${Number((100 * maxRejectShare).toFixed(4))} %); see rejects.parquet for file, row and reason`,
  );
}
