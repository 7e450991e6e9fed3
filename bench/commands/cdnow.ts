import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const data = resolve(import.meta.dirname, "../../../../shared/data/cdnow");

/** A configuration for CDNOW, one cohort of buyers over a year and a half; undefined where its data is not there. */
export function cdnowConfiguration(settings = ""): string | undefined {
  if (!existsSync(data)) return undefined;
  return `version: 1
project: cdnow
currency: USD
sources:
  transactions:
    path: ${join(data, "CDNOW_master.txt.gz")}
    format: csv
    delimiter: whitespace
    columns: { ts: date, amount: dollar_value }
    dates: { ts: yyyyMMdd }
    orderKey: [customer_id, day]
${settings}`;
}
