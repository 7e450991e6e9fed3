import { type Command, Option } from "commander";
import type { ProgressMode } from "../run/progress.ts";
import type { RunOptions } from "../run/run-contract.ts";
import { modelsOption } from "./models-option.ts";
import { packageVersion } from "./version.ts";
import { logFormatOption } from "./with-progress.ts";

/** What all commands that do the whole job take. */
export interface JobFlags extends Pick<RunOptions, "out" | "models" | "promote"> {
  readonly config: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly logFormat: ProgressMode;
}

/** Gives a command the options of `JobFlags`. */
export function withJobOptions(command: Command): Command {
  return command
    .option("--config <file>", "configuration", "tessera.yaml")
    .option("--out <folder>", "where runs are published", "runs")
    .addOption(modelsOption())
    .addOption(
      new Option("--promote <policy>", "whether a model that is proved replaces the champion, or waits for people")
        .choices(["auto", "never"])
        .default("auto"),
    )
    .option("--force", "run again though nothing has changed")
    .option("--json", "print the result as one line of JSON")
    .addOption(logFormatOption());
}

/** The flags as the job takes them. */
export function jobOptions({ config: configFile, out, models, promote, force = false }: JobFlags) {
  return { configFile, out, models, promote, force, version: packageVersion() };
}
