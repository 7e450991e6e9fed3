import type { Dialect } from "../../engine/dialect.ts";
import type { EpochDay } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";
import { inMoneyUnits, lineAmount } from "../currency.ts";
import type { TransactionsSource } from "../sources-config.ts";
import type { LineColumn, OrderKey } from "../staged-tables.ts";
import type { LeftOutRows, RulesOf, TableRules, WrongRows } from "../table-rules.ts";
import { lateRows } from "./late-rows.ts";

/** Codes of `lines.kind`. */
export const lineKind = { sale: 0, return: 1, free: 2 } as const;

export interface TransactionSettings {
  readonly dialect: Dialect;
  readonly source: TransactionsSource;
  readonly asOf: EpochDay;
  /** Money units in one unit of the currency, see moneyUnitsOf. */
  readonly moneyUnits: number;
  /** Whether product ids are looked up in a table of products. */
  readonly hasProducts: boolean;
}

/**
 * What a transaction row is, in this order:
 *
 * - after as-of, or received after it → left out; cancelled by its status → left out; adjustment prefix or kind → left
 *   out; fee code or kind → left out; no customer → a guest;
 * - return: kind `return`, a return prefix, a negative amount, or an amount with a negative quantity;
 * - free: no amount, and a quantity or unit price of zero or less, which is no order;
 * - sale: everything else. An amount of 0 without quantity and price is an order that was paid otherwise.
 *
 * Staged rows have `customer_id`, `order_key`, `day`, `line_kind`, `money` as delivered, and what of category, channel, brand,
 * discount, cost, coupon, currency, product and saving is known.
 *
 * @throws UserError 2 when there is no customer, or the order key needs a missing column
 */
