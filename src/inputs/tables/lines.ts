import type { Dialect } from "../../engine/dialect.ts";
import type { Engine } from "../../engine/engine.ts";
import type { LineColumn } from "../staged-tables.ts";
import { lineKind } from "./transactions.ts";

/** How many categories, brands and channels get a feature of their own; the rest share one called `other`. */
const maxLevels = 12;
export const otherLevel = "other";

export interface LineLevels {
  readonly categories: readonly string[];
  readonly brands: readonly string[];
  readonly channels: readonly string[];
}

/**
 * Turns the accepted rows of `staged_transactions` into `lines`, with customers, categories, brands and channels as
 * numbers.
 *
 * @param columns of the staged table that tell a level
 * @returns the names behind the numbers
 */
export async function numberLines(
  engine: Engine,
  columns: ReadonlySet<string>,
  lineColumns: ReadonlySet<LineColumn>,
): Promise<LineLevels> {
  const levels = async (column: string) => (columns.has(column) ? await levelsOf(engine, column) : []);
  const categories = await levels("category");
  const brands = lineColumns.has("brand") ? await levels("brand") : [];
  const channels = await levels("channel");
  const { dialect } = engine;
  const optional = [
    ...(lineColumns.has("brand") ? [`${levelNumber(dialect, "t.brand", brands)} AS brand`] : []),
    ...(["discount", "cost", "coupon"] as const).filter((name) => lineColumns.has(name)).map((name) => `t.${name}`),
  ];
  await engine.run(`CREATE OR REPLACE TABLE lines AS
    SELECT c.customer, t.order_key, t.day, t.line_kind AS kind,
      CASE WHEN t.line_kind = ${lineKind.return} THEN -abs(t.money) ELSE t.money END AS amount,
      ${levelNumber(dialect, "t.category", categories)} AS category, ${levelNumber(dialect, "t.channel", channels)} AS channel
      ${optional.map((column) => `, ${column}`).join("")}
    FROM staged_transactions t LEFT JOIN customer_ids c ON t.customer_id = c.customer_id
    WHERE t.policy IS NULL`);
  return { categories, brands, channels };
}

/** The tables of a base without transactions: the same columns, no rows. */
export async function createEmptyLines(engine: Engine): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE lines AS
    SELECT CAST(0 AS INTEGER) AS customer, ${engine.dialect.rowHash("1")} AS order_key, CAST(0 AS INTEGER) AS day, CAST(0 AS TINYINT) AS kind,
      CAST(0 AS BIGINT) AS amount, CAST(0 AS SMALLINT) AS category, CAST(0 AS SMALLINT) AS channel WHERE FALSE`);
}

/** The most frequent levels of accepted sales, ties by name; when there are more, they share a last one called `other`. */
async function levelsOf(engine: Engine, column: string): Promise<string[]> {
  const rows = await engine.rows(
    `SELECT ${column} AS level FROM staged_transactions
     WHERE policy IS NULL AND line_kind = ${lineKind.sale} AND ${column} IS NOT NULL
     GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ${maxLevels + 1}`,
  );
  const levels = rows.map(({ level }) => String(level));
  const named = levels.slice(0, maxLevels).filter((level) => level !== otherLevel);
  return named.length < levels.length ? [...named, otherLevel] : named;
}

function levelNumber(dialect: Dialect, column: string, levels: readonly string[]): string {
  if (levels.length === 0) return "CAST(NULL AS SMALLINT)";
  const cases = levels.map((level, i) =>
    level === otherLevel ? `WHEN ${column} IS NOT NULL THEN ${i}` : `WHEN ${column} = ${dialect.text(level)} THEN ${i}`,
  );
  return `CAST(CASE ${cases.join(" ")} END AS SMALLINT)`;
}
