import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isoDate } from "../../../src/math/calendar.ts";
import { checkInputs } from "../../../src/run/check/check-inputs.ts";
import { workFolder } from "../batch.ts";

const folder = workFolder();
afterAll(folder.remove);

const data = resolve(import.meta.dirname, "../../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`check-inputs: skipped, there is no reference data in ${data}`);

/** Checks a configuration made of settings and one file of transactions. */
function check(name: string, lines: readonly string[], settings = "", options: { asOf?: string; more?: string } = {}) {
  folder.write(`${name}/tx.csv`, lines.map((line) => `${line}\n`).join(""));
  const configFile = folder.write(
    `${name}/tessera.yaml`,
    `version: 1\nproject: shop\n${options.more ?? ""}\nsources:\n  transactions:\n    path: tx.csv\n${settings}\n`,
  );
  const asOf = options.asOf === undefined ? undefined : isoDate.parse(options.asOf);
  return checkInputs({ configFile, asOf, env: {}, signal: new AbortController().signal });
}

const header = "customer_id,ts,amount,channel,note";
const good = [header, "a,2024-01-05,10.50,web,x", "b,2024-02-10,7,shop,", "a,2024-03-01,3,web,y", ",2024-03-02,4,,z"];

describe("checkInputs", () => {
  it("accounts for every row and describes every column", async () => {
    const { status, exitCode, base, tables, rejects } = await check("good", good);
    expect([status, exitCode]).toEqual(["holds", 0]);
    expect(base).toEqual({ customers: 2, events: { first: "2024-01-05", last: "2024-03-01" } });
    expect(rejects).toEqual([]);
    expect(tables).toHaveLength(1);
    expect(tables[0].account).toEqual({
      files: [{ name: "tx.csv", rows: 4, unused: ["note"] }],
      rowsRead: 4,
      accepted: 3,
      quarantined: 0,
      excluded: [{ policy: "guest", rows: 1, amount: "4.00" }],
    });
    const described = { rows: 4, range: null, frequent: null };
    expect(tables[0].columns).toEqual([
      { ...described, name: "customer_id", type: "id", inFiles: ["customer_id"], unknown: 1, distinct: 2 },
      {
        ...{ ...described, name: "ts", type: "timestamp", inFiles: ["ts"], unknown: 0, distinct: 4 },
        range: { least: "2024-01-05", greatest: "2024-03-02" },
      },
      {
        ...{ ...described, name: "amount", type: "money", inFiles: ["amount"], unknown: 0, distinct: 4 },
        range: { least: "3", greatest: "10.5" },
      },
      {
        ...{ ...described, name: "channel", type: "text", inFiles: ["channel"], unknown: 1, distinct: 2 },
        frequent: { text: "web", rows: 2 },
      },
    ]);
  });

  it("shows three examples of what is set apart, and hashes them where told to", async () => {
    const bad = Array.from({ length: 5 }, (_, i) => `c${i},2024-01-0${i + 1},oops${i},web,`);
    const contract = "contract: { maxRejectShare: 1 }";
    const { rejects } = await check("bad", [...good, ...bad], "", { more: contract });
    expect(rejects).toMatchObject([
      {
        table: "transactions",
        column: "amount",
        rows: 5,
        examples: [
          { file: "tx.csv", row: 6, text: "oops0" },
          { file: "tx.csv", row: 7, text: "oops1" },
          { file: "tx.csv", row: 8, text: "oops2" },
        ],
      },
    ]);
    const hashed = await check("hashed", [...good, ...bad], "", { more: `${contract}\nprivacy: { rejectText: hash }` });
    expect(hashed.rejects[0].examples[0].text).toMatch(/^sha256:[0-9a-f]{12}$/);
  });

  it("tells a broken contract with its reason, and still shows what was read", async () => {
    const outcome = await check("broken", [header, "a,2024-01-05,10,web,", "b,soon,7,shop,"]);
    expect(outcome).toMatchObject({ status: "broken", exitCode: 3 });
    expect(outcome.problem).toMatch(/^transactions: 1 of 2 rows \(50\.00 %\) cannot be used/);
    expect(outcome.rejects).toMatchObject([{ column: "ts", rows: 1, examples: [{ row: 3, text: "soon" }] }]);
    expect(outcome.tables[0].columns.map(({ name }) => name)).toEqual(["customer_id", "ts", "amount", "channel"]);
  });

  it("sees rows of any date unless a day is given", async () => {
    const late = [...good, "c,2031-01-01,5,web,"];
    expect((await check("late", late)).base?.customers).toBe(3);
    const { tables } = await check("late", late, "", { asOf: "2024-03-01" });
    expect(tables[0].account?.excluded).toContainEqual({ policy: "after_as_of", rows: 3, amount: "12.00" });
  });

  it("warns of a last month that stops early", async () => {
    const days = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
    const { warnings } = await check("early", [header, ...days.map((day) => `a,${day},1,web,`)]);
    expect(warnings).toEqual([
      "the last month is incomplete: the last event is of 2024-02-09, 20 days are missing; a run as of 2024-03-01 would take them for silence",
    ]);
  });

  it("does not take the usual pause of a quiet shop for a missing end", async () => {
    const { warnings } = await check("quiet", [header, "a,2024-01-02,1,web,", "b,2024-02-05,2,web,"]);
    expect(warnings).toEqual([]);
  });

  it("lets errors of the configuration through", async () => {
    await expect(check("wrong", good, "    columns: { amount: sum }")).rejects.toMatchObject({ exitCode: 2 });
  });

  describe("leaves nothing behind", () => {
    const temporary = join(folder.path, "temporary");
    beforeEach(() => {
      mkdirSync(temporary, { recursive: true });
      vi.stubEnv("TMPDIR", temporary);
    });
    afterEach(() => {
      vi.unstubAllEnvs();
    });

    it("whether the contract holds or not", async () => {
      await check("traceless", good);
      await check("traceless", [header, "a,soon,1,web,"]);
      expect(readdirSync(temporary)).toEqual([]);
      expect(readdirSync(join(folder.path, "traceless")).sort()).toEqual(["tessera.yaml", "tx.csv"]);
    });
  });
});

describe.skipIf(!present && !required)("checkInputs on marketing_campaign", () => {
  it("describes the figures that pandas gives", async () => {
    const configFile = folder.write(
      "marketing/tessera.yaml",
      `version: 1
sources:
  customers:
    path: ${join(data, "marketing_campaign/marketing_campaign.csv.gz")}
    delimiter: ";"
    columns: { customer_id: ID, birth_year: Year_Birth, income: Income, family_status: Marital_Status }
    synonyms: { family_status: { Together: partnered, Widow: widowed, Alone: single } }
`,
    );
    const { tables, base } = await checkInputs({
      configFile,
      asOf: undefined,
      env: {},
      signal: new AbortController().signal,
    });
    const column = (name: string) => tables[0].columns.find((each) => each.name === name);
    expect(base).toEqual({ customers: 2240, events: null });
    expect(column("income")).toMatchObject({ unknown: 24, range: { greatest: "666666" } });
    expect(column("birth_year")).toMatchObject({ range: { least: "1893" } });
    expect(column("family_status")).toMatchObject({ unknown: 4, frequent: { text: "married", rows: 864 } });
  });
});
