import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const data = resolve(import.meta.dirname, "../../../../shared/data/online_retail_ii");

/** A configuration for Online Retail II, two years of a wholesaler; undefined where its data is not there. */
export function retailConfiguration(settings = ""): string | undefined {
  if (!existsSync(data)) return undefined;
  const files = ["online_retail_2009_2010.csv.gz", "online_retail_2010_2011.csv.gz"].map((name) => join(data, name));
  return `version: 1
project: retail
timezone: Europe/London
currency: GBP
sources:
  transactions:
    path: [${files.join(", ")}]
    columns: { customer_id: Customer ID, ts: InvoiceDate, order_id: Invoice, product_id: StockCode, quantity: Quantity, unit_price: Price }
    duplicates: redelivery
    returnPrefixes: [C]
    adjustmentPrefixes: [A]
    feeCodes: [POST, DOT, M, D, C2, BANK CHARGES, AMAZONFEE, ADJUST, ADJUST2, PADS, CRUK, TEST001, TEST002, SP1002, B]
${settings}`;
}
