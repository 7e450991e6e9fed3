import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import * as z from "zod";
import { engineConfig } from "../engine/engine-config.ts";
import { featuresConfig } from "../features/features-config.ts";
import { windowsConfig } from "../features/window.ts";
import { contractConfig, sourcesConfig } from "../inputs/sources-config.ts";
import { language as languageSchema } from "../language/text.ts";
import { ltvConfig } from "../ltv/ltv-config.ts";
import { nearestName } from "../math/nearest-name.ts";
import { affinityConfig } from "../metrics/category-affinity.ts";
import { segmentsConfig } from "../segments/segments-config.ts";
import { stabilityConfig } from "../stability/stability-config.ts";
import { structuresConfig } from "../structures/structures-config.ts";
import { transitionsConfig } from "../transitions/transitions-config.ts";
import { UserError } from "../user-error.ts";
import { diagnoseYaml } from "./diagnose-yaml.ts";
import { type Environment, withoutFilledValues } from "./environment-values.ts";
import { renderProblems } from "./problem.ts";

const projectName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]*$/,
    "a project's name is written in a-z, 0-9, - and _, and begins with a letter or a digit",
  )
  .max(64);

/** The whole of `tessera.yaml`; every room owns its part. */
export const configurationSchema = z
  .strictObject({
    version: z.literal(1).describe("Version of this file's format."),
    project: projectName
      .optional()
      .describe("Name of the project's folder of runs; the configuration's folder when left out."),
    timezone: z
      .string()
      .superRefine((name, context) => {
        const message = checkTimeZone(name);
        if (message !== undefined) context.addIssue({ code: "custom", message });
      })
      .default("UTC")
      .describe("IANA name of the time zone whose calendar days count."),
    currency: z
      .string()
      .superRefine((code, context) => {
        const message = checkCurrency(code);
        if (message !== undefined) context.addIssue({ code: "custom", message });
      })
      .default("EUR")
      .describe("ISO 4217 code of the money in the sources."),
    language: languageSchema.default("en").describe("Language of names, verdicts and report."),
    sources: sourcesConfig.describe("Tables, their files and columns; transactions or customers are needed."),
    contract: contractConfig.prefault({}).describe("What the sources must keep to."),
    windows: windowsConfig.prefault({}).describe("Periods the base is looked at in."),
    features: featuresConfig.prefault({}).describe("What is computed for every customer."),
    segments: segmentsConfig.prefault({}).describe("How customers are grouped."),
    structures: structuresConfig.prefault({}).describe("Classical ways to divide the base, and your own."),
    affinity: affinityConfig.prefault({}).describe("When a part's taste in categories is told."),
    stability: stabilityConfig.prefault({}).describe("How firmly the groups must stand."),
    transitions: transitionsConfig.prefault({}).describe("How far ahead moves between segments are followed."),
    ltv: ltvConfig.prefault({}).describe("Lifetime value."),
    engine: engineConfig.prefault({}).describe("Where and with how much memory the tables are worked on."),
    privacy: z
      .strictObject({
        rejectText: z
          .enum(["keep", "hash"])
          .default("keep")
          .describe("Whether rejects.parquet shows the text of a rejected value or its hash."),
      })
      .prefault({})
      .describe("What may be written down about people."),
  })
  .meta({ title: "Tessera configuration" });

export type Configuration = z.output<typeof configurationSchema> & { readonly project: string };

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** What defines the run, as it may be stored: values from the environment read `${env:NAME}` again. */
  readonly recorded: Record<string, unknown>;
  /** The folder that relative paths of the sources start from, absolute. */
  readonly baseDir: string;
}

/**
 * Reads and checks a configuration file.
 *
 * @param env the variables that `${env:NAME}` may name
 * @throws UserError(2) with every problem of the file, each with its place, or when the file cannot be read
 */
export function loadConfiguration(file: string, env: Environment): LoadedConfiguration {
  const text = readText(file);
  const diagnosis = diagnoseYaml(text, configurationSchema, env);
  if (!("value" in diagnosis)) {
    const count = diagnosis.problems.length;
    const heading = `the configuration has ${count} ${count === 1 ? "error" : "errors"}`;
    throw new UserError(2, `${heading}\n${renderProblems(file, text, diagnosis.problems)}`);
  }
  const baseDir = dirname(resolve(file));
  const project = diagnosis.value.project ?? nameOfFolder(baseDir, file);
  const configuration = { ...diagnosis.value, project };
  const recorded = withoutFilledValues(definingSettings(configuration), diagnosis.filled) as Record<string, unknown>; // of an object comes an object
  return { configuration, recorded, baseDir };
}

/** A configuration without what changes how long a run takes but not what comes out: threads and memory of the engine. */
export function definingSettings({ engine, ...settings }: Configuration) {
  const { threads: _threads, memory: _memory, ...kind } = engine;
  return { ...settings, engine: kind };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code; // node:fs throws nothing else
    if (code === "ENOENT")
      throw new UserError(2, `there is no configuration at ${file}; name another with --config FILE`);
    throw new UserError(2, `${file}: the configuration cannot be read (${code})`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(2, `${file}: the configuration is not UTF-8; save it in that encoding`);
  }
}

function nameOfFolder(baseDir: string, file: string): string {
  const name = basename(baseDir)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+|-+$/g, "")
    .slice(0, 64);
  if (name === "") {
    throw new UserError(2, `${file}: the folder's name cannot serve as the project's name; write project: NAME`);
  }
  return name;
}

function checkTimeZone(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (/^[A-Za-z]/.test(name)) return undefined;
  } catch {
    // Intl tells that it does not know a name by throwing.
  }
  return unknownName("time zone", name, [...Intl.supportedValuesOf("timeZone"), "UTC"], "Europe/Berlin");
}

function checkCurrency(code: string): string | undefined {
  const known = Intl.supportedValuesOf("currency");
  return known.includes(code) ? undefined : unknownName("currency", code, known, "EUR");
}

function unknownName(what: string, name: string, known: readonly string[], example: string): string {
  const near = nearestName(name, known);
  const hint = near === undefined ? `names are written like "${example}"` : `did you mean "${near}"?`;
  return `no ${what} is called "${name}"; ${hint}`;
}
