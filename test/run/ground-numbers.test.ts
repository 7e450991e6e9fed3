import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { kpi, mean, percentiles, quickWithoutNet, readTable, run, workFolder } from "./batch.ts";

// Expected values were computed with pandas by the definitions of the data's notes, not by this engine.
const data = resolve(import.meta.dirname, "../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`ground-numbers: skipped, there is no reference data in ${data}`);

const levels = [0, 20, 40, 50, 60, 80, 100];
const folder = workFolder();
afterAll(folder.remove);

const retailFiles = ["online_retail_2009_2010.csv.gz", "online_retail_2010_2011.csv.gz"].map((file) =>
  join(data, "online_retail_ii", file),
);

function retail(name: string, paths: readonly string[], settings: string): string {
  return folder.write(
    `${name}/tessera.yaml`,
    `version: 1
project: ${name}
timezone: Europe/London
currency: GBP
sources:
  transactions:
    path: [${paths.join(", ")}]
    columns: { customer_id: Customer ID, ts: InvoiceDate, order_id: Invoice, product_id: StockCode, quantity: Quantity, unit_price: Price }
    returnPrefixes: [C]
    adjustmentPrefixes: [A]
    ${settings}
${quickWithoutNet}
`,
  );
}

async function rfm(runDir: string) {
  const buyers = (await readTable(runDir, "customers.parquet")).filter((row) => Number(row.frequency) > 0);
  const column = (name: string) => buyers.map((row) => Number(row[name]));
  return { recency: column("recency_days"), frequency: column("frequency"), monetary: column("monetary") };
}

describe.skipIf(!present && !required)("ground numbers of Online Retail II", () => {
  it("redelivery keeps repeats within a file and drops the overlap of the two", async () => {
    const { runDir } = await run(retail("redelivery", retailFiles, "duplicates: redelivery"), "2011-12-10", {
      out: join(folder.path, "runs"),
    });
    expect(await kpi(runDir, "customers")).toBe(5878);
    expect(await kpi(runDir, "known_customers")).toBe(5942);
    expect(await kpi(runDir, "orders")).toBe(36969);
    expect(await kpi(runDir, "gross_revenue")).toBe(17431533.18);
    expect(await kpi(runDir, "net_revenue")).toBe(16343651.04);
    expect(await kpi(runDir, "average_order")).toBeCloseTo(471.5176, 4);
    expect(100 * (await kpi(runDir, "repeat_share"))).toBeCloseTo(72.3886, 4);
  });

  it("a file delivered twice changes no figure", async () => {
    const again = join(folder.path, "again.csv.gz");
    cpSync(retailFiles[0], again);
    const { runDir } = await run(retail("twice", [...retailFiles, again], "duplicates: redelivery"), "2011-12-10", {
      out: join(folder.path, "runs"),
    });
    const { runDir: once } = await run(retail("redelivery", retailFiles, "duplicates: redelivery"), "2011-12-10", {
      out: join(folder.path, "runs"),
    });
    expect(await readTable(runDir, "kpis.parquet")).toEqual(await readTable(once, "kpis.parquet"));
    expect(await readTable(runDir, "features.parquet")).toEqual(await readTable(once, "features.parquet"));
    expect(await readTable(runDir, "windows.parquet")).toEqual(await readTable(once, "windows.parquet"));
  });

  it("exact keeps one of equal lines; recency, frequency and gross monetary as of the day after the last", async () => {
    const { runDir } = await run(retail("exact", retailFiles, "duplicates: exact\n    returns: gross"), "2011-12-10", {
      out: join(folder.path, "runs"),
    });
    expect(await kpi(runDir, "gross_revenue")).toBe(17374786.27);
    expect(await kpi(runDir, "net_revenue")).toBe(16289973.29);
    expect(await kpi(runDir, "orders")).toBe(36969);

    const { recency, frequency, monetary } = await rfm(runDir);
    expect(mean(recency)).toBeCloseTo(201.8668, 4);
    expect(percentiles(recency, levels)).toEqual([1, 20, 59, 96, 190, 411, 739]);
    expect(mean(frequency)).toBeCloseTo(6.2894, 4);
    expect(percentiles(frequency, levels)).toEqual([1, 1, 2, 3, 4, 8, 398]);
    expect(mean(monetary)).toBeCloseTo(2955.901, 3);
    const money = percentiles(monetary, levels);
    for (const [i, value] of [2.95, 285.58, 609.21, 866.36, 1220.9, 2910.08, 580987.04].entries()) {
      expect(money[i]).toBeCloseTo(value, 1);
    }
    const top = [...monetary].sort((a, b) => b - a);
    const share = top.slice(0, 1176).reduce((a, b) => a + b, 0) / top.reduce((a, b) => a + b, 0);
    expect(100 * share).toBeCloseTo(77.25, 2);
  });
});

describe.skipIf(!present && !required)("ground numbers of CDNOW", () => {
  it("one order per customer and day, from blanks-separated text", async () => {
    const config = folder.write(
      "cdnow/tessera.yaml",
      `version: 1
project: cdnow
currency: USD
sources:
  transactions:
    path: ${join(data, "cdnow/CDNOW_master.txt.gz")}
    format: csv
    delimiter: whitespace
    columns: { ts: date, amount: dollar_value }
    dates: { ts: yyyyMMdd }
    orderKey: [customer_id, day]
${quickWithoutNet}
`,
    );
    const { runDir } = await run(config, "1998-07-01", { out: join(folder.path, "runs") });
    expect(await kpi(runDir, "customers")).toBe(23570);
    expect(await kpi(runDir, "orders")).toBe(67591);
    expect(await kpi(runDir, "gross_revenue")).toBe(2500315.63);
    expect(await kpi(runDir, "average_order")).toBeCloseTo(36.9918, 4);
    expect(100 * (await kpi(runDir, "repeat_share"))).toBeCloseTo(48.8587, 4);

    const { recency, frequency, monetary } = await rfm(runDir);
    expect(mean(recency)).toBeCloseTo(368.2216, 4);
    expect(percentiles(recency, levels)).toEqual([1, 142, 433, 472, 486, 513, 546]);
    expect(mean(frequency)).toBeCloseTo(2.8677, 4);
    expect(percentiles(frequency, levels)).toEqual([1, 1, 1, 1, 2, 4, 171]);
    expect(mean(monetary)).toBeCloseTo(106.0804, 4);
    const money = percentiles(monetary, levels);
    for (const [i, value] of [0, 15.36, 31.35, 43.39, 59.92, 133.95, 13990.93].entries()) {
      expect(Math.abs(money[i] - value)).toBeLessThan(0.0051);
    }
    const ids = (await readTable(runDir, "customers.parquet")).map((row) => row.customer_id);
    expect(ids[0]).toBe("00001");
  });
});
