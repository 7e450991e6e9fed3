import type { Engine } from "../engine/engine.ts";
import { UserError } from "../user-error.ts";
import type { TableName } from "./columns.ts";
import type { StagedTable } from "./stage-table.ts";
import type { TableAccount } from "./staged-tables.ts";

/** Tables whose rows carry money that the account tells. */
const withMoney: readonly TableName[] = ["transactions", "costs", "market"];

/**
 * Counts what became of a table's rows and checks that none is missing: rows read = accepted + quarantined + excluded.
 *
 * @throws Error when the equation does not hold, which is a bug of ours
 */
export async function accountOf(engine: Engine, { table, staged, files }: StagedTable): Promise<TableAccount> {
  const hasMoney = withMoney.includes(table);
  const rows = await engine.rows(
    `SELECT policy, CAST(count(*) AS DOUBLE) AS n, ${hasMoney ? "CAST(coalesce(sum(money), 0) AS DOUBLE)" : "CAST(0 AS DOUBLE)"} AS amount
     FROM ${staged} GROUP BY policy ORDER BY policy`,
  );
  const [{ n: rejected }] = await engine.rows(
    `SELECT CAST(count(*) AS DOUBLE) AS n FROM rejects WHERE "table" = ${engine.dialect.text(table)}`,
  );
  const accepted = rows.filter(({ policy }) => policy === null).reduce((sum, { n }) => sum + Number(n), 0);
  const rowsRead = files.reduce((sum, file) => sum + file.rows, 0);
  const account: TableAccount = {
    table,
    files,
    rowsRead,
    accepted,
    quarantined: Number(rejected),
    excluded: rows
      .filter(({ policy }) => policy !== null && policy !== "quarantined")
      .map(({ policy, n, amount }) => ({
        policy: String(policy),
        rows: Number(n),
        ...(hasMoney ? { amount: Number(amount) } : {}),
      })),
  };
  const accountedFor = accepted + account.quarantined + account.excluded.reduce((sum, { rows: n }) => sum + n, 0);
  if (accountedFor !== rowsRead) {
    throw new Error(`inputs: ${table}: ${rowsRead} rows read, ${accountedFor} accounted for; nothing is published`);
  }
  return account;
}

/** @throws UserError 3 when more rows are quarantined than the contract allows, naming the commonest reason */
export async function assertWithinTolerance(
  engine: Engine,
  { table, rowsRead, quarantined }: TableAccount,
  maxRejectShare: number,
): Promise<void> {
  if (quarantined / rowsRead <= maxRejectShare) return;
  const share = ((100 * quarantined) / rowsRead).toFixed(2);
  const [commonest] = await engine.rows(`SELECT "column", reason, CAST(count(*) AS DOUBLE) AS n FROM rejects
    WHERE "table" = ${engine.dialect.text(table)} GROUP BY ALL ORDER BY n DESC, "column", reason LIMIT 1`);
  const column = commonest.column === null ? "" : `${commonest.column}: `;
  throw new UserError(
    3,
    `${table}: ${quarantined} of ${rowsRead} rows (${share} %) cannot be used, more than contract.maxRejectShare allows (${Number((100 * maxRejectShare).toFixed(4))} %); most often ${column}${commonest.reason} (${commonest.n} rows); see rejects.parquet for file, row and reason`,
  );
}
