import { createProgress, type Progress, type ProgressMode } from "../run/progress.ts";
import type { Terminal } from "./terminal.ts";

/** Progress on stderr, redrawn where a person watches a terminal that can. */
export function openProgress({ stderr, env, now }: Terminal, mode: ProgressMode): Progress {
  const isTTY = stderr.isTTY === true && !isSet(env.CI) && env.TERM !== "dumb";
  return createProgress({ stream: stderr, isTTY, mode, now });
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "false" && variable !== "0";
}