export function transactionRules(settings: TransactionSettings): RulesOf {
  return (columns) => {
    const { dialect, source, moneyUnits, hasProducts } = settings;
    const has = (name: string) => columns.has(name);
    if (!has("customer_id")) {
      throw new UserError(2, 'sources.transactions: no column "customer_id"; map it under columns');
    }
    const byOrderId = orderKeyOf(source, columns) === "order_id";
    if (byOrderId && !has("order_id")) {
      throw new UserError(
        2,
        'sources.transactions.orderKey: there is no column "order_id"; map it, or use [customer_id, day]',
      );
    }
    const optional = Object.fromEntries(
      Object.entries({
        discount: has("discount_amount") ? inMoneyUnits("discount_amount", moneyUnits) : undefined,
        cost: has("cost_amount") ? inMoneyUnits("cost_amount", moneyUnits) : undefined,
        coupon: has("coupon_id") ? "CAST(CASE WHEN coupon_id IS NULL THEN 0 ELSE 1 END AS TINYINT)" : undefined,
      }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const money = moneyOf(dialect, columns);
    return {
      derived: {
        day: dialect.epochDay("ts"),
        // Two orders of one customer would need the same 64-bit hash to be taken for one: once in some 10^11 bases of a million customers.
        order_key: has("order_id")
          ? `CASE WHEN order_id IS NOT NULL THEN ${dialect.rowHash("order_id")} END`
          : `CASE WHEN FALSE THEN ${dialect.rowHash("1")} END`,
        money: money === undefined ? "CAST(0 AS BIGINT)" : inMoneyUnits(money, moneyUnits),
        ...optional,
        // Over columns that are derived here too, hence spelled out.
        line_kind: `CAST(${kindSql(settings, columns, money)} AS TINYINT)`,
      },
      wrong: wrongRows(dialect, columns, money, byOrderId),
      leftOut: leftOutRows(settings, columns),
      kept: [
        ...["customer_id", "order_key", "day", "line_kind", "money", ...Object.keys(optional)],
        ...["category", "channel", "brand", "currency"].filter(has),
        ...(source.versions === "none" ? [] : [has("saved_at") ? "saved_at" : "ts"]),
        ...(hasProducts && has("product_id") ? ["product_id"] : []),
        ...(hasProducts && has("quantity") ? ["quantity"] : []),
      ],
    };
  };
}

/** The configured order key; without one, the order id where there is one and else the day. */
export function orderKeyOf(source: TransactionsSource, columns: ReadonlySet<string>): OrderKey {
  if (source.orderKey === undefined) return columns.has("order_id") ? "order_id" : "day";
  return source.orderKey === "row" ? "row" : source.orderKey[1];
}

/** Whether the columns tell what a row cost its customer. */
export function hasAmounts(columns: ReadonlySet<string>): boolean {
  return columns.has("amount") || (columns.has("quantity") && columns.has("unit_price"));
}

/** Optional columns of `lines` that come with these columns of the file, or with a table of products. */
export function lineColumnsOf(
  columns: ReadonlySet<string>,
  products: ReadonlySet<string> | undefined,
): ReadonlySet<LineColumn> {
  const looked = columns.has("product_id") && products !== undefined;
  const there: [LineColumn, boolean][] = [
    ["brand", columns.has("brand") || (looked && products.has("brand"))],
    ["discount", columns.has("discount_amount")],
    ["cost", columns.has("cost_amount") || (looked && products.has("cost"))],
    ["coupon", columns.has("coupon_id")],
  ];
  return new Set(there.flatMap(([name, is]) => (is ? [name] : [])));
}

function moneyOf(dialect: Dialect, columns: ReadonlySet<string>): string | undefined {
  if (columns.has("amount")) return "amount";
  return hasAmounts(columns) ? `(${lineAmount(dialect, "quantity", "unit_price")})` : undefined;
}

function wrongRows(
  dialect: Dialect,
  columns: ReadonlySet<string>,
  money: string | undefined,
  byOrderId: boolean,
): WrongRows[] {
  const missing = (column: string, what: string, where = `${column} IS NULL`): WrongRows => ({
    where,
    column,
    reason: `no value; expected ${what}`,
  });
  const amounts = columns.has("amount") ? ["amount"] : money === undefined ? [] : ["quantity", "unit_price"];
  return [
    ...amounts.map((column) => missing(column, "an amount")),
    ...(money === undefined || columns.has("amount")
      ? []
      : [
          {
            where: `${money} IS NULL`,
            column: "quantity",
            reason: "too large an amount with its unit price",
            rawText: `CAST(${dialect.tryCast("quantity", "DOUBLE")} AS VARCHAR)`,
          },
        ]),
    ...(byOrderId ? [missing("order_id", "an order id", "order_id IS NULL AND customer_id IS NOT NULL")] : []),
    ...(columns.has("discount_amount")
      ? [
          {
            where: "discount_amount < 0",
            column: "discount_amount",
            reason: "negative; expected what was taken off, zero or more",
            rawText: "CAST(discount_amount AS VARCHAR)",
          },
        ]
      : []),
  ];
}

function leftOutRows(
  { dialect, source, asOf }: TransactionSettings,
  columns: ReadonlySet<string>,
): TableRules["leftOut"] {
  const has = (name: string) => columns.has(name);
  const rows: (LeftOutRows | undefined)[] = [
    ...lateRows(dialect, columns, "day", asOf),
    has("status") && source.excludedStatuses.length > 0
      ? { policy: "status", where: isAnyOf(dialect, "status", source.excludedStatuses) }
      : undefined,
    {
      policy: "adjustment",
      where: anyOf(kindIs(columns, "adjustment"), prefixed(dialect, columns, source.adjustmentPrefixes)),
    },
    {
      policy: "fee",
      where: anyOf(
        kindIs(columns, "fee"),
        has("product_id") && source.feeCodes.length > 0 ? isAnyOf(dialect, "product_id", source.feeCodes) : undefined,
      ),
    },
    source.guests === "exclude" ? { policy: "guest", where: "customer_id IS NULL" } : undefined,
  ];
  return rows.filter((row): row is LeftOutRows => row !== undefined && row.where !== "FALSE");
}

function kindSql(
  { dialect, source }: TransactionSettings,
  columns: ReadonlySet<string>,
  money: string | undefined,
): string {
  const has = (name: string) => columns.has(name);
  const paid = money ?? "0";
  const isReturn = anyOf(
    kindIs(columns, "return"),
    prefixed(dialect, columns, source.returnPrefixes),
    money === undefined ? undefined : `${paid} < 0`,
    has("quantity") ? (money === undefined ? "quantity < 0" : `(quantity < 0 AND ${paid} <> 0)`) : undefined,
  );
  const atMostZero = ["quantity", "unit_price"].filter(has).map((name) => `${name} <= 0`);
  const isFree = atMostZero.length === 0 ? "FALSE" : `(${paid} = 0 AND ${anyOf(...atMostZero)})`;
  return `CASE WHEN ${isReturn} THEN ${lineKind.return} WHEN ${isFree} THEN ${lineKind.free} ELSE ${lineKind.sale} END`;
}

function kindIs(columns: ReadonlySet<string>, kind: string): string | undefined {
  return columns.has("kind") ? `kind = '${kind}'` : undefined;
}

function prefixed(dialect: Dialect, columns: ReadonlySet<string>, prefixes: readonly string[]): string | undefined {
  if (!columns.has("order_id") || prefixes.length === 0) return undefined;
  return anyOf(...prefixes.map((prefix) => `substr(order_id, 1, ${prefix.length}) = ${dialect.text(prefix)}`));
}

function isAnyOf(dialect: Dialect, column: string, values: readonly string[]): string {
  return dialect.isOneOf(column, values);
}

/** A condition that holds where one of its parts does; nothing holds where there are none. */
function anyOf(...conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? "FALSE" : `(${given.join(" OR ")})`;
}
