import { Option } from "commander";
import { listenForInterruption } from "../run/interruption.ts";
import { createProgress, type Progress, type ProgressMode } from "../run/progress.ts";
import type { Terminal } from "./terminal.ts";

/** `--log-format`, for commands that show progress. */
export function logFormatOption(): Option {
  return new Option(
    "--log-format <format>",
    "progress on stderr: a redrawn line on a terminal, plain lines, or JSON lines",
  )
    .choices(["auto", "plain", "json"])
    .default("auto");
}

/**
 * Does long work that shows its progress on stderr, redrawn where a person watches a terminal that can, and that ends
 * when the process is asked to stop.
 *
 * @throws the interruption, whatever the work failed with because of it
 */
export async function withProgress<T>(
  { stderr, env, now, signals }: Terminal,
  mode: ProgressMode,
  work: (signal: AbortSignal, progress: Progress) => Promise<T>,
): Promise<T> {
  const { signal, stop } = listenForInterruption(signals);
  const isTTY = stderr.isTTY === true && !isSet(env.CI) && env.TERM !== "dumb";
  const progress = createProgress({ stream: stderr, isTTY, mode, now });
  try {
    const result = await work(signal, progress);
    progress.done();
    return result;
  } catch (error) {
    progress.stop();
    // Work that was cut short fails in many ways, all for this reason.
    throw signal.aborted ? signal.reason : error;
  } finally {
    stop();
  }
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "false" && variable !== "0";
}
