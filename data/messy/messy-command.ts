import { Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../whole-number.ts";
import { troubles } from "./troubles/troubles.ts";
import { writeMessy } from "./write-messy.ts";

interface Options {
  readonly from: string;
  readonly out: string;
  readonly trouble: readonly string[];
  readonly seed: number;
}

/** `data messy`: writes a base as dirty files; their names go to `stdout`. */
export function messyCommand(stdout: { write(text: string): unknown }): Command {
  return new Command("data messy")
    .description("Write a base as dirty files, with what is wrong with them in <out>/truth/messy.json.")
    .requiredOption("--from <folder>", "a base that this command wrote")
    .requiredOption("--trouble <names>", "what is to be wrong, joined by commas", readNames)
    .requiredOption("--out <folder>", "folder to write into; tables of an earlier base there are replaced")
    .option("--seed <number>", "the same seed gives the same files", wholeNumber(0, 2 ** 32 - 1), 1)
    .addHelpText(
      "after",
      `\nTroubles:\n${troubles.map(({ name, about }) => `  ${name.padEnd(24)}${about}\n`).join("")}`,
    )
    .action(async ({ from, out, trouble, seed }: Options) => {
      const { files } = await writeMessy({ from, out, troubles: trouble, seed });
      for (const file of files) stdout.write(`${out}/${file}\n`);
    });
}

function readNames(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Names are joined by commas.");
  return names;
}
