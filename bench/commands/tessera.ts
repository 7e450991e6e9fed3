import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../src/cli/tessera.js");

/** What a command came to: its exit code, and the line of JSON it printed. */
export interface Ended {
  readonly exitCode: number;
  readonly result: unknown;
}

/**
 * Runs a command of the built program as a user would, in a process of its own; a model that fails its gates (4) is a result, too.
 *
 * @param work folder for the configuration, the runs and the models
 */
export function tessera(
  command: "run" | "backfill",
  work: string,
  configuration: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Ended {
  const config = join(work, "tessera.yaml");
  writeFileSync(config, configuration);
  const folders = ["--out", join(work, "runs"), "--models", join(work, "models")];
  const child = spawnSync(process.execPath, [program, command, "--config", config, ...args, ...folders, "--json"], {
    ...{ env, encoding: "utf8" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0 && child.status !== 4) throw new Error(`the ${command} ended with ${child.status}`);
  return { exitCode: child.status, result: JSON.parse(child.stdout) };
}

/** The folder of one run as of a date; see `tessera`. */
export function runAsOf(
  asOf: string,
  work: string,
  configuration: string,
  env?: NodeJS.ProcessEnv,
): { readonly exitCode: number; readonly runDir: string } {
  const { exitCode, result } = tessera("run", work, configuration, ["--as-of", asOf], env);
  return { exitCode, runDir: (result as { runDir: string }).runDir }; // as run prints it
}

/** A configuration for a generated base, with the settings that a study adds. */
export function configurationOf(base: string, project: string, settings: string): string {
  const sources = ["transactions", "customers", "contacts", "costs"].map(
    (table) => `  ${table}: { path: ${base}/${table}.parquet }`,
  );
  return `version: 1\nproject: ${project}\ntimezone: Europe/Berlin\nsources:\n${sources.join("\n")}\n${settings}\n`;
}
