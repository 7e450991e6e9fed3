import { join } from "node:path";
import { isoDate } from "../../src/math/calendar.ts";
import type { LtvBase } from "./ltv-base.ts";

/** CDNOW, the master file: the buyers of one quarter and what they bought in a year and a half, in dollars. */
export const cdnow: LtvBase = {
  name: "cdnow",
  folder: "cdnow",
  horizonDays: 181,
  lastDays: ["1997-12-31", "1997-12-01", "1997-11-01"].map((day) => isoDate.parse(day)),
  cutsPerFit: 3,
  async prepare(engine, folder) {
    const file = { path: join(folder, "CDNOW_master.txt.gz"), delimiter: "whitespace" };
    const columns = ["customer_id", "date", "number_of_cds", "dollar_value"];
    // It has no products; who the customers are is not known either.
    await engine.readCsv(
      file,
      columns,
      "broken",
      (records) =>
        `CREATE TABLE purchase_days AS
         SELECT CAST(c0 AS INTEGER) AS customer, ${engine.dialect.epochDay("strptime(c1, '%Y%m%d')")} AS day,
           CAST(sum(CAST(c3 AS DECIMAL(18, 3)) * 1000) AS BIGINT) AS thousandths,
           CAST(sum(CAST(c2 AS INTEGER)) AS INTEGER) AS quantity, 0 AS new_products, 0 AS abroad
         FROM ${records} WHERE c0 <> 'customer_id' GROUP BY ALL HAVING thousandths > 0`,
    );
  },
};
