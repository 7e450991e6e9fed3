import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dataCommand } from "../../../data/command.ts";
import { generateBase } from "../../../data/generate.ts";
import { troubles } from "../../../data/messy/troubles/troubles.ts";
import { writeMessy } from "../../../data/messy/write-messy.ts";
import { everyday } from "../../../data/worlds/everyday.ts";
import { russian } from "../../../data/worlds/russian.ts";
import { sourcesConfig } from "../../../src/inputs/sources-config.ts";
import { query } from "../query.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-messy-"));
const clean = join(folder, "clean");
const core = join(folder, "core");

beforeAll(async () => {
  const made = await generateBase({
    world: everyday,
    customers: 40,
    seed: 7,
    format: "csv",
    out: clean,
    tables: "all",
  });
  cleanRows = made.rows;
  await generateBase({ world: russian, customers: 60, seed: 7, format: "parquet", out: core });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, names: readonly string[], from = clean, seed = 1) {
  const out = join(folder, name);
  return { out, ...(await writeMessy({ from, out, troubles: names, seed })) };
}

/** The text of a delivered file; bytes that are not of the encoding are an error. */
function read(path: string, encoding = "utf-8"): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
}

/** Records of a file without its header; line breaks inside quotes end none. */
function countRecords(path: string, { encoding, header }: { encoding?: string; header?: unknown }): number {
  const outside = read(path, encoding).replaceAll(/"[^"]*"/g, "q");
  const lines = outside.split(/\r?\n/).filter((line) => line !== "");
  return lines.length - (header === undefined ? 1 : 0);
}

/** Rows of the clean tables. */
let cleanRows: ReadonlyMap<string, number>;
function rowsOf(table: string): number {
  return cleanRows.get(`${table}.csv`) ?? Number.NaN;
}

