import { Command } from "commander";
import { parseAsOf } from "../run/as-of.ts";
import type { CheckOptions } from "../run/check/check-inputs.ts";
import { listenForInterruption } from "../run/interruption.ts";
import { qualityText } from "./quality-text.ts";
import type { Terminal } from "./terminal.ts";

interface CheckFlags {
  readonly asOf?: CheckOptions["asOf"];
  readonly config: string;
  readonly json?: boolean;
}

const examples = `
Without --as-of every row is looked at, whatever its date.

Examples:
  tessera check
  tessera check --config shop/tessera.yaml --as-of 2024-12-01 --json`;

/** `tessera check`: configuration and data contract only; nothing is published and nothing stays behind. */
export function checkCommand(terminal: Terminal, end: (exitCode: number) => void): Command {
  return new Command("check")
    .description("Check the configuration and the data contract, and show what every column holds.")
    .option("--config <file>", "configuration", "tessera.yaml")
    .option("--as-of <date>", "first day that is not seen, yyyy-mm-dd", (text) => parseAsOf(text))
    .option("--json", "print the result as one line of JSON")
    .addHelpText("after", examples)
    .action(async ({ config, asOf, json }: CheckFlags) => {
      const { signal, stop } = listenForInterruption(terminal.signals);
      try {
        const checkInputs = await terminal.loadCheck();
        const outcome = await checkInputs({ configFile: config, asOf, env: terminal.env, signal });
        const { exitCode, ...result } = outcome;
        const lines = json ? [JSON.stringify(result)] : qualityText(outcome, terminal.stdout.columns);
        terminal.stdout.write(lines.map((line) => `${line}\n`).join(""));
        if (outcome.problem !== undefined) terminal.stderr.write(`tessera: ${outcome.problem}\n`);
        end(exitCode);
      } catch (error) {
        // Work that was cut short fails in many ways, all for this reason.
        throw signal.aborted ? signal.reason : error;
      } finally {
        stop();
      }
    });
}
