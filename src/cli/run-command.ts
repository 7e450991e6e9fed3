import { Command } from "commander";
import { parseAsOf } from "../run/as-of.ts";
import type { RunOptions, RunOutcome } from "../run/run-contract.ts";
import { UserError } from "../user-error.ts";
import { type JobFlags, jobOptions, withJobOptions } from "./job-options.ts";
import type { Terminal } from "./terminal.ts";
import { withProgress } from "./with-progress.ts";

interface RunFlags extends JobFlags {
  readonly asOf?: RunOptions["asOf"];
}

const examples = `
Examples:
  tessera run --as-of 2024-12-01
  tessera run --as-of 2024-12-01 --config shop/tessera.yaml --out /srv/runs
  tessera run --as-of "$(date -u +%Y-%m-01)" --log-format json --json`;

/** `tessera run`: the whole job. */
export function runCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command("run")
    .description("Run the whole job as of a date and publish its folder.")
    .option("--as-of <date>", "required: first day that is not seen, yyyy-mm-dd", (text) => parseAsOf(text));
  return withJobOptions(command)
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
  const { asOf } = flags;
  // Commander's own check of required options would come before, and hide, that of a mistyped one.
  if (asOf === undefined) throw new UserError(2, "run needs --as-of yyyy-mm-dd, the first day that is not seen");
  return withProgress(terminal, flags.logFormat, async (signal, progress) => {
    const runBatch = await terminal.loadRunBatch();
    return runBatch({ ...jobOptions(flags), asOf, env: terminal.env, signal, progress });
  });
}

function jsonLine({ status, runId, runDir, asOf, promotion, verdict }: RunOutcome): string {
  return JSON.stringify({ status, runId, runDir, asOf, promotion, verdict });
}
