import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type EpochDay, parseIsoDate } from "../src/math/calendar.ts";
import { nearestName } from "../src/math/nearest-name.ts";
import { UserError } from "../src/user-error.ts";
import type { BaseTables } from "./base-plan.ts";
import { defaultAsOf, generateBase, mostCustomers } from "./generate.ts";
import { messyCommand } from "./messy/messy-command.ts";
import { wholeNumber } from "./whole-number.ts";
import type { World } from "./worlds/world.ts";
import { worlds } from "./worlds/worlds.ts";

/** Where a command writes; streams have this shape. */
export interface Output {
  write(text: string): unknown;
}

interface Options {
  readonly customers: number;
  readonly seed: number;
  readonly format: "parquet" | "csv";
  readonly out: string;
  readonly asOf: EpochDay;
  readonly holdout: boolean;
  readonly tables: BaseTables;
}

/**
 * The `data` command, which makes a base, and `data messy`, which makes one dirty: the files it wrote go to stdout, everything else to stderr.
 *
 * @param args without the interpreter and the script
 * @returns the exit code: 0 done, 2 wrong usage or an output that cannot be written
 */
export async function dataCommand(args: readonly string[], stdout: Output, stderr: Output): Promise<number> {
  const [first, ...rest] = args;
  const messy = first === "messy";
  const program = (messy ? messyCommand(stdout) : baseCommand(stdout, stderr)).exitOverride().configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: /, "data: ")),
  });
  try {
    await program.parseAsync(messy ? rest : args, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed what it has to say; its own codes for wrong usage are all 1.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UserError)) throw error;
    stderr.write(`data: ${error.message}\n`);
    return error.exitCode;
  }
}

function baseCommand(stdout: Output, stderr: Output): Command {
  return new Command("data")
    .description("Write a synthetic customer base, with the truth behind it in <out>/truth.")
    .argument("<world>", `how its customers behave: ${worldNames()}`, readWorld)
    .requiredOption("--out <folder>", "folder to write into; files of an earlier base there are replaced")
    .option("--customers <number>", "how many customers", wholeNumber(1, mostCustomers), 20_000)
    .option("--seed <number>", "the same seed gives the same base", wholeNumber(0, 2 ** 32 - 1), 1)
    .addOption(new Option("--format <format>", "of the tables").choices(["parquet", "csv"]).default("parquet"))
    .addOption(
      new Option("--tables <tables>", "all adds products, visits, feedback, and what people are and like")
        .choices(["core", "all"])
        .default("core"),
    )
    .addOption(
      new Option("--as-of <date>", "first day of a month; the history ends before it")
        .argParser(readDate)
        .default(defaultAsOf, "2026-01-01"),
    )
    .option("--holdout", "also write the months after as-of", false)
    .addHelpText("after", "\n`data messy --help` tells how to make a base dirty.")
    .action(async (world: World, options: Options) => {
      const onProgress = reportTenths(options.customers, stderr);
      const { rows } = await generateBase({ world, onProgress, ...options });
      for (const [file, count] of rows) stdout.write(`${options.out}/${file}: ${count} rows\n`);
    });
}

function reportTenths(customers: number, stderr: Output): (lived: number) => void {
  let reported = 0;
  return (lived) => {
    const tenths = Math.floor((10 * lived) / customers);
    if (tenths > reported) stderr.write(`${tenths * 10} % of ${customers} customers simulated\n`);
    reported = tenths;
  };
}

function readWorld(name: string): World {
  const world = worlds.get(name);
  if (world !== undefined) return world;
  const near = nearestName(name, [...worlds.keys()]);
  throw new InvalidArgumentError(near === undefined ? `There are: ${worldNames()}.` : `Did you mean ${near}?`);
}

function worldNames(): string {
  return [...worlds.keys()].join(", ");
}

function readDate(text: string): EpochDay {
  const day = parseIsoDate(text);
  if (day === undefined) throw new InvalidArgumentError("A date is written yyyy-mm-dd.");
  return day;
}