describe("troubles", () => {
  it("are there for every row of the bank, under names of their own", () => {
    expect([...new Set(troubles.map(({ number }) => number))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
    const names = troubles.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(troubles.map(({ name }) => name))(
    "%s: the files hold what the truth counts, and the configuration names them",
    async (name) => {
      const { out, truth } = await write(name, [name]);
      const [trouble] = truth.troubles;
      expect(JSON.parse(readFileSync(join(out, "truth", "messy.json"), "utf8"))).toEqual(
        JSON.parse(JSON.stringify(truth)),
      );

      const { sources } = parse(readFileSync(join(out, "tessera.yaml"), "utf8"));
      expect(sourcesConfig.safeParse(sources).error).toBeUndefined();
      for (const [table, source] of Object.entries<{ path: string | string[]; encoding?: string; header?: string[] }>(
        sources,
      )) {
        const files = [source.path].flat();
        const done = trouble.injected.find((each) => each.table === table);
        if (done === undefined) {
          expect(readFileSync(join(out, files[0])).equals(readFileSync(join(clean, files[0]))), table).toBe(true);
          continue;
        }
        expect(done.files).toEqual(files);
        if (trouble.number === 39 && trouble.expected.results === "refused") continue;
        const records = files.reduce((sum, file) => sum + countRecords(join(out, file), source), 0);
        expect(records, table).toBe(rowsOf(table) - done.rows_removed + done.rows_added);
      }
      expect(trouble.injected.length).toBeGreaterThan(0);
      for (const rows of [
        ...Object.values(trouble.expected.quarantined),
        ...Object.values(trouble.expected.excluded),
      ]) {
        expect(rows).toBeGreaterThan(0);
      }
      expect(trouble.expected.exit_code).toBe(trouble.expected.results === "refused" ? 3 : 0);
      expect(trouble.repairable).toBe(trouble.expected.results === "identical");
    },
  );
});

describe("a messy base", () => {
  it("without a trouble is the clean one", async () => {
    const { out, files } = await write("none", []);
    for (const file of files.filter((each) => each !== "tessera.yaml" && each !== "truth/messy.json")) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(clean, file))), file).toBe(true);
    }
    expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("is the same for the same seed, and another for another", async () => {
    const names = ["comma-rows", "two-timestamps", "fee-lines", "semicolons", "future-rows"];
    const [first, again] = [await write("first", names), await write("again", names)];
    for (const file of first.files) {
      expect(readFileSync(join(again.out, file)).equals(readFileSync(join(first.out, file))), file).toBe(true);
    }
    const other = await write("other", names, clean, 2);
    expect(read(join(other.out, "transactions.csv")) === read(join(first.out, "transactions.csv"))).toBe(false);
  });

  it("holds several troubles, each counted by itself", async () => {
    const { out, truth } = await write("several", ["comma-rows", "exact-copies", "empty-customer-ids"]);
    const [guests, commas, copies] = ["empty-customer-ids", "comma-rows", "exact-copies"].map((name) =>
      truth.troubles.find((trouble) => trouble.name === name),
    );
    const added = [commas, copies].map((trouble) => trouble?.injected[0].rows_added ?? 0);
    expect(countRecords(join(out, "transactions.csv"), {})).toBe(rowsOf("transactions") + added[0] + added[1]);
    expect(read(join(out, "transactions.csv")).match(/^,+$/gm)).toHaveLength(added[0]);
    expect(guests?.expected.excluded).toEqual({ guest: guests?.injected[0].rows_touched });
    expect(parse(readFileSync(join(out, "tessera.yaml"), "utf8")).sources.transactions).toEqual({
      path: "transactions.csv",
      guests: "exclude",
      duplicates: "exact",
    });
  });

  it("replaces the files of an earlier one", async () => {
    await write("replaced", ["overlapping-deliveries"]);
    const { out } = await write("replaced", ["byte-order-mark"]);
    expect(existsSync(join(out, "transactions-1.csv"))).toBe(false);
    expect(read(join(out, "transactions.csv")).startsWith("\ufefforder_id,")).toBe(true);
  });

  it("is made of a base of several currencies and of core tables too", async () => {
    const { out } = await write("russian", ["russian-money", "city-prefixes", "country-names"], core);
    const text = read(join(out, "transactions.csv"), "windows-1251");
    expect(text).toMatch(/;приложение;\d+;\d\u00a0\d{3},\d\d руб\.;/);
    expect(text).toMatch(/;\d{2}\.\d{2}\.2025 \d\d:\d\d:\d\d;sale;/);
    const { sources } = parse(readFileSync(join(out, "tessera.yaml"), "utf8"));
    expect(sources.rates).toEqual({ path: "rates.parquet" });
    expect(sources.customers.synonyms.city["г. Москва"]).toBe("Москва");
  });
});

describe("single troubles", () => {
  it("resaved-orders saves an order twice and ends with the clean amount", async () => {
    const { out, truth } = await write("resaved-orders", ["resaved-orders"]);
    const [{ orders, last }] =
      await query(`SELECT count(*)::INTEGER AS orders, count(*) FILTER (saved.amount = c.amount)::INTEGER AS last
      FROM (SELECT order_id, max_by(amount, saved_at) AS amount FROM read_csv('${out}/transactions.csv', all_varchar = true)
            WHERE kind = 'sale' GROUP BY order_id HAVING count(*) = 2) AS saved
      JOIN read_csv('${clean}/transactions.csv', all_varchar = true) AS c ON c.order_id = saved.order_id AND kind = 'sale'`);
    expect([orders, last]).toEqual(Array(2).fill(truth.troubles[0].expected.excluded.other_version));
  });

  it.each(["twin-lines", "two-timestamps"])("%s splits orders without changing pieces, money or days", async (name) => {
    const { out } = await write(name, [name]);
    const totals = (base: string) =>
      query(`SELECT order_id, kind, ts::DATE::VARCHAR AS day, sum(quantity)::INTEGER AS pieces, sum(amount)::DECIMAL(12, 2) AS amount,
          sum(discount_amount)::DECIMAL(12, 2) AS discount, sum(cost_amount)::DECIMAL(12, 2) AS cost
        FROM '${base}/transactions.csv' GROUP BY ALL ORDER BY ALL`);
    expect(await totals(out)).toEqual(await totals(clean));
  });

  it("fee-lines and free-lines add money to nobody's products", async () => {
    const { out } = await write("fees", ["fee-lines", "free-lines"]);
    const total = (base: string, where: string) =>
      query(`SELECT count(*)::INTEGER AS n, sum(amount)::DECIMAL(18, 2) AS amount
        FROM read_csv('${base}/transactions.csv', types = {'product_id': 'VARCHAR', 'order_id': 'VARCHAR'}) WHERE ${where}`);
    const goods = "product_id <> 'POST' AND left(order_id, 1) <> 'Z'";
    expect(await total(out, goods)).toEqual(await total(clean, goods));
    expect(await total(out, "left(order_id, 1) = 'Z' AND (amount <> 0 OR unit_price <> 0)")).toMatchObject([{ n: 0 }]);
  });

  it("spreadsheet-days count from the end of 1899", async () => {
    const { out } = await write("spreadsheet-days", ["spreadsheet-days"]);
    const registered = (base: string) => read(join(base, "customers.csv")).split("\n")[1].split(",")[1];
    // 2021-11-20 is day 44520 of a spreadsheet.
    const days = (Date.parse(registered(clean)) - Date.parse("2021-11-20")) / 86_400_000;
    expect(Number(registered(out))).toBe(44520 + days);
  });

  it("long-ids and id-zero rename customers alike in all tables", async () => {
    const { out, truth } = await write("ids", ["id-zero", "long-ids"]);
    expect(truth.troubles.map(({ expected }) => expected.customer_ids)).toEqual([
      { prefix: "1032930212" },
      { "0000000000": "0" },
    ]);
    const orphans =
      await query(`SELECT count(*)::INTEGER AS n FROM read_csv('${out}/transactions.csv', all_varchar = true)
      WHERE customer_id NOT IN (SELECT customer_id FROM read_csv('${out}/customers.csv', all_varchar = true))`);
    expect(orphans).toEqual([{ n: 0 }]);
  });

  it("broken files are broken as they say", async () => {
    const path = async (name: string, file = "transactions.csv") => join((await write(name, [name])).out, file);
    expect(() => gunzipSync(readFileSync(`${join(folder, "cut-gzip", "transactions.csv")}.gz`))).toThrow(
      "unexpected end of file",
    );
    expect(readFileSync(await path("empty-file"))).toHaveLength(0);
    expect(read(await path("header-only")).split("\n")).toEqual([expect.stringMatching(/^order_id,/), ""]);
    expect(read(await path("unbalanced-quote")).split("\n")[2]).toMatch(/^"\d{12},/);
    expect(
      Math.max(
        ...read(await path("giant-field"))
          .split(",")
          .map(({ length }) => length),
      ),
    ).toBe(1_000_000);
    expect(read(await path("utf-16", "customers.csv"), "utf-16le").startsWith("\ufeffcustomer_id\t")).toBe(true);
    expect(read(await path("semicolons", "customers.csv"))).toMatch(/^customer_id;.*\r\n(.*\r\n)*.*[^\r\n]$/);
    expect(read(await path("no-header", "costs.csv"))).toMatch(/^( {1}\S+( {2}\S+){3}\n)+$/);
  });
});

describe("what cannot be made", () => {
  it.each([
    [["comma-row"], "clean", 'no trouble "comma-row"; did you mean comma-rows?'],
    [
      ["misspelt-words"],
      "core",
      "misspelt-words needs more than this base has: no area_type in customers; make the base with --tables all",
    ],
    [
      ["exact-copies", "twin-lines"],
      "clean",
      "exact-copies and twin-lines want different things of sources.transactions.duplicates; take one of them",
    ],
    [
      ["utf-16", "semicolons"],
      "clean",
      "semicolons and utf-16 want different things of the files of customers.delimiter; take one of them",
    ],
    [["comma-rows"], "nowhere", "has no truth/world.json; give the folder of a base that the generator wrote"],
  ])("%j of %s", async (names, base, sentence) => {
    await expect(write("refused", names, join(folder, base))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(sentence),
    });
  });

  it("is said by the command in one sentence", async () => {
    const written = { out: "", err: "" };
    const run = (...args: string[]) =>
      dataCommand(args, { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
    expect(await run("messy", "--from", clean, "--trouble", "comma-rows,", "--out", join(folder, "cli"))).toBe(2);
    expect(written.err).toMatch(/^data: .*Names are joined by commas\.\n$/);
    expect(
      await run("messy", "--from", clean, "--trouble", "comma-rows", "--out", join(folder, "cli"), "--seed", "3"),
    ).toBe(0);
    expect(written.out).toContain(`${folder}/cli/transactions.csv\n`);
    expect(await run("messy", "--help")).toBe(0);
    for (const { name } of troubles) expect(written.out).toContain(`  ${name} `);
  });
});
