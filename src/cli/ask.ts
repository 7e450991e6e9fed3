import { createInterface } from "node:readline/promises";
import { Interruption } from "../run/interruption.ts";

/**
 * Asks a person for a line. The question goes to stderr, so that stdout holds the result only.
 *
 * @throws Interruption on Ctrl-C and at the end of the input
 */
export async function askForLine(prompt: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  lines.on("SIGINT", () => ended.abort());
  lines.on("close", () => ended.abort());
  try {
    return await lines.question(prompt, { signal: ended.signal });
  } catch (error) {
    throw ended.signal.aborted ? new Interruption(130) : error;
  } finally {
    lines.close();
  }
}
