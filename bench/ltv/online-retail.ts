import { join } from "node:path";
import type { Engine } from "../../src/engine/engine.ts";
import { isoDate } from "../../src/math/calendar.ts";
import type { LtvBase } from "./ltv-base.ts";

/** Online Retail II, two years of a wholesaler of gifts, in pounds. */
export const onlineRetail: LtvBase = {
  name: "online-retail-ii",
  folder: "online_retail_ii",
  horizonDays: 183,
  lastDays: ["2011-06-09", "2011-05-09", "2011-03-09"].map((day) => isoDate.parse(day)),
  cutsPerFit: 6,
  async prepare(engine, folder) {
    await readSheets(engine, folder);
    await keepPurchases(engine);
    await engine.run(
      `CREATE TABLE purchase_days AS
       SELECT k.customer, k.day, CAST(sum(k.quantity * k.price * 1000) AS BIGINT) AS thousandths,
         CAST(sum(k.quantity) AS INTEGER) AS quantity,
         CAST(count(DISTINCT k.product) FILTER (k.day = f.day) AS INTEGER) AS new_products,
         max(CASE WHEN k.country = 'United Kingdom' THEN 0 ELSE 1 END) AS abroad
       FROM kept_lines k JOIN (SELECT customer, product, min(day) AS day FROM kept_lines GROUP BY ALL) f
         ON k.customer = f.customer AND k.product = f.product
       GROUP BY k.customer, k.day HAVING thousandths > 0`,
    );
  },
};

/** The lines of known customers in `lines`; what both sheets have, 1–9 December 2010, is taken from the second. */
async function readSheets(engine: Engine, folder: string): Promise<void> {
  const columns = ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country"];
  await engine.run(
    "CREATE TABLE lines (customer INTEGER, day INTEGER, product VARCHAR, quantity INTEGER, price DECIMAL(18, 3), country VARCHAR)",
  );
  const sheets = [
    { name: "online_retail_2009_2010.csv.gz", until: "2010-12-01" },
    { name: "online_retail_2010_2011.csv.gz", until: "2011-12-10" },
  ];
  for (const { name, until } of sheets) {
    await engine.readCsv(
      { path: join(folder, name), delimiter: "," },
      columns,
      "broken",
      (records) =>
        `INSERT INTO lines SELECT CAST(c6 AS INTEGER), ${engine.dialect.epochDay("CAST(c4 AS TIMESTAMP)")}, c1,
           CAST(c3 AS INTEGER), CAST(c5 AS DECIMAL(18, 3)), c7
         FROM ${records} WHERE c0 <> 'Invoice' AND c6 <> '' AND c4 < '${until}'`,
    );
  }
}

/**
 * Lines with a price and a quantity above 0 in `kept_lines`, without those cancelled on the same day: a line that takes back
 * the same quantity of the same product at the same price cancels one of them. Other returns are passed over.
 */
async function keepPurchases(engine: Engine): Promise<void> {
  const numbered = "row_number() OVER (PARTITION BY customer, day, product, abs(quantity), price) AS copy";
  await engine.run(
    `CREATE TABLE kept_lines AS
     SELECT p.* FROM (SELECT *, ${numbered} FROM lines WHERE price > 0 AND quantity > 0) p
     WHERE NOT EXISTS (
       FROM (SELECT *, ${numbered} FROM lines WHERE quantity < 0) r
       WHERE r.customer = p.customer AND r.day = p.day AND r.product = p.product AND r.quantity = -p.quantity
         AND r.price = p.price AND r.copy = p.copy)`,
  );
}
