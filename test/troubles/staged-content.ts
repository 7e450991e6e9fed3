import type { Staged } from "../inputs/staging.ts";

/** What the engine holds of a base after staging, table by table: every row as text, ascending. */
export type StagedContent = Readonly<Record<string, readonly string[]>>;

/** How customers are called where their ids were changed: a prefix before all of them, or single ones by name. */
export type Renaming = { readonly prefix: string } | Readonly<Record<string, string>> | null;

/**
 * The tables that everything after staging reads, by customer id and by the names behind the numbers, so that two bases
 * which mean the same have the same content.
 *
 * @param renamed how the ids of this base are called in the other one
 */
export async function contentOf(
  { tables, engine }: Pick<Staged, "tables" | "engine">,
  renamed: Renaming = null,
): Promise<StagedContent> {
  const { categories, brands, channels, contactChannels, visitEvents, lineColumns, profileMetrics } = tables;
  const id = renamedId(renamed);
  const named = (levels: readonly string[], column: string) =>
    levels.length === 0 ? column : `[${levels.map((level) => engine.dialect.text(level)).join(", ")}][${column} + 1]`;
  const of = (table: string, columns: readonly string[]) =>
    `SELECT ${[`${id} AS id`, ...columns].join(", ")} FROM ${table} t LEFT JOIN customer_ids USING (customer)`;
  const optional = [
    ...(lineColumns.has("brand") ? [named(brands, "brand")] : []),
    ...(["discount", "cost", "coupon"] as const).filter((name) => lineColumns.has(name)),
  ];
  const queries: Record<string, string> = {
    customers: `SELECT ${id} AS id, known_from, first_event FROM customer_ids`,
    buyers: buyersQuery(id),
    lines: of("lines", [
      ...["order_key", "day", "kind", "amount"],
      named(categories, "category"),
      named(channels, "channel"),
      ...optional,
    ]),
    attributes: of("attributes", ["t.* EXCLUDE (customer)"]),
    costs: tables.hasCosts ? "SELECT * FROM costs" : "SELECT 1 WHERE FALSE",
    contacts:
      contactChannels.length === 0
        ? "SELECT 1 WHERE FALSE"
        : of("contacts", ["t.* EXCLUDE (customer, channel)", named(contactChannels, "t.channel")]),
    visits: tables.hasVisits
      ? of("visits", ["t.* EXCLUDE (customer, event)", named(visitEvents, "t.event")])
      : "SELECT 1 WHERE FALSE",
    feedback: tables.hasFeedback ? of("feedback", ["t.* EXCLUDE (customer)"]) : "SELECT 1 WHERE FALSE",
    profiles: profileMetrics.length === 0 ? "SELECT 1 WHERE FALSE" : of("profiles", ["t.* EXCLUDE (customer)"]),
  };
  const content: Record<string, readonly string[]> = {};
  for (const [table, query] of Object.entries(queries)) {
    const rows = await engine.rows(`SELECT CAST(whole AS VARCHAR) AS content FROM (${query}) whole ORDER BY content`);
    content[table] = rows.map((row) => String(row.content));
  }
  return content;
}

/** Of the rows that only one of two bases has, the first three each, by table; an empty object when they are the same. */
export function differences(expected: StagedContent, actual: StagedContent, tables = Object.keys(expected)) {
  const found: Record<string, { missing: string[]; surplus: string[] }> = {};
  for (const table of tables) {
    const missing = without(expected[table], actual[table]);
    const surplus = without(actual[table], expected[table]);
    if (missing.length > 0 || surplus.length > 0) {
      found[table] = { missing: missing.slice(0, 3), surplus: surplus.slice(0, 3) };
    }
  }
  return found;
}

/** What customers bought, whatever lines it is made of. */
function buyersQuery(id: string): string {
  return `SELECT ${id} AS id, count(DISTINCT order_key) FILTER (kind = 0) AS orders,
      coalesce(sum(amount) FILTER (kind = 0), 0) AS gross, sum(amount) AS net,
      min(day) FILTER (kind = 0) AS first_order, max(day) FILTER (kind = 0) AS last_order
    FROM lines LEFT JOIN customer_ids USING (customer) GROUP BY ALL`;
}

function renamedId(renamed: Renaming): string {
  if (renamed === null) return "customer_id";
  if ("prefix" in renamed) return `'${renamed.prefix}' || customer_id`;
  const cases = Object.entries(renamed).map(([from, to]) => `WHEN '${from}' THEN '${to}'`);
  return `CASE customer_id ${cases.join(" ")} ELSE customer_id END`;
}

/** The rows of one list that the other does not have, or has less often. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const n = left.get(row) ?? 0;
    left.set(row, n - 1);
    return n <= 0;
  });
}
