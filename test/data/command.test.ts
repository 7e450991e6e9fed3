import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dataCommand } from "../../data/command.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-data-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const written = { out: "", err: "" };
  const exitCode = await dataCommand(
    args,
    { write: (text) => (written.out += text) },
    { write: (text) => (written.err += text) },
  );
  return { exitCode, ...written };
}

describe("the data command", () => {
  it("writes a base and names its files with their rows", async () => {
    const out = join(folder, "base");
    const { exitCode, out: printed } = await run("everyday", "--customers", "20", "--format", "csv", "--out", out);
    expect(exitCode).toBe(0);
    expect(printed).toContain(`${out}/truth/customers.parquet: 20 rows\n`);
    expect(existsSync(join(out, "transactions.csv"))).toBe(true);
  });

  it.each([
    [["everyda", "--out", "x"], "Did you mean everyday?"],
    [["everyday"], "required option '--out <folder>' not specified"],
    [["everyday", "--out", "x", "--customers", "0"], "Needed: a whole number, 1 to 10000000."],
    [["everyday", "--out", "x", "--customers", "1e3"], "Needed: a whole number, 1 to 10000000."],
    [["everyday", "--out", "x", "--seed", "-1"], "Needed: a whole number, 0 to 4294967295."],
    [["everyday", "--out", "x", "--format", "xlsx"], "Allowed choices are parquet, csv."],
    [["everyday", "--out", "x", "--as-of", "2026-02-30"], "A date is written yyyy-mm-dd."],
    [["everyday", "--out", "x", "--as-of", "2026-02-03"], "ends at the first day of a month, such as 2026-02-01"],
  ])("answers %j with one sentence and exit code 2", async (args, sentence) => {
    const { exitCode, out, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^data: .*\n$/);
    expect(err).toContain(sentence);
  });

  it("prints its help with exit code 0", async () => {
    const { exitCode, out } = await run("--help");
    expect(exitCode).toBe(0);
    expect(out).toContain("--holdout");
  });
});
