import { Command } from "commander";
import { parseAsOf } from "../run/as-of.ts";
import type { BackfillOptions, BackfillOutcome } from "../run/backfill.ts";
import { UserError } from "../user-error.ts";
import { type JobFlags, jobOptions, withJobOptions } from "./job-options.ts";
import type { Terminal } from "./terminal.ts";
import { textTable } from "./text-table.ts";
import { withProgress } from "./with-progress.ts";

interface BackfillFlags extends JobFlags {
  readonly from?: BackfillOptions["from"];
  readonly to?: BackfillOptions["to"];
}

const examples = `
Runs are made as of --from and every windows.every after it, up to --to, oldest first; those that are published are passed
over, so a backfill that was cut short goes on where it stopped.

Examples:
  tessera backfill --from 2024-01-01 --to 2024-12-01
  tessera backfill --from 2024-01-01 --to 2024-12-01 --promote never --json`;

/** `tessera backfill`: the same job for every period, strictly forward. */
export function backfillCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  const command = new Command("backfill")
    .description("Run the whole job for every period between two days, strictly forward.")
    .option("--from <date>", "required: as-of of the first run, yyyy-mm-dd", (text) => parseAsOf(text, "--from"))
    .option("--to <date>", "required: the last as-of there may be, yyyy-mm-dd", (text) => parseAsOf(text, "--to"));
  return withJobOptions(command)
    .addHelpText("after", examples)
    .action(async (flags: BackfillFlags) => {
      const outcome = await backfill(flags, terminal);
      const lines = flags.json
        ? [jsonLine(outcome)]
        : backfillText(outcome, terminal.stdout.columns ?? Number.POSITIVE_INFINITY);
      terminal.stdout.write(lines.map((line) => `${line}\n`).join(""));
      end(outcome.exitCode);
    });
}

async function backfill(flags: BackfillFlags, terminal: Terminal): Promise<BackfillOutcome> {
  const { from, to } = flags;
  // Commander's own check of required options would come before, and hide, that of a mistyped one.
  if (from === undefined || to === undefined)
    throw new UserError(2, "backfill needs --from yyyy-mm-dd and --to yyyy-mm-dd, the first and the last as-of");
  return withProgress(terminal, flags.logFormat, async (signal, progress) => {
    const work = await terminal.loadBackfill();
    return work({ ...jobOptions(flags), from, to, env: terminal.env, signal, progress });
  });
}

function jsonLine({ project, runs }: BackfillOutcome): string {
  return JSON.stringify({
    project,
    runs: runs.map(({ status, runId, runDir, asOf, promotion, reasons, certificate, verdict, segments }) => ({
      ...{ status, runId, runDir, asOf, promotion, reasons, certificate, verdict, segments },
    })),
  });
}

/** What became of every period, and how many customers each segment had, under the name of the last period it was in. */
export function backfillText({ project, runs }: BackfillOutcome, width: number): string[] {
  const names = new Map(runs.flatMap(({ segments }) => segments.map(({ id, name }): [string, string] => [id, name])));
  const sizeIn = (run: BackfillOutcome["runs"][number], id: string) =>
    run.segments.find((segment) => segment.id === id)?.size ?? "–";
  return [
    project,
    "",
    ...textTable(
      [
        { title: "as of", align: "left" },
        { title: "run", align: "left" },
        { title: "champion", align: "left" },
        { title: "certificate", align: "left" },
        { title: "why", align: "left", flexible: true },
      ],
      runs.map(({ asOf, status, promotion, certificate, reasons }) => [
        ...[asOf, status, promotion, certificate, reasons.join("; ")],
      ]),
      width,
    ),
    "",
    ...textTable(
      [
        { title: "segment", align: "left" },
        { title: "name", align: "left", flexible: true },
        ...runs.map(({ asOf }) => ({ title: asOf.slice(2, 7), align: "right" as const })),
      ],
      [...names].map(([id, name]) => [id, name, ...runs.map((run) => String(sizeIn(run, id)))]),
      width,
    ),
  ];
}
