import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { type CompareOutcome, compareProgramme } from "../../../src/run/compare/compare-programme.ts";
import { parsePeriod } from "../../../src/run/compare/compared-periods.ts";
import { createProgress } from "../../../src/run/progress.ts";
import { workFolder } from "../batch.ts";

const folder = workFolder();
afterAll(folder.remove);
afterEach(() => vi.unstubAllEnvs());

const data = resolve(import.meta.dirname, "../../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`compare-programme: skipped, there is no reference data in ${data}`);

const table = (...lines: string[]) => lines.map((line) => `${line}\n`).join("");

// Every order is 10.00; f comes after the end of the later period, and g has gone before the earlier one looks back.
const bought: Readonly<Record<string, readonly string[]>> = {
  a: ["2023-10-10", "2024-01-10", "2024-02-10", "2024-04-10", "2024-05-10"],
  b: ["2023-11-11", "2024-03-05", "2024-06-01"],
  c: ["2023-12-01", "2024-04-05"],
  d: ["2024-02-02", "2024-04-20", "2024-04-21", "2024-06-30"],
  e: ["2024-05-05"],
  f: ["2024-07-01"],
  g: ["2023-10-01"],
};
folder.write(
  "tx.csv",
  table(
    "customer_id,ts,amount",
    ...Object.entries(bought).flatMap(([id, days]) => days.map((day) => `${id},${day},10`)),
  ),
);
folder.write(
  "customers.csv",
  table(
    "customer_id,registered_at,country",
    ...["a,2023-10-10,DE", "b,2023-11-11,FR", "c,2023-12-01,DE", "d,2024-02-02,DE", "e,2024-05-05,DE"],
  ),
);
folder.write(
  "costs.csv",
  table("period_start,period_end,channel,amount", "2024-01-01,2024-03-31,web,100", "2024-04-01,2024-06-30,web,130"),
);
const sources =
  "sources: { transactions: { path: tx.csv }, customers: { path: customers.csv }, costs: { path: costs.csv } }";

function configuration(name: string, ...more: string[]): string {
  return folder.write(name, table("version: 1", "project: shop", sources, ...more));
}
const shop = configuration("shop.yaml");
/** Without places, which take a second to look up. */
const orders = folder.write("orders.yaml", "version: 1\nsources: { transactions: { path: tx.csv } }\n");

/** Compares the first quarter of 2024 with the second, unless told otherwise. */
function compare(
  settings: { configFile?: string; before?: string; after?: string; where?: string; notes?: string[] } = {},
): Promise<CompareOutcome> {
  const { configFile = shop, before = "2024-01-01..2024-04-01", after = "2024-04-01..2024-07-01", where } = settings;
  const write = (text: string) => settings.notes?.push(text);
  return compareProgramme({
    configFile,
    before: parsePeriod("--before", before),
    after: parsePeriod("--after", after),
    where,
    env: {},
    signal: new AbortController().signal,
    progress: createProgress({ stream: { write }, isTTY: false, mode: "plain", now: () => 0 }),
  });
}

/** Before and after of every figure, to six digits. */
function levels({ figures }: CompareOutcome): Record<string, [number, number]> {
  const six = (value: number) => Number(value.toFixed(6));
  return Object.fromEntries(
    figures.map(({ metric, before, after }) => [metric, [six(before.value), six(after.value)]]),
  );
}

describe("compareProgramme", () => {
  it("compares what customers did in two periods, and nothing later", async () => {
    const outcome = await compare();
    expect(levels(outcome)).toEqual({
      // Of a, b and c two came back; of a, b and d all three, and c woke up.
      retention: [0.666667, 1.333333],
      strict_retention: [0.666667, 1],
      average_order: [10, 10],
      repeat_share: [0.333333, 0.4],
      orders_per_customer: [1.333333, 1.6],
      revenue_per_customer: [13.333333, 16],
      cac: [100, 130],
    });
    expect(outcome).toMatchObject({
      project: "shop",
      currency: { code: "EUR", digits: 2 },
      asOf: "2024-07-01",
      before: { from: "2024-01-01", until: "2024-04-01" },
      after: { from: "2024-04-01", until: "2024-07-01" },
      where: null,
      verdict: "Loyalty did not change measurably, and each new customer costs 30.0% more.",
    });
    expect(outcome.cautions).toHaveLength(1);
  });

  it("chooses customers by what was known at the end of the earlier period", async () => {
    const outcome = await compare({ where: "{ structure: geographic_country, is: DE }" });
    // a, c and d; e is of the same country, and came later.
    expect(outcome.where).toEqual({
      condition: "{ structure: geographic_country, is: DE }",
      asOf: "2024-04-01",
      customers: 3,
    });
    expect(levels(outcome)).toMatchObject({ strict_retention: [0.5, 1], orders_per_customer: [1.5, 2] });
    expect(levels(outcome)).not.toHaveProperty("cac");
    expect(outcome.cautions.at(-1)).toMatch(/^customers were chosen by what was known before 1 Apr 2024: /);
  });

  it("chooses by features of that time: who orders often only later is not meant", async () => {
    const { where, figures } = await compare({ configFile: orders, where: "{ feature: orders, atLeast: 3 }" });
    expect(where?.customers).toBe(1);
    expect(figures.map(({ metric }) => metric)).toEqual(["retention", "strict_retention", "repeat_share"]);
  });

  it("chooses by rules of the configuration, except those that are made of segments", async () => {
    const part = (when: string) => `parts: [{ name: yes, when: ${when} }]`;
    const configFile = configuration(
      "rules.yaml",
      "structures:",
      "  rules:",
      `    - { name: twice, ${part("{ structure: learned, is: yes }")} }`,
      `    - { name: learned, ${part("{ structure: segment, is: dormant }")} }`,
      `    - { name: german, ${part("{ structure: geographic_country, is: DE }")} }`,
    );
    expect((await compare({ configFile, where: "{ structure: german, is: yes }" })).where?.customers).toBe(3);
    await expect(compare({ configFile, where: "{ not: { structure: twice, is: yes } }" })).rejects.toMatchObject({
      exitCode: 2,
      message:
        "--where names twice, which is made of the learned segments; segments belong to a run, so choose by features and other structures",
    });
    await expect(compare({ configFile, where: "{ structure: segment, is: dormant }" })).rejects.toThrow(
      "--where names segment; segments belong to a run, so choose by features and other structures",
    );
  });

  it("speaks the language of the project", async () => {
    const { verdict, cautions, figures } = await compare({ configFile: configuration("ru.yaml", "language: ru") });
    expect(verdict).toBe("Лояльность заметно не изменилась, и каждый новый клиент обходится на 30,0\u00a0% дороже.");
    expect(cautions[0]).toMatch(/^разница между периодами/);
    expect(figures[2].title).toBe("средний чек");
  });

  it("cautions about a history that does not reach both periods whole", async () => {
    const { cautions } = await compare({
      configFile: orders,
      before: "2023-10-01..2024-01-01",
      after: "2024-07-01..2024-10-01",
    });
    expect(cautions.slice(1)).toEqual([
      "the data begin on 1 Oct 2023, so retention of the earlier period looks back to a time that is not whole",
      "the last event is of 1 Jul 2024, before the end of the later period: what is missing reads as silence",
    ]);
    const cut = await compare({
      configFile: orders,
      before: "2023-09-01..2024-01-01",
      after: "2024-02-01..2024-06-01",
    });
    expect(cut.cautions[1]).toBe(
      "the data begin on 1 Oct 2023, within the earlier period, so its figures are of a part of it",
    );
  });

  it("says on the progress line what it does, and leaves nothing behind", async () => {
    folder.write("tmp/other.txt", "");
    vi.stubEnv("TMPDIR", join(folder.path, "tmp"));
    const notes: string[] = [];
    await compare({ notes, configFile: orders, where: "{ feature: orders, known: true }" });
    expect(notes.filter((line) => /^\[\d\/\d\] [a-z ]+\n$/.test(line))).toEqual([
      ...["[1/3] choice of customers\n", "[2/3] inputs\n", "[3/3] figures\n"],
    ]);
    expect(readdirSync(join(folder.path, "tmp"))).toEqual(["other.txt"]);
  });
});

describe.skipIf(!present && !required)("two quarters of Online Retail II", () => {
  const columns =
    "customer_id: Customer ID, ts: InvoiceDate, order_id: Invoice, product_id: StockCode, quantity: Quantity, unit_price: Price";
  const configFile = folder.write(
    "retail.yaml",
    table(
      "version: 1",
      "currency: GBP",
      "sources:",
      "  transactions:",
      `    path: ${join(data, "online_retail_ii", "online_retail_2010_2011.csv.gz")}`,
      `    columns: { ${columns} }`,
      "    returnPrefixes: [C]",
      "    adjustmentPrefixes: [A]",
    ),
  );
  const quarters = { before: "2011-03-01..2011-06-01", after: "2011-06-01..2011-09-01" };

  // By pandas from the file: rows with a customer, quantity and price above 0, orders by customer and invoice.
  it("have the figures of pandas for those with three orders by the end of the first", async () => {
    const outcome = await compare({ configFile, ...quarters, where: "{ feature: orders, atLeast: 3 }" });
    expect(outcome.where?.customers).toBe(827);
    expect(levels(outcome)).toMatchObject({
      strict_retention: [0.941096, 0.807398],
      average_order: [468.940935, 555.729011],
      repeat_share: [0.802296, 0.677419],
      orders_per_customer: [3.341837, 3.247312],
      revenue_per_customer: [1567.124043, 1804.625392],
    });
  });
});

describe("what cannot be compared", () => {
  it.each([
    [
      { where: "{ feature: orders, above: 9 }" },
      "--where holds for no customer as of 2024-04-01, the end of --before; choose another condition",
    ],
    [
      { where: "{ feature: ordres, above: 3 }" },
      '--where.feature: no feature is called "ordres"; did you mean "orders"?',
    ],
    [
      { before: "2022-01-01..2022-04-01" },
      "nobody ordered in --before 2022-01-01..2022-04-01; there are events in 2023-10-01..2024-07-01",
    ],
    [
      { after: "2024-03-31..2024-07-01" },
      "--before 2024-01-01..2024-04-01 and --after 2024-03-31..2024-07-01 overlap; begin the later one on 2024-04-01 or after it",
    ],
  ])("%j", async (settings, message) => {
    await expect(compare({ configFile: orders, ...settings })).rejects.toMatchObject({ exitCode: 2, message });
  });

  it("a condition that is not one, shown with its place", async () => {
    await expect(compare({ where: "{ feature: orders, abov: 3 }" })).rejects.toThrow(
      '--where has 1 error\n--where:1:20: error: unknown key "abov"\n  1 | { feature: orders, abov: 3 }\n',
    );
  });

  it("a base without orders", async () => {
    const configFile = folder.write("none.yaml", "version: 1\nsources: { customers: { path: customers.csv } }\n");
    await expect(compare({ configFile })).rejects.toMatchObject({
      exitCode: 2,
      message: "compare needs orders with dates; map the transactions of the project under sources",
    });
  });

  it("data that breaks its contract, with exit code 3", async () => {
    folder.write("bad.csv", table("customer_id,ts,amount", "a,soon,10", "b,2024-01-01,10"));
    const configFile = folder.write("bad.yaml", "version: 1\nsources: { transactions: { path: bad.csv } }\n");
    await expect(compare({ configFile })).rejects.toMatchObject({ exitCode: 3 });
  });
});
