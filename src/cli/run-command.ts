import { Command } from "commander";
import { parseAsOf } from "../run/as-of.ts";
import type { ProgressMode } from "../run/progress.ts";
import type { RunOptions, RunOutcome } from "../run/run-contract.ts";
import { UserError } from "../user-error.ts";
import { modelsOption } from "./models-option.ts";
import { promoteOption } from "./promote-option.ts";
import type { Terminal } from "./terminal.ts";
import { packageVersion } from "./version.ts";
import { logFormatOption, withProgress } from "./with-progress.ts";

interface RunFlags {
  readonly asOf?: RunOptions["asOf"];
  readonly config: string;
  readonly out: string;
  readonly models: string;
  readonly promote: RunOptions["promote"];
  readonly force?: boolean;
  readonly json?: boolean;
  readonly logFormat: ProgressMode;
}

const examples = `
Examples:
  tessera run --as-of 2024-12-01
  tessera run --as-of 2024-12-01 --config shop/tessera.yaml --out /srv/runs
  tessera run --as-of "$(date -u +%Y-%m-01)" --log-format json --json`;

/** `tessera run`: the whole job. */
export function runCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command("run")
    .description("Run the whole job as of a date and publish its folder.")
    .option("--as-of <date>", "required: first day that is not seen, yyyy-mm-dd", (text) => parseAsOf(text))
    .option("--config <file>", "configuration", "tessera.yaml")
    .option("--out <folder>", "where runs are published", "runs")
    .addOption(modelsOption())
    .addOption(promoteOption())
    .option("--force", "run again though nothing has changed")
    .option("--json", "print the result as one line of JSON")
    .addOption(logFormatOption())
    .addHelpText("after", examples)
    .action(async (flags: RunFlags) => {
      const outcome = await run(flags, terminal);
      terminal.stdout.write(
        flags.json ? `${jsonLine(outcome)}\n` : outcome.summary.map((line) => `${line}\n`).join(""),
      );
      end(outcome.exitCode);
    });
}

async function run(flags: RunFlags, terminal: Terminal): Promise<RunOutcome> {
  const { asOf, config: configFile, out, models, promote, force = false } = flags;
  // Commander's own check of required options would come before, and hide, that of a mistyped one.
  if (asOf === undefined) throw new UserError(2, "run needs --as-of yyyy-mm-dd, the first day that is not seen");
  return withProgress(terminal, flags.logFormat, async (signal, progress) => {
    const runBatch = await terminal.loadRunBatch();
    const { env } = terminal;
    const version = packageVersion();
    return runBatch({ configFile, asOf, out, models, promote, force, version, env, signal, progress });
  });
}

function jsonLine({ status, runId, runDir, asOf, promotion, verdict }: RunOutcome): string {
  return JSON.stringify({ status, runId, runDir, asOf, promotion, verdict });
}
