import type { Engine } from "../../engine/engine.ts";
import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import type { Text } from "../../language/text.ts";
import { inMoneyUnits } from "../currency.ts";
import { rejectRows } from "../rejects.ts";
import type { StagedTable } from "../stage-table.ts";
import type { RulesOf } from "../table-rules.ts";

/** Products as they are, with what one piece costs the shop. */
export function productRules(moneyUnits: number): RulesOf {
  return (columns) => ({
    derived: { cost_each: columns.has("cost") ? inMoneyUnits("cost", moneyUnits) : "CAST(NULL AS BIGINT)" },
    wrong: [],
    leftOut: [],
    kept: [
      "product_id",
      ...["category", "brand", "is_product"].filter((name) => columns.has(name)),
      ...(columns.has("cost") ? ["cost_each"] : []),
    ],
  });
}

/**
 * Fills category, brand and cost of transaction rows from their product, where the row itself does not say, and leaves out
 * as fees those that are no product.
 *
 * @returns what was found, in words
 */
export async function lookUpProducts(
  engine: Engine,
  products: StagedTable,
  transactions: StagedTable,
): Promise<Text[]> {
  const has = (name: string) => products.columns.has(name);
  const of = (name: string) => transactions.columns.has(name);
  if (!of("product_id")) {
    return [
      {
        en: "products: the transactions have no product_id; the products are not used",
        ru: "товары: у транзакций нет product_id; товары не используются",
      },
    ];
  }
  await settleProducts(engine, products);
  const { staged } = transactions;
  const columns = (await engine.columnsOf(`SELECT * FROM ${staged}`)).map(({ name }) => name);
  for (const name of ["category", "brand"].filter(has)) {
    if (!columns.includes(name)) await engine.run(`ALTER TABLE ${staged} ADD COLUMN ${name} VARCHAR`);
    await engine.run(`UPDATE ${staged} SET ${name} = p.${name} FROM listed_products p
      WHERE ${staged}.product_id = p.product_id AND ${staged}.${name} IS NULL AND p.${name} IS NOT NULL`);
  }
  if (has("cost")) {
    if (!columns.includes("cost")) await engine.run(`ALTER TABLE ${staged} ADD COLUMN cost BIGINT`);
    const pieces = columns.includes("quantity") ? `CAST(${staged}.quantity AS DECIMAL(18,6))` : "1";
    await engine.run(`UPDATE ${staged} SET cost = CAST(round(abs(${pieces}) * p.cost_each) AS BIGINT) FROM listed_products p
      WHERE ${staged}.product_id = p.product_id AND ${staged}.cost IS NULL AND p.cost_each IS NOT NULL`);
  }
  if (has("is_product")) {
    await engine.run(`UPDATE ${staged} SET policy = 'fee' FROM listed_products p
      WHERE ${staged}.product_id = p.product_id AND ${staged}.policy IS NULL AND p.is_product = FALSE`);
  }
  const [unlisted] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${staged}
    WHERE policy IS NULL AND product_id IS NOT NULL AND product_id NOT IN (SELECT product_id FROM listed_products)`);
  await engine.run("DROP TABLE listed_products");
  const n = Number(unlisted.n);
  if (n === 0) return [];
  return [
    {
      en: `transactions: ${english.counted(n, "row names", "rows name")} a product that is not in products; kept without it`,
      ru: `транзакции: в ${russian.counted(n, "строке", "строках", "строках")} указан товар, которого нет в таблице товаров; он считается неизвестным`,
    },
  ];
}

/** Makes `listed_products`, one row a product; rows that contradict each other are rejected, all of them. */
async function settleProducts(engine: Engine, products: StagedTable) {
  const { staged } = products;
  const content = (await engine.columnsOf(`SELECT * FROM ${staged}`))
    .map(({ name }) => name)
    .filter((name) => ["category", "brand", "is_product", "cost_each"].includes(name));
  const hash = engine.dialect.rowHash(["1", ...content].join(", "));
  await rejectRows(engine, products, {
    where: `product_id IN (SELECT product_id FROM ${staged} WHERE policy IS NULL GROUP BY product_id HAVING min(${hash}) < max(${hash}))`,
    column: "'product_id'",
    reason: "'another row of the same product says something else'",
    rawText: "product_id",
  });
  await engine.run(`UPDATE ${staged} SET policy = 'duplicate' WHERE policy IS NULL
    AND rowid NOT IN (SELECT min(rowid) FROM ${staged} WHERE policy IS NULL GROUP BY product_id)`);
  await engine.run(`CREATE OR REPLACE TABLE listed_products AS
    SELECT ${["product_id", ...content].join(", ")} FROM ${staged} WHERE policy IS NULL`);
}
