import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { checkInputs } from "../../src/run/check/check-inputs.ts";
import { initConfiguration } from "../../src/run/init/init-configuration.ts";
import { noWork } from "./no-work.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command in a world of its own, where a person gives the answers in turn, if there are any. */
async function command(args: readonly string[], answers?: string[]) {
  let stdout = "";
  let stderr = "";
  const prompts: string[] = [];
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    signals: Object.assign(new EventEmitter(), { exit: () => {} }),
    now: () => 0,
    ...noWork,
    loadInit: async () => initConfiguration,
    loadCheck: async () => checkInputs,
    ...(answers === undefined
      ? {}
      : {
          ask: async (prompt: string) => {
            prompts.push(prompt);
            return answers.shift() ?? "";
          },
        }),
  });
  return { exitCode, stdout, stderr, prompts };
}

function file(name: string, ...lines: string[]): string {
  writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
  return join(folder, name);
}

const orders = file("orders.csv", "client,date,total", "A,2024-01-31,1.5", "B,2024-02-01,2.5");
const ambiguous = file("ambiguous.csv", "client,date,total", "A,03/02/2024,1.5", "B,04/02/2024,2.5");

describe("tessera init", () => {
  it("prints a table of what was found and the next command", async () => {
    const dir = join(folder, "plain");
    expect(await command(["init", dir, "--from", orders])).toEqual({
      exitCode: 0,
      stdout: `table         from        columns  sure
transactions  orders.csv        3  0.98

Wrote ${dir}/tessera.yaml; every line says why. Read those below 0.70 first.
Next: tessera check --config ${dir}/tessera.yaml
`,
      stderr: "",
      prompts: [],
    });
  });

  it("asks a person for what no value decides, until the answer fits", async () => {
    const dir = join(folder, "asked");
    const { exitCode, prompts } = await command(["init", dir, "--from", ambiguous], ["3", "2"]);
    expect(exitCode).toBe(0);
    expect(prompts).toHaveLength(2);
    expect(prompts[0]).toBe(
      'ambiguous.csv, column "date": "03/02/2024" may be dd/MM/yyyy or MM/dd/yyyy, and no value decides\n  1) dd/MM/yyyy\n  2) MM/dd/yyyy\nnumber or text> ',
    );
    expect(readFileSync(join(dir, "tessera.yaml"), "utf8")).toContain("ts: MM/dd/yyyy # as you said");
  });

  it("stops when nobody is there to ask, or gives no answer", async () => {
    const dir = join(folder, "stopped");
    for (const answers of [undefined, ["", "", ""]]) {
      const { exitCode, stdout, stderr } = await command(["init", dir, "--from", ambiguous], answers);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(
        /^tessera: ambiguous\.csv, column "date": .*; say which with --dates "date=dd\/MM\/yyyy" .*\n$/,
      );
    }
    expect(existsSync(dir)).toBe(false);
  });

  it("takes answers from the command line", async () => {
    const dir = join(folder, "told");
    expect((await command(["init", dir, "--from", ambiguous, "--dates", "date=dd/MM/yyyy"])).exitCode).toBe(0);
  });

  it.each([
    [["init", "--dates", "date"], "tessera: --dates date: expected column=format, such as order_date=dd/MM/yyyy\n"],
    [
      ["init", "--decimal", ";"],
      "tessera: option '--decimal <mark>' argument ';' is invalid. Allowed choices are ., ,.\n",
    ],
    [["init", "--from"], "tessera: option '--from <file...>' argument missing\n"],
  ])("tessera %j is wrong usage", async (args, stderr) => {
    expect(await command(args)).toMatchObject({ exitCode: 2, stdout: "", stderr });
  });
});

describe("tessera check", () => {
  it("shows tables of 80 columns and says whether the contract holds", async () => {
    const dir = join(folder, "checked");
    await command(["init", dir, "--from", orders]);
    expect(await command(["check", "--config", join(dir, "tessera.yaml")])).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: `transactions
  2 rows of orders.csv: 2 accepted, 0 set apart
  column       in file  type       unknown  distinct  values
  customer_id  client   id             0 %         2
  ts           date     timestamp      0 %         2  2024-01-31 … 2024-02-01
  amount       total    money          0 %         2  1.5 … 2.5

2 customers, events from 2024-01-31 to 2024-02-01.
The data keeps its contract.
`,
    });
  });

  it("ends with 3 and one sentence when the contract is broken, on stdout what was seen", async () => {
    file("broken.csv", "customer_id,ts,amount", "a,2024-01-05,ten", "b,2024-01-06,7");
    const config = file("broken.yaml", "version: 1", "sources: { transactions: { path: broken.csv } }");
    const { exitCode, stdout, stderr } = await command(["check", "--config", config]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^tessera: transactions: 1 of 2 rows \(50\.00 %\) cannot be used.*\n$/);
    expect(stdout).toMatch(/transactions\.amount: 1 row, .*\n {4}broken\.csv, row 2: ten\n/);
    expect(stdout).toMatch(/The data breaks its contract\.\n$/);
  });

  it("prints one line of JSON when asked to", async () => {
    const config = join(folder, "checked", "tessera.yaml");
    const { stdout } = await command(["check", "--config", config, "--json"]);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "holds",
      project: "checked",
      base: { customers: 2 },
      warnings: [],
    });
  });

  it("names a configuration that is not there", async () => {
    expect(await command(["check", "--config", join(folder, "none.yaml")])).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: `tessera: there is no configuration at ${join(folder, "none.yaml")}; name another with --config FILE\n`,
    });
  });
});
