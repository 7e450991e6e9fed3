import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { isoDate } from "../../src/math/calendar.ts";
import type { CompareOptions, CompareOutcome, CompareProgramme } from "../../src/run/compare/compare-programme.ts";
import { noWork } from "./no-work.ts";

const day = (date: string) => isoDate.parse(date);
const exactly = (value: number) => ({ value, lo: value, hi: value });

const outcome: CompareOutcome = {
  project: "shop",
  language: "en",
  currency: { code: "EUR", digits: 2 },
  asOf: day("2024-07-01"),
  before: { from: day("2024-01-01"), until: day("2024-04-01") },
  after: { from: day("2024-04-01"), until: day("2024-07-01") },
  where: null,
  figures: [
    {
      ...{ metric: "strict_retention", title: "strict retention", unit: "share", relative: 0.05, direction: "up" },
      ...{ before: exactly(0.5), after: exactly(0.525), change: { value: 0.025, lo: 0.004, hi: 0.046 } },
    },
    {
      ...{ metric: "average_order", title: "average order", unit: "money", relative: -0.1, direction: "unclear" },
      ...{ before: exactly(1234.5), after: exactly(1111.05), change: { value: -123.45, lo: -250, hi: 3.1 } },
    },
    {
      ...{
        metric: "orders_per_customer",
        title: "orders per customer",
        unit: "ratio",
        relative: 0,
        direction: "unclear",
      },
      ...{ before: exactly(1.5), after: exactly(1.5), change: { value: 0, lo: -0.25, hi: 0.25 } },
    },
  ],
  verdict: "Loyalty grew.",
  cautions: ["there is no control group"],
};
const periods = ["--before", "2024-01-01..2024-04-01", "--after", "2024-04-01..2024-07-01"];

/** Runs a command line in a world of its own, where periods are compared by the given function. */
async function command(args: readonly string[], compare: CompareProgramme = async () => outcome) {
  let stdout = "";
  let stderr = "";
  const exitCode = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { DATA: "/srv" },
    signals: Object.assign(new EventEmitter(), { exit: () => {} }),
    now: () => 0,
    ...noWork,
    loadCompare: async () => compare,
  });
  return { exitCode, stdout, stderr };
}

describe("tessera compare", () => {
  it("prints the days of the periods, a table, the verdict and what to keep in mind", async () => {
    expect(await command(["compare", ...periods])).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: `Before: 1 Jan 2024 to 31 Mar 2024
After: 1 Apr 2024 to 30 Jun 2024

metric                 before     after  difference      95% interval
strict retention        50.0%     52.5%     +2.5\u00a0pp   +0.4 to +4.6\u00a0pp
average order, EUR   1,234.50  1,111.05     −123.45  −250.00 to +3.10
orders per customer      1.50      1.50        0.00    −0.25 to +0.25

Loyalty grew.

Keep in mind
  There is no control group.
`,
    });
  });

  it("prints it in Russian, with whom it is about", async () => {
    const where = { condition: "{ feature: orders, above: 3 }", asOf: day("2024-04-01"), customers: 1200 };
    const { stdout } = await command(["compare", ...periods], async () => ({ ...outcome, language: "ru", where }));
    expect(stdout.split("\n").slice(0, 5)).toEqual([
      "Период до: с 1 января 2024 по 31 марта 2024",
      "Период после: с 1 апреля 2024 по 30 июня 2024",
      "Клиенты: { feature: orders, above: 3 }, по тому, что было известно до 1 апреля 2024; их 1\u00a0200",
      "",
      "показатель                 до     после     разница          интервал 95\u00a0%",
    ]);
    expect(stdout).toContain("52,5\u00a0%  +2,5\u00a0п.\u00a0п.  от +0,4 до +4,6\u00a0п.\u00a0п.");
  });

  it("prints one line of JSON when asked to", async () => {
    const { stdout } = await command(["compare", "--json", ...periods]);
    expect(stdout).toBe(`${JSON.stringify(outcome)}\n`);
  });

  it("hands its options on", async () => {
    const seen: CompareOptions[] = [];
    await command(["compare", ...periods, "--where", "{ known: true }", "--config", "a.yaml"], async (options) => {
      seen.push(options);
      return outcome;
    });
    expect(seen).toMatchObject([
      {
        configFile: "a.yaml",
        before: { from: 19723, until: 19814 },
        after: { from: 19814, until: 19905 },
        where: "{ known: true }",
        env: { DATA: "/srv" },
      },
    ]);
  });

  it.each([
    [periods.slice(2), "tessera: compare needs --before yyyy-mm-dd..yyyy-mm-dd, a period without its last date\n"],
    [periods.slice(0, 2), "tessera: compare needs --after yyyy-mm-dd..yyyy-mm-dd, a period without its last date\n"],
    [
      ["--before", "2024"],
      "tessera: --before 2024 is not a period; write it as yyyy-mm-dd..yyyy-mm-dd, such as 2024-01-01..2024-07-01\n",
    ],
  ])("tessera compare %j is wrong usage", async (args, stderr) => {
    expect(await command(["compare", ...args])).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});
