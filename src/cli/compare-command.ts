import { Command } from "commander";
import type { CompareOptions, CompareOutcome } from "../run/compare/compare-programme.ts";
import { parsePeriod } from "../run/compare/compared-periods.ts";
import type { ProgressMode } from "../run/progress.ts";
import { UserError } from "../user-error.ts";
import { comparisonText } from "./comparison-text.ts";
import type { Terminal } from "./terminal.ts";
import { logFormatOption, withProgress } from "./with-progress.ts";

interface CompareFlags {
  readonly before?: CompareOptions["before"];
  readonly after?: CompareOptions["after"];
  readonly where?: string;
  readonly config: string;
  readonly json?: boolean;
  readonly logFormat: ProgressMode;
}

const examples = `
Periods are written first day..first day that is no longer in it: 2024-01-01..2024-07-01 is the first half of 2024.
Nothing at or after the end of --after is seen.

RULE is a condition as in structures.rules of the configuration. Customers are chosen by what was known at the end of
--before, so that the programme does not choose them itself; segments, which belong to a run, cannot be named.

Examples:
  tessera compare --before 2024-01-01..2024-07-01 --after 2024-07-01..2025-01-01
  tessera compare --before 2024-01-01..2024-07-01 --after 2024-07-01..2025-01-01 --where '{ structure: geographic_country, is: DE }'
  tessera compare --before 2024-01-01..2024-07-01 --after 2024-07-01..2025-01-01 --where '{ feature: orders, above: 3 }' --json`;

/** `tessera compare`: the figures of a programme before and after; nothing is published and nothing stays behind. */
export function compareCommand(terminal: Terminal): Command {
  return new Command("compare")
    .description("Compare two periods: figures with intervals, and a verdict in words.")
    .option("--before <A..B>", "required: the earlier period, B is not in it", (text) => parsePeriod("--before", text))
    .option("--after <C..D>", "required: the later period, D is not in it", (text) => parsePeriod("--after", text))
    .option("--where <rule>", "only customers for whom this holds, in YAML")
    .option("--config <file>", "configuration", "tessera.yaml")
    .option("--json", "print the result as one line of JSON")
    .addOption(logFormatOption())
    .addHelpText("after", examples)
    .action(async (flags: CompareFlags) => {
      const outcome = await compare(flags, terminal);
      const lines = flags.json
        ? [JSON.stringify(outcome)]
        : comparisonText(outcome, terminal.stdout.columns ?? Number.POSITIVE_INFINITY);
      terminal.stdout.write(lines.map((line) => `${line}\n`).join(""));
    });
}

async function compare(flags: CompareFlags, terminal: Terminal): Promise<CompareOutcome> {
  const { before, after, where, config: configFile } = flags;
  // Commander's own check of required options would come before, and hide, that of a mistyped one.
  if (before === undefined || after === undefined) {
    const missing = before === undefined ? "--before" : "--after";
    throw new UserError(2, `compare needs ${missing} yyyy-mm-dd..yyyy-mm-dd, a period without its last date`);
  }
  return withProgress(terminal, flags.logFormat, async (signal, progress) => {
    const compareProgramme = await terminal.loadCompare();
    return compareProgramme({ configFile, before, after, where, env: terminal.env, signal, progress });
  });
}
