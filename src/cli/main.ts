import { Command, CommanderError } from "commander";
import { Interruption } from "../run/interruption.ts";
import { UserError } from "../user-error.ts";
import { backfillCommand } from "./backfill-command.ts";
import { checkCommand } from "./check-command.ts";
import { compareCommand } from "./compare-command.ts";
import { initCommand } from "./init-command.ts";
import { modelsCommand } from "./models-command.ts";
import { runCommand } from "./run-command.ts";
import { scoreCommand } from "./score-command.ts";
import type { Terminal } from "./terminal.ts";
import { packageVersion } from "./version.ts";

const exitCodes = `
Exit codes:
  0    done, also when nothing had to be done
  1    unexpected error
  2    wrong usage or configuration
  3    the data breaks its contract; nothing is published
  4    the model fails its own gates; the run is kept, not delivered
  75   locked by another run; try again later
  130  interrupted (Ctrl-C)
  143  terminated`;

/**
 * The `tessera` command: the result goes to stdout, everything else to stderr.
 *
 * @param args without the interpreter and the script
 * @returns the exit code
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = new Command("tessera")
    .description("Turns a customer base into segments people can trust, act on and forecast with.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", `\nExample:\n  tessera run --as-of 2024-12-01\n${exitCodes}`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHelpWidth: () => terminal.stdout.columns ?? 80,
      getErrHelpWidth: () => terminal.stderr.columns ?? 80,
      outputError: (text, write) => write(inOneSentence(text)),
    });
  const end = (code: number) => {
    exitCode = code;
  };
  for (const command of [
    initCommand(terminal),
    checkCommand(terminal, end),
    runCommand(terminal, end),
    compareCommand(terminal),
    backfillCommand(terminal, end),
    modelsCommand(terminal, end),
    scoreCommand(terminal),
  ]) {
    program.addCommand(command.addHelpText("after", exitCodes).copyInheritedSettings(program));
    for (const part of command.commands) part.copyInheritedSettings(program);
  }

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed what it has to say; its own codes for wrong usage are all 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UserError || error instanceof Interruption) {
      terminal.stderr.write(`tessera: ${error.message}\n`);
      return error.exitCode;
    }
    terminal.stderr.write(
      `tessera: unexpected error, please report it\n${error instanceof Error ? error.stack : error}\n`,
    );
    return 1;
  }
}

function inOneSentence(text: string): string {
  return `tessera: ${text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ")}\n`;
}
