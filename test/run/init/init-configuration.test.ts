import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfiguration } from "../../../src/run/configuration.ts";
import { type InitOptions, initConfiguration } from "../../../src/run/init/init-configuration.ts";
import { workFolder } from "../batch.ts";

const folder = workFolder();
afterAll(folder.remove);

const data = resolve(import.meta.dirname, "../../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`init-configuration: skipped, there is no reference data in ${data}`);

/** Proposes a configuration in a folder of the test's and loads it. */
async function init(dir: string, from: readonly string[], options: Partial<InitOptions> = {}) {
  const given = { dates: new Map<string, string>() };
  const { file, proposal } = await initConfiguration({
    dir: join(folder.path, dir),
    from,
    force: false,
    given,
    ...options,
  });
  return { text: readFileSync(file, "utf8"), proposal, ...loadConfiguration(file, {}) };
}

const ambiguous = () =>
  folder.write("ambiguous.csv", "customer_id,ordered_at,amount\na,03/02/2024,5.5\nb,04/02/2024,7\n");

describe("initConfiguration", () => {
  it("writes a file that loads, with a reason on every line", async () => {
    const orders = folder.write(
      "shop/orders.csv",
      "client,date,total\nA,2024-01-31,1.5\nB,2024-02-01,2.5\nA,2024-02-02,3\n",
    );
    const { text, configuration, baseDir } = await init("shop", [orders]);
    expect(configuration).toMatchObject({
      project: "shop",
      timezone: "UTC",
      sources: {
        transactions: { path: "orders.csv", columns: { customer_id: "client", ts: "date", amount: "total" } },
      },
    });
    expect(baseDir).toBe(join(folder.path, "shop"));
    expect(text).toMatch(/^# yaml-language-server: \$schema=.*schema\/tessera\.schema\.json\n/);
    expect(text).toContain('      customer_id: client # 0.92: 2 distinct in 3 rows; the header says "client"\n');
    const settings = text.split("\n").filter((line) => /^ {4}\w+: \S/.test(line) && !line.includes("path:"));
    for (const line of settings) expect(line).toMatch(/ # (\d\.\d\d: )?\S/);
  });

  it("writes the same text for the same files", async () => {
    const orders = folder.write("same/orders.csv", "client,date,total\nA,2024-01-31,1.5\nB,2024-02-01,2.5\n");
    const first = await init("same", [orders]);
    const second = await init("same", [orders], { force: true });
    expect(second.text).toBe(first.text);
  });

  it("overwrites only when told to", async () => {
    const orders = folder.write("kept/orders.csv", "client,date,total\nA,2024-01-31,1.5\n");
    const file = folder.write("kept/tessera.yaml", "mine");
    await expect(init("kept", [orders])).rejects.toMatchObject({
      exitCode: 2,
      message: `${file} is there already; --force overwrites it`,
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect((await init("kept", [orders], { force: true })).text).toContain("path: orders.csv");
  });

  it("stops at a date that nobody can tell, names column and setting, and writes nothing", async () => {
    await expect(init("silent", [ambiguous()])).rejects.toMatchObject({
      exitCode: 2,
      message:
        'ambiguous.csv, column "ordered_at": "03/02/2024" may be dd/MM/yyyy or MM/dd/yyyy, and no value decides; say which with --dates "ordered_at=dd/MM/yyyy" (sources.transactions.dates.ts)',
    });
    expect(existsSync(join(folder.path, "silent"))).toBe(false);
  });

  it("takes the answer from a person, or from beforehand by either name", async () => {
    const asked = await init("asked", [ambiguous()], { ask: async ({ choices }) => choices[1] });
    expect(asked.configuration.sources.transactions?.dates).toEqual({ ts: "MM/dd/yyyy" });
    for (const name of ["ordered_at", "ts"]) {
      const given = { dates: new Map([[name, "dd/MM/yyyy"]]) };
      const { configuration } = await init(`given-${name}`, [ambiguous()], { given });
      expect(configuration.sources.transactions?.dates).toEqual({ ts: "dd/MM/yyyy" });
    }
  });

  it("refuses an answer that does not fit", async () => {
    const given = { dates: new Map([["ts", "yyyy-MM-dd"]]) };
    await expect(init("wrong", [ambiguous()], { given })).rejects.toThrow(
      /"yyyy-MM-dd" is no answer, expected dd\/MM\/yyyy or MM\/dd\/yyyy$/,
    );
  });

  it("keeps a source that is not complete as a comment, which becomes one when the marks go", async () => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => `${i % 12},${i},${i % 2 === 0 ? "control" : "letter"},${i % 3 === 0 ? 1 : 0}`,
    );
    const people = folder.write("arms/people.csv", `recency,history,arm,visit\n${rows.join("\n")}\n`);
    const { text, configuration } = await init("arms", [people]);
    expect(Object.keys(configuration.sources).sort()).toEqual(["customers", "profiles"]);
    const completed = text
      .replace(/^ {2}# To use contacts.*$/m, "")
      .replace(/^ {2}# ?( *(?:contacts:| {2}[^\n]*))$/gm, "  $1")
      .replace("at: yyyy-mm-dd", "at: 2024-03-20");
    const file = folder.write("arms/completed.yaml", completed);
    expect(loadConfiguration(file, {}).configuration.sources.contacts).toMatchObject({
      at: "2024-03-20",
      generateIds: true,
    });
  });

  it("looks into Parquet", async () => {
    const parquet = resolve(import.meta.dirname, "../../../data/out/demo/customers.parquet");
    if (!existsSync(parquet)) return;
    const { configuration } = await init("parquet", [parquet]);
    expect(configuration.sources.customers?.columns).toMatchObject({
      customer_id: "customer_id",
      valid_from: "valid_from",
    });
  });

  it("writes a template where there is no data, and points at data that is there", async () => {
    const { configuration, proposal } = await init("template", []);
    expect(proposal).toBeUndefined();
    expect(configuration.sources.transactions?.path).toBe("data/transactions.csv");
    folder.write("forgotten/a.csv", "x");
    await expect(init("forgotten", [])).rejects.toThrow(
      /holds data; name the files to look at: tessera init .* --from .*a\.csv$/,
    );
  });
});

describe.skipIf(!present && !required)("initConfiguration on real files", () => {
  it("Hillstrom: customers and profiles without an id, contacts when the day is given", async () => {
    const { configuration } = await init("hillstrom", [join(data, "hillstrom/hillstrom.csv.gz")], {
      given: { dates: new Map(), contactsAt: "2008-03-20" },
    });
    expect(configuration.sources).toMatchObject({
      customers: { generateIds: true, duplicates: "none", synonyms: { area_type: { Surburban: "suburban" } } },
      profiles: { generateIds: true, metrics: { recency_months: "recency", spend: "history" } },
      contacts: { at: "2008-03-20", channel: "email", synonyms: { arm: { "No E-Mail": "control" } } },
    });
  });

  it("marketing_campaign: semicolons behind a mark, words of its own, twenty-one aggregates", async () => {
    const { configuration } = await init("marketing", [join(data, "marketing_campaign/marketing_campaign.csv.gz")]);
    const { customers, profiles } = configuration.sources;
    expect(customers).toMatchObject({
      delimiter: ";",
      encoding: "utf-8",
      columns: { customer_id: "ID", registered_at: "Dt_Customer", income: "Income", birth_year: "Year_Birth" },
      synonyms: { family_status: { Together: "partnered", Widow: "widowed", Alone: "single" } },
    });
    expect(Object.keys(profiles?.metrics ?? {})).toHaveLength(21);
  });

  it("CDNOW: words between blanks, with a header and without", async () => {
    const master = await init("master", [join(data, "cdnow/CDNOW_master.txt.gz")]);
    const sample = await init("sample", [join(data, "cdnow/CDNOW_sample.txt.gz")]);
    const common = {
      format: "csv",
      delimiter: "whitespace",
      dates: { ts: "yyyyMMdd" },
      orderKey: ["customer_id", "day"],
    };
    expect(master.configuration.sources.transactions).toMatchObject({
      ...common,
      columns: { ts: "date", amount: "dollar_value" },
    });
    expect(sample.configuration.sources.transactions).toMatchObject({
      ...common,
      header: ["customer_id", "column_2", "ts", "quantity", "amount"],
    });
  });

  it("Online Retail: quantity times price, order ids, cancellations", async () => {
    const { configuration } = await init("retail", [join(data, "online_retail_ii/online_retail_sample.csv.gz")]);
    expect(configuration.sources.transactions).toMatchObject({
      columns: {
        customer_id: "Customer ID",
        ts: "InvoiceDate",
        order_id: "Invoice",
        quantity: "Quantity",
        unit_price: "Price",
      },
      orderKey: ["customer_id", "order_id"],
      returnPrefixes: ["C"],
      guests: "exclude",
    });
  });
});
