import type { Dialect } from "../engine/dialect.ts";
import type { Engine } from "../engine/engine.ts";
import type { EpochDay } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import { inMoneyUnits, lineAmount } from "./currency.ts";
import { rejectRows } from "./rejects.ts";
import type { TransactionsSource } from "./sources-config.ts";
import type { StagedTable } from "./stage-table.ts";
import type { OrderKey } from "./staged-tables.ts";

/** Codes of `lines.kind`. */
export const lineKind = { sale: 0, return: 1, free: 2 } as const;

/** How many categories and how many channels get a feature of their own; the rest share one called `other`. */
const maxLevels = 12;
export const otherLevel = "other";

/**
 * Gives every typed transaction row its kind, its money and its policy. What a row is, in this order:
 *
 * - after as-of → left out; no customer → a guest; adjustment prefix or kind → left out; fee code or kind → left out;
 * - return: kind `return`, a return prefix, a negative amount, or an amount with a negative quantity;
 * - free: no amount, and a quantity or unit price of zero or less, which is no order;
 * - sale: everything else. An amount of 0 without quantity and price is an order that was paid otherwise.
 *
 * Leaves `classified_transactions(customer_id, order_id, day, kind, amount, category, channel, policy, file, row_number)`.
 *
 * @param moneyUnits money units in one unit of the currency, see moneyUnitsOf
 * @throws UserError 2 when neither amount nor quantity and unit price are there, or the order key needs a missing column
 */
export async function classifyTransactions(
  engine: Engine,
  source: TransactionsSource,
  table: StagedTable,
  asOf: EpochDay,
  moneyUnits: number,
): Promise<void> {
  const { dialect } = engine;
  const { staged, columns } = table;
  if (!columns.has("customer_id")) {
    throw new UserError(2, 'sources.transactions: no column "customer_id"; map it under columns');
  }
  if (!columns.has("amount") && !(columns.has("quantity") && columns.has("unit_price"))) {
    throw new UserError(2, "sources.transactions: no amount; map amount, or quantity and unit_price, under columns");
  }
  const byOrderId = orderKeyOf(source, columns) === "order_id";
  if (byOrderId && !columns.has("order_id")) {
    throw new UserError(
      2,
      'sources.transactions.orderKey: there is no column "order_id"; map it, or use [customer_id, day]',
    );
  }
  const has = (name: string) => columns.has(name);
  const reject = (where: string, column: string, reason: string) =>
    rejectRows(engine, table, {
      from: staged,
      fate: "policy",
      where,
      column: dialect.text(column),
      reason: dialect.text(reason),
      rawText: `CAST(${column} AS VARCHAR)`,
    });
  const amount = has("amount") ? "amount" : lineAmount(dialect, "quantity", "unit_price");
  for (const column of has("amount") ? ["amount"] : ["quantity", "unit_price"]) {
    await reject(`${column} IS NULL`, column, "no value; expected an amount");
  }
  if (!has("amount")) await reject(`${amount} IS NULL`, "quantity", "too large an amount with its unit price");
  if (byOrderId) {
    await reject("order_id IS NULL AND customer_id IS NOT NULL", "order_id", "no value; expected an order id");
  }
  if (has("kind")) {
    const known = "'sale', 'return', 'adjustment', 'fee'";
    await reject(`lower(kind) NOT IN (${known})`, "kind", "not one of sale, return, adjustment, fee");
  }

  const kindIs = (kind: string) => (has("kind") ? `lower(kind) = '${kind}'` : "FALSE");
  const prefixed = (prefixes: readonly string[]) =>
    startsWithAny(dialect, has("order_id") ? "order_id" : undefined, prefixes);
  const isFee = `(${kindIs("fee")} OR ${isAnyOf(dialect, has("product_id") ? "product_id" : undefined, source.feeCodes)})`;
  const atMostZero = (name: string) => (has(name) ? `${name} <= 0` : "FALSE");
  const givenBack = has("quantity") ? "(quantity < 0 AND money <> 0)" : "FALSE";
  const isReturn = `(${kindIs("return")} OR ${prefixed(source.returnPrefixes)} OR money < 0 OR ${givenBack})`;
  const isFree = `(money = 0 AND (${atMostZero("quantity")} OR ${atMostZero("unit_price")}))`;
  const kind = `CASE WHEN ${isReturn} THEN ${lineKind.return} WHEN ${isFree} THEN ${lineKind.free} ELSE ${lineKind.sale} END`;

  await engine.run(`CREATE OR REPLACE VIEW classified_transactions AS
    SELECT customer_id, ${has("order_id") ? "order_id" : "CAST(NULL AS VARCHAR) AS order_id"}, day, CAST(${kind} AS TINYINT) AS kind,
      CASE WHEN ${isReturn} THEN -abs(money) ELSE money END AS amount,
      ${has("category") ? "category" : "CAST(NULL AS VARCHAR) AS category"},
      ${has("channel") ? "channel" : "CAST(NULL AS VARCHAR) AS channel"},
      CASE WHEN policy IS NOT NULL THEN policy
        WHEN day >= ${asOf} THEN 'after_as_of'
        WHEN ${kindIs("adjustment")} OR ${prefixed(source.adjustmentPrefixes)} THEN 'adjustment'
        WHEN ${isFee} THEN 'fee'
        ${source.guests === "exclude" ? "WHEN customer_id IS NULL THEN 'guest'" : ""}
      END AS policy,
      file, row_number
    FROM (SELECT *, ${dialect.epochDay("ts")} AS day, ${inMoneyUnits(amount, moneyUnits)} AS money FROM ${staged})`);
}

