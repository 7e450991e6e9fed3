import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { stepOf } from "../features/window.ts";
import { addSpan, type IsoDate, toEpochDay, toIsoDate } from "../math/calendar.ts";
import { UserError } from "../user-error.ts";
import { refuseFuture } from "./as-of.ts";
import { loadConfiguration } from "./configuration.ts";
import { readManifest } from "./manifest.ts";
import { runBatch } from "./run.ts";
import type { RunOptions, RunOutcome } from "./run-contract.ts";

export interface BackfillOptions extends Omit<RunOptions, "asOf"> {
  /** As-of of the first run. */
  readonly from: IsoDate;
  /** Last as-of there may be. */
  readonly to: IsoDate;
}

/** What one period came to. */
export interface BackfilledRun extends RunOutcome {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly size: number }[];
  /** Why the model of this run is used or not. */
  readonly reasons: readonly string[];
  /** Whether the segments hold: passed, warned, failed or refused. */
  readonly certificate: string;
}

export interface BackfillOutcome {
  readonly project: string;
  /** 4 when the last run fails its own gates. */
  readonly exitCode: 0 | 4;
  /** Oldest first. */
  readonly runs: readonly BackfilledRun[];
}

/**
 * The same job for every period from one day to another, strictly forward in time, as if each had been run on its day: each
 * finds the champion that the one before left. Runs that are published already are passed over, so a backfill that was cut
 * short goes on where it stopped.
 *
 * @throws UserError as a run does, with the period that it was about; those before it are published
 */
export async function backfill({ from, to, ...options }: BackfillOptions): Promise<BackfillOutcome> {
  const { configuration } = loadConfiguration(options.configFile, options.env);
  if (from > to) throw new UserError(2, `backfill: --from ${from} is after --to ${to}; give the earlier day first`);
  refuseFuture(to, Date.now, "--to");
  const days = daysBetween(from, to, configuration.windows.every);
  const runs: BackfilledRun[] = [];
  for (const [at, asOf] of days.entries()) {
    options.progress.note(`${asOf} (${at + 1} of ${days.length})`);
    const outcome = await runBatch({ ...options, asOf }).catch((error: unknown) => {
      throw error instanceof UserError ? new UserError(error.exitCode, `as of ${asOf}: ${error.message}`) : error;
    });
    runs.push({ ...outcome, ...resultsOf(outcome.runDir) });
  }
  return { project: configuration.project, exitCode: runs.at(-1)?.exitCode ?? 0, runs };
}

/** Every so many days, weeks or months from the first day on, counted from it, so that ends of months do not drift. */
function daysBetween(from: IsoDate, to: IsoDate, every: Parameters<typeof stepOf>[0]): IsoDate[] {
  const days: IsoDate[] = [];
  for (let steps = 0; ; steps++) {
    const day = toIsoDate(addSpan(toEpochDay(from), stepOf(every), steps));
    if (day > to) return days;
    days.push(day);
  }
}

const reported = z.object({
  segments: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  stability: z.object({ status: z.string() }),
});

function resultsOf(runDir: string): Pick<BackfilledRun, "segments" | "reasons" | "certificate"> {
  const { segments, stability } = reported.parse(JSON.parse(readFileSync(join(runDir, "report.json"), "utf8")));
  return { segments, certificate: stability.status, reasons: readManifest(runDir)?.promotion.reasons ?? [] };
}
