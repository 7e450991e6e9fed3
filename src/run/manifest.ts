import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { isoDate } from "../math/calendar.ts";
import { canonicalJson } from "../storage/canonical-json.ts";
import { replaceFile } from "../storage/replace-file.ts";

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits");

const inputTable = z.strictObject({
  table: z.string(),
  files: z.array(z.strictObject({ name: z.string().describe("Base name."), sha256, rows: count })),
  rowsRead: count,
  accepted: count,
  quarantined: count.describe("Rows in rejects.parquet."),
  excluded: z.array(
    z.strictObject({
      policy: z.string(),
      rows: count,
      amountMinor: z.int().optional().describe("Money in them, minor units of the currency."),
    }),
  ),
});

const stage = z.strictObject({
  name: z.string(),
  status: z.enum(["done", "refused", "failed", "skipped"]),
  reason: z.string().optional().describe("Why it was not done."),
  rowsIn: count.optional(),
  rowsOut: count.optional(),
  warnings: z.array(z.string()),
});

const gate = z.strictObject({
  name: z.string(),
  passed: z.boolean(),
  value: z.number().nullable(),
  needed: z.number().nullable(),
  sentence: z.string(),
});

/** What a run was made of and what came of it: `manifest.json`. It holds no clock, so equal runs have equal bytes. */
export const runManifest = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().regex(/^[0-9a-f]{16}$/, "a run id is 16 hexadecimal digits"),
  status: z.enum(["done", "failed"]),
  error: z.string().optional().describe("Why a failed run failed."),
  project: z.string(),
  asOf: isoDate,
  seed: count,
  version: z.string().describe("Of Tessera."),
  backend: z.string().describe("What the LTV net was computed on."),
  currency: z.string(),
  configuration: z
    .record(z.string(), z.unknown())
    .describe(`With \${env:NAME} where a value came from the environment.`),
  configurationSha256: sha256.describe("Of the canonical JSON of `configuration`."),
  inputs: z.array(inputTable),
  stages: z.array(stage),
  gates: z.array(gate),
  promotion: z.strictObject({
    decision: z
      .enum(["none", "first", "promoted", "kept", "withheld"])
      .describe("What became of the model that this run fitted."),
    provisional: z.boolean().describe("Whether a part of the proof could not be judged yet."),
    champion: z.string().nullable().describe("Version of the model in use when the run began."),
    fitted: z.string().nullable().describe("Version of the model that this run fitted."),
    reasons: z.array(z.string()),
  }),
  outputs: z.array(z.strictObject({ file: z.string(), rows: count.optional(), sha256 })),
  model: z
    .strictObject({ version: z.string(), file: z.string() })
    .nullable()
    .describe("The model that the results were made with; a version is the beginning of its SHA-256."),
  verdict: z.strictObject({ word: z.string(), sentences: z.array(z.string()) }).nullable(),
});
export type RunManifest = z.output<typeof runManifest>;

export const manifestFile = "manifest.json";

/**
 * Checks a manifest and writes it into a run's folder, keys sorted.
 *
 * @throws z.ZodError when it does not keep to its schema, which is a bug
 */
export function writeManifest(folder: string, manifest: RunManifest): void {
  replaceFile(join(folder, manifestFile), `${canonicalJson(runManifest.parse(manifest), 2)}\n`);
}

/** The manifest in a folder; undefined when there is none, or none that this version can read. */
export function readManifest(folder: string): RunManifest | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, manifestFile), "utf8");
  } catch {
    return undefined;
  }
  try {
    return runManifest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON
  }
}
