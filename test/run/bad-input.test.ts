import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readManifest } from "../../src/run/manifest.ts";
import { UserError } from "../../src/user-error.ts";
import { quickWithoutNet, readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
afterAll(folder.remove);
let cases = 0;

const header = "customer_id,ts,order_id,amount";
/** Twelve customers with an order or two each. */
const good = Array.from({ length: 12 }, (_, i) => [
  `c${i},2024-0${1 + (i % 6)}-10,o${i},${10 + i}.50`,
  `c${i},2024-06-${10 + i},p${i},${20 + 3 * i}`,
]).flat();

interface Case {
  readonly transactions?: readonly string[] | null;
  readonly customers?: readonly string[];
  readonly settings?: string;
  readonly asOf?: string;
  readonly out?: string;
}

/** Runs a base written for the case; returns what was thrown, or undefined, and where runs would be. */
async function attempt({ transactions = good, customers, settings = "", asOf = "2024-07-01", out }: Case) {
  const name = `case-${cases++}`;
  if (transactions !== null) folder.write(`${name}/tx.csv`, `${[header, ...transactions].join("\n")}\n`);
  if (customers !== undefined) folder.write(`${name}/customers.csv`, `${customers.join("\n")}\n`);
  const config = folder.write(
    `${name}/tessera.yaml`,
    `version: 1
project: shop
sources:
  transactions: { path: tx.csv${settings} }
${customers === undefined ? "" : "  customers: { path: customers.csv }\n"}${quickWithoutNet}
`,
  );
  const runs = out ?? join(folder.path, name, "runs");
  const error: unknown = await run(config, asOf, { out: runs }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, runs, name };
}

/** One sentence, the exit code, nothing published. */
async function refused(what: Case, exitCode: number, sentence: string | RegExp) {
  const { error, runs } = await attempt(what);
  expect(error).toBeInstanceOf(UserError);
  const { message, exitCode: code } = error as UserError;
  expect(message).toMatch(sentence);
  expect(message.split("\n")).toHaveLength(1);
  expect(code).toBe(exitCode);
  const days = existsSync(join(runs, "shop"))
    ? readdirSync(join(runs, "shop")).filter((name) => /^\d{4}-/.test(name))
    : [];
  expect(days).toEqual([]);
  return runs;
}

describe("bad input gets one clear sentence and publishes nothing", () => {
  it("a missing file", async () => {
    await refused(
      { transactions: null },
      2,
      /^sources\.transactions\.path: no file "tx\.csv" in .*case-\d+; correct the path or the glob$/,
    );
  });

  it("an unreadable file", async () => {
    await refused(
      { settings: ", format: parquet" },
      3,
      /^transactions: tx\.csv cannot be read \(.+\); deliver it again or correct sources\.transactions$/,
    );
  });

  it("a wrong column name", async () => {
    await refused(
      { settings: ", columns: { amount: ammount }" },
      2,
      'sources.transactions.columns.amount: tx.csv has no column "ammount"; did you mean "amount"?',
    );
  });

  it("unparsable dates and money, each in the rejects with file, row, column and reason", async () => {
    const runs = await refused(
      { transactions: [...good, "c1,31.12.2023,x1,5", "c2,2024-02-30,x2,5", "c3,2024-03-01,x3,a lot"] },
      3,
      /^transactions: 3 of 27 rows \(11\.11 %\) cannot be used, more than contract\.maxRejectShare allows \(1 %\); most often ts: cannot be read; .* \(2 rows\); see rejects\.parquet/,
    );
    const failed = join(runs, "shop", "failed");
    const [runId] = readdirSync(failed);
    const rejects = await readTable(join(failed, runId), "rejects.parquet");
    expect(rejects.map(({ file, row, column, raw_text }) => [file, Number(row), column, raw_text])).toEqual([
      ["tx.csv", 26, "ts", "31.12.2023"],
      ["tx.csv", 27, "ts", "2024-02-30"],
      ["tx.csv", 28, "amount", "a lot"],
    ]);
    expect(rejects[0].reason).toBe("cannot be read; expected a date such as 2024-01-31 or 2024-01-31 10:00:00");
    expect(rejects[2].reason).toBe("cannot be read; expected a number such as 1234.50, in EUR");
    expect(readManifest(join(failed, runId))?.status).toBe("failed");
  });

  it("an empty table", async () => {
    await refused({ transactions: [] }, 3, "transactions: tx.csv holds no rows; expected at least one");
  });

  it("nobody in the look-back", async () => {
    await refused({ asOf: "2026-01-01" }, 3, /^segments: nobody ordered between 2025-01-01 and 2026-01-01/);
  });

  it("nobody known yet", async () => {
    await refused({ asOf: "2023-01-01" }, 3, /^no customer is known before as-of/);
  });

  it("duplicate ids that contradict each other", async () => {
    const customers = ["customer_id,sex,country", "c1,female,DE", "c1,male,DE", "c2,male,DE"];
    await refused({ customers }, 3, /^customers: 2 of 3 rows/);
  });

  it("a future as-of", async () => {
    await refused(
      { asOf: "2999-01-01" },
      2,
      /^--as-of 2999-01-01 is in the future \(today is \d{4}-\d\d-\d\d\); choose a day that has come$/,
    );
  });

  it("an unwritable output", async () => {
    const blocked = folder.write("blocked", "a file, not a folder");
    await refused({ out: join(blocked, "runs") }, 2, /blocked/);
  });
});

describe("what looks bad but is no error", () => {
  it("one customer: one segment, refused where nothing can be said", async () => {
    const { error, runs } = await attempt({ transactions: ["c1,2024-05-01,o1,10", "c1,2024-06-01,o2,20"] });
    expect(error).toBeUndefined();
    const manifest = onlyManifest(runs);
    expect(manifest?.verdict?.word).toBe("usable with care");
    expect(manifest?.stages.find(({ name }) => name === "lifetime value")?.status).toBe("refused");
  });

  it("all amounts zero: orders count, money is nothing, no figure is NaN", async () => {
    const { error, runs } = await attempt({ transactions: good.map((line) => line.replace(/[^,]+$/, "0")) });
    expect(error).toBeUndefined();
    const [day] = readdirSync(join(runs, "shop")).filter((name) => /^\d{4}-/.test(name));
    const [runId] = readdirSync(join(runs, "shop", day));
    const rows = await readTable(join(runs, "shop", day, runId), "segments.parquet");
    expect(rows.reduce((sum, row) => sum + Number(row.orders), 0)).toBe(24);
    for (const row of rows) expect(Number(row.gross_revenue)).toBe(0);
  });

  it("no transactions at all: customers are grouped by what is known of them, the rest is refused with reasons", async () => {
    const regions = ["north", "south", "west"];
    const customers = Array.from(
      { length: 60 },
      (_, i) => `k${i},${1950 + (i % 40)}-03-0${1 + (i % 9)},${i % 3 ? "female" : "male"},${regions[i % 3]}`,
    );
    folder.write("people/customers.csv", `${["customer_id,birth_date,sex,region", ...customers].join("\n")}\n`);
    const config = folder.write(
      "people/tessera.yaml",
      `version: 1\nproject: shop\nsources: { customers: { path: customers.csv } }\n${quickWithoutNet}\n`,
    );
    const { runDir } = await run(config, "2024-07-01", { out: join(folder.path, "people", "runs") });
    const manifest = readManifest(runDir);
    const refusals = manifest?.stages.filter(({ status }) => status === "refused").map(({ name }) => name);
    expect(refusals).toEqual(["transitions", "movers", "lifetime value"]);
    expect(
      (await readTable(runDir, "customers.parquet")).every(({ segment_id }) =>
        String(segment_id).startsWith("segment-"),
      ),
    ).toBe(true);
  });
});

function onlyManifest(runs: string) {
  const [day] = readdirSync(join(runs, "shop")).filter((name) => /^\d{4}-/.test(name));
  const [runId] = readdirSync(join(runs, "shop", day));
  return readManifest(join(runs, "shop", day, runId));
}
