import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Memory of typed arrays below which nothing is worth collecting. */
const worthwhileBytes = 256 * 1024 * 1024;

let collect: (() => void) | undefined;

/**
 * Gives back the memory of arrays that nobody needs any more, where there is much of it. V8 decides by the size of its own heap, which
 * stays small while a stage leaves hundreds of megabytes of columns behind: at a million customers a fifth of the peak.
 */
export function collectGarbage(): void {
  if (process.memoryUsage().arrayBuffers < worthwhileBytes) return;
  collect ??= openCollector();
  collect();
  // The memory of arrays goes back in the background; the second collection waits for that.
  collect();
}

/** Node offers its collector only when started with a flag; a context made after the flag is set has it, too. */
function openCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void; // what the flag exposes
}