/** The configured order key; without one, the order id where there is one and else the day. */
export function orderKeyOf(source: TransactionsSource, columns: ReadonlySet<string>): OrderKey {
  if (source.orderKey === undefined) return columns.has("order_id") ? "order_id" : "day";
  return source.orderKey === "row" ? "row" : source.orderKey[1];
}

/**
 * Turns the accepted rows into `lines`, with customers, categories and channels as numbers. Leaves
 * `transaction_totals(policy, kind, category, channel, n, amount)`: rows and money by what became of them, counted in one pass.
 *
 * @returns the names behind the numbers of categories and sales channels
 */
export async function numberLines(engine: Engine): Promise<{ categories: string[]; channels: string[] }> {
  await engine.run(`CREATE OR REPLACE TABLE transaction_totals AS
    SELECT policy, kind, category, channel, count(*) AS n, sum(amount) AS amount
    FROM classified_transactions GROUP BY policy, kind, category, channel`);
  const categories = await levelsOf(engine, "category");
  const channels = await levelsOf(engine, "channel");
  await engine.run(`CREATE OR REPLACE TABLE lines AS
    SELECT c.customer, t.order_id, t.day, t.kind, t.amount,
      ${levelNumber(engine.dialect, "t.category", categories)} AS category, ${levelNumber(engine.dialect, "t.channel", channels)} AS channel
    FROM classified_transactions t LEFT JOIN customer_ids c ON t.customer_id = c.customer_id
    WHERE t.policy IS NULL`);
  return { categories, channels };
}

/** The most frequent levels of accepted sales, ties by name; when there are more, they share a last one called `other`. */
async function levelsOf(engine: Engine, column: "category" | "channel"): Promise<string[]> {
  const rows = await engine.rows(
    `SELECT ${column} AS level FROM transaction_totals
     WHERE policy IS NULL AND kind = ${lineKind.sale} AND ${column} IS NOT NULL
     GROUP BY ${column} ORDER BY sum(n) DESC, ${column} LIMIT ${maxLevels + 1}`,
  );
  const levels = rows.map(({ level }) => String(level));
  const named = levels.slice(0, maxLevels).filter((level) => level !== otherLevel);
  return named.length < levels.length ? [...named, otherLevel] : named;
}

function levelNumber(dialect: Dialect, column: string, levels: readonly string[]): string {
  if (levels.length === 0) return "CAST(NULL AS INTEGER)";
  const cases = levels.map((level, i) =>
    level === otherLevel ? `WHEN ${column} IS NOT NULL THEN ${i}` : `WHEN ${column} = ${dialect.text(level)} THEN ${i}`,
  );
  return `CAST(CASE ${cases.join(" ")} END AS INTEGER)`;
}

function startsWithAny(dialect: Dialect, column: string | undefined, prefixes: readonly string[]): string {
  if (column === undefined || prefixes.length === 0) return "FALSE";
  const tests = prefixes.map((prefix) => `substr(${column}, 1, ${prefix.length}) = ${dialect.text(prefix)}`);
  return `coalesce(${tests.join(" OR ")}, FALSE)`;
}

function isAnyOf(dialect: Dialect, column: string | undefined, values: readonly string[]): string {
  if (column === undefined || values.length === 0) return "FALSE";
  return `coalesce(${column} IN (${values.map((value) => dialect.text(value)).join(", ")}), FALSE)`;
}
