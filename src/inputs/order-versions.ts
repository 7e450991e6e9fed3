import type { Engine } from "../engine/engine.ts";

/**
 * Of an order that was saved several times, keeps the rows of its first or last saving; the others get the policy
 * `other_version`. An order is a customer and an order id, a saving is its moment: `saved_at`, or `ts` where there is none.
 */
export async function keepVersion(
  engine: Engine,
  staged: string,
  moment: "saved_at" | "ts",
  kept: "first" | "last",
): Promise<void> {
  const extreme = kept === "first" ? "min" : "max";
  await engine.run(`CREATE OR REPLACE TABLE kept_versions AS
    SELECT customer_id, order_key, ${extreme}(${moment}) AS moment FROM ${staged}
    WHERE policy IS NULL AND order_key IS NOT NULL GROUP BY customer_id, order_key HAVING min(${moment}) < max(${moment})`);
  await engine.run(`UPDATE ${staged} SET policy = 'other_version' FROM kept_versions k
    WHERE ${staged}.policy IS NULL AND ${staged}.order_key = k.order_key
    AND ${staged}.customer_id IS NOT DISTINCT FROM k.customer_id AND ${staged}.${moment} IS DISTINCT FROM k.moment`);
  await engine.run("DROP TABLE kept_versions");
}
