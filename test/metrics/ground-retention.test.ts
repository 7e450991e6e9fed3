import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/features/customer-history.ts";
import { cutSpans } from "../../src/features/spans.ts";
import { type DayRange, readPeriodFigures } from "../../src/metrics/period-figures.ts";
import { retentionOf } from "../../src/metrics/retention.ts";
import { day, type FileContent, type Staged, stage } from "../inputs/staging.ts";

// Expected values were computed with pandas by the definitions of the data's notes, not by this engine.
const data = resolve(import.meta.dirname, "../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`ground-retention: skipped, there is no reference data in ${data}`);

function range(text: string): DayRange {
  const [from, until] = text.split("..");
  return { from: day(from), until: day(until) };
}

/** Start, end, new, retention by the formula and strictly in per cent to four digits, reactivated. */
async function pair({ engine, tables }: Staged, before: string, period: string) {
  const { retention } = await readPeriodFigures(engine, range(period), {
    before: range(before),
    moneyUnits: 10_000,
    ...tables,
  });
  const { formula, strict, reactivated } = retentionOf(retention);
  const percent = (share: number) => Number((100 * share).toFixed(4));
  const { start, end, newcomers } = retention;
  return [start, end, newcomers, percent(formula), percent(strict), reactivated];
}

/** Customers, orders, average order to four digits and repeat share in per cent over the whole file. */
async function whole({ engine, tables }: Staged, period: string) {
  const figures = await readPeriodFigures(engine, range(period), { moneyUnits: 10_000, ...tables });
  const { customers, orders, gross, repeaters } = figures;
  return [customers, orders, Number((gross / orders).toFixed(4)), Number(((100 * repeaters) / customers).toFixed(4))];
}

async function cdnow(file: string, settings: Record<string, unknown>) {
  const staged = await stage({
    files: {},
    currency: "USD",
    asOf: "1998-07-01",
    sources: {
      transactions: {
        path: join(data, "cdnow", file),
        format: "csv",
        delimiter: "whitespace",
        ...settings,
        dates: { ts: "yyyyMMdd" },
        orderKey: ["customer_id", "day"],
      },
    },
  });
  await readHistory(staged.engine, staged.tables, [], cutSpans([]));
  return staged;
}

function retailFile(name: string): string {
  return join(data, "online_retail_ii", name);
}

async function retail(paths: readonly string[], files: Record<string, FileContent> = {}) {
  const staged = await stage({
    files,
    currency: "GBP",
    timezone: "Europe/London",
    asOf: "2011-12-10",
    sources: {
      transactions: {
        path: paths,
        columns: {
          ...{ customer_id: "Customer ID", ts: "InvoiceDate", order_id: "Invoice", product_id: "StockCode" },
          ...{ quantity: "Quantity", unit_price: "Price" },
        },
        returnPrefixes: ["C"],
        adjustmentPrefixes: ["A"],
        duplicates: "redelivery",
      },
    },
  });
  await readHistory(staged.engine, staged.tables, [], cutSpans([]));
  return staged;
}

describe.skipIf(!present && !required)("retention of every pair of windows", () => {
  const [h1, h2, h3] = ["1997-01-01..1997-07-01", "1997-07-01..1998-01-01", "1998-01-01..1998-07-01"];

  it("of CDNOW", async () => {
    const staged = await cdnow("CDNOW_master.txt.gz", { columns: { ts: "date", amount: "dollar_value" } });
    expect(await pair(staged, h1, h2)).toEqual([23570, 6421, 0, 27.2423, 27.2423, 0]);
    expect(await pair(staged, h2, h3)).toEqual([6421, 5374, 0, 83.6941, 53.9324, 1911]);
    expect(await whole(staged, "1997-01-01..1998-07-01")).toEqual([23570, 67591, 36.9918, 48.8587]);
  });

  it("of the sample of CDNOW", async () => {
    const staged = await cdnow("CDNOW_sample.txt.gz", {
      header: ["master_id", "customer_id", "ts", "cds", "amount"],
    });
    expect(await pair(staged, h1, h2)).toEqual([2357, 619, 0, 26.2622, 26.2622, 0]);
    expect(await pair(staged, h2, h3)).toEqual([619, 515, 0, 83.1987, 52.0194, 193]);
    expect(await whole(staged, "1997-01-01..1998-07-01")).toEqual([2357, 6696, 36.4534, 48.3241]);
  });

  it("of Online Retail II", async () => {
    const staged = await retail(["online_retail_2009_2010.csv.gz", "online_retail_2010_2011.csv.gz"].map(retailFile));
    const [w1, w2] = ["2009-12-01..2010-06-01", "2010-06-01..2010-12-01"];
    const [w3, w4] = ["2010-12-01..2011-06-01", "2011-06-01..2011-12-01"];
    expect(await pair(staged, w1, w2)).toEqual([2703, 3497, 1563, 71.5501, 71.5501, 0]);
    expect(await pair(staged, w2, w3)).toEqual([3497, 2718, 667, 58.6503, 53.6746, 174]);
    expect(await pair(staged, w3, w4)).toEqual([2718, 3471, 917, 93.9662, 69.61, 662]);
    expect(await whole(staged, "2009-12-01..2011-12-10")).toEqual([5878, 36969, 471.5176, 72.3886]);
  });

  it("of the sample of Online Retail II: average order and repeat share", async () => {
    // One file with the sheet of each row; the rows of both sheets are the overlap of the two deliveries.
    const sheet = (name: string) => ({
      parquet: `SELECT * EXCLUDE (Sheet) FROM read_csv('${retailFile("online_retail_sample.csv.gz")}', all_varchar = true) WHERE Sheet = '${name}'`,
    });
    const staged = await retail(["first.parquet", "second.parquet"], {
      "first.parquet": sheet("2009-2010"),
      "second.parquet": sheet("2010-2011"),
    });
    expect(await whole(staged, "2009-12-01..2011-12-10")).toEqual([332, 2086, 599.8744, 70.7831]);
  });
});
