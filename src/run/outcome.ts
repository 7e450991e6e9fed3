import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { currencyDigits, moneyUnitsOf } from "../inputs/currency.ts";
import type { StagedTables } from "../inputs/staged-tables.ts";
import { type Language, language as languageSchema } from "../language/text.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { fingerprintOf } from "../registry/model-version.ts";
import { sha256OfValue } from "../storage/canonical-json.ts";
import { sha256OfFile } from "../storage/sha256.ts";
import type { RunIdentity } from "./identify-run.ts";
import type { Job } from "./job.ts";
import type { RunManifest } from "./manifest.ts";
import type { RunOutcome } from "./run-contract.ts";
import type { RunResults } from "./stages/describe-run.ts";

/** Files that tell of this execution and not of its result; they may differ between two runs of the same id. */
const notOutputs = ["timings.json", "log.ndjson", "manifest.json"];

/** The manifest of a run that came to its end, with every file in its staging folder. */
export async function doneManifest(
  job: Job,
  identity: RunIdentity,
  { staged, verdict, modelVersion, decided }: RunResults,
  gates: RunManifest["gates"],
): Promise<RunManifest> {
  const { challenger, promotion } = decided;
  const { champion } = identity.standing;
  return {
    ...commonOf(job, identity),
    status: "done",
    inputs: inputsOf(staged, identity, unitsPerMinor(job)),
    stages: job.stages,
    gates,
    promotion: {
      decision: promotion.decision,
      provisional: promotion.provisional,
      champion: champion === undefined ? null : fingerprintOf(champion.model),
      fitted: fingerprintOf(challenger.fit.model),
      reasons: promotion.reasons.map((reason) => reason[job.configuration.language]),
    },
    outputs: await outputsOf(job.engine, job.staging),
    model: { version: modelVersion, file: "model.json" },
    verdict: { word: verdict.word, sentences: [...verdict.sentences] },
  };
}

/** The manifest of a run that failed: how far it came, and why. */
export function failedManifest(job: Job, identity: RunIdentity, error: unknown): RunManifest {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...commonOf(job, identity),
    status: "failed",
    error: reason,
    inputs: [],
    stages: job.stages,
    gates: [],
    promotion: { decision: "none", provisional: false, champion: null, fitted: null, reasons: [] },
    outputs: [],
    model: null,
    verdict: null,
  };
}

/** What the command prints of a published run. */
export function outcomeOf(manifest: RunManifest, runDir: string, status: RunOutcome["status"]): RunOutcome {
  const failed = manifest.gates.filter((gate) => !gate.passed);
  const verdict = manifest.verdict ?? { word: "", sentences: [] };
  const language = languageOf(manifest);
  const { heading, unchanged, notDelivered, report, model, decisions } = texts[language];
  const { decision, reasons } = manifest.promotion;
  const { decimal, date } = writers[language];
  return {
    status,
    exitCode: failed.length === 0 ? 0 : 4,
    runId: manifest.runId,
    runDir,
    asOf: manifest.asOf,
    promotion: manifest.promotion.decision,
    verdict,
    summary: [
      `${heading(manifest.project, date(manifest.asOf))}: ${verdict.word}`,
      ...verdict.sentences.map((sentence) => `  ${sentence}`),
      `${model}: ${decisions[decision]}${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}`,
      ...(status === "unchanged" ? [unchanged] : []),
      ...failed.map(({ sentence, value, needed }) => notDelivered(sentence, decimal(value, 2), decimal(needed, 2))),
      `${report}: ${join(runDir, "report.html")}`,
    ],
  };
}

function commonOf({ configuration, recorded, options }: Job, { runId, backend }: RunIdentity) {
  return {
    schemaVersion: 1 as const,
    runId,
    project: configuration.project,
    asOf: options.asOf,
    seed: configuration.segments.seed,
    version: options.version,
    backend,
    currency: configuration.currency,
    configuration: recorded,
    configurationSha256: sha256OfValue(recorded),
  };
}

function inputsOf(
  { accounts }: StagedTables,
  { hashes }: RunIdentity,
  unitsPerMinorUnit: number,
): RunManifest["inputs"] {
  return accounts.map(({ table, files, rowsRead, accepted, quarantined, excluded }) => ({
    table,
    files: files.map(({ name, rows }, i) => ({ name, rows, sha256: hashes.get(table)?.[i] ?? "" })),
    rowsRead,
    accepted,
    quarantined,
    excluded: excluded.map(({ policy, rows, amount }) => ({
      policy,
      rows,
      ...(amount === undefined ? {} : { amountMinor: Math.round(amount / unitsPerMinorUnit) }),
    })),
  }));
}

async function outputsOf(engine: Engine, folder: string): Promise<RunManifest["outputs"]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.startsWith("work") && !notOutputs.includes(file) && statSync(join(folder, file)).isFile())
    .sort();
  const outputs: RunManifest["outputs"] = [];
  for (const file of files) {
    const path = join(folder, file);
    const sha256 = await sha256OfFile(path);
    if (!file.endsWith(".parquet")) outputs.push({ file, sha256 });
    else {
      const [{ n }] = await engine.rows(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${engine.dialect.parquet(path)}`);
      outputs.push({ file, rows: Number(n), sha256 });
    }
  }
  return outputs;
}

function unitsPerMinor({ configuration }: Job): number {
  return moneyUnitsOf(configuration.currency) / 10 ** currencyDigits(configuration.currency);
}

function languageOf({ configuration }: RunManifest): Language {
  return languageSchema.catch("en").parse(configuration.language);
}

const texts = translations({
  en: {
    heading: (project: string, asOf: string) => `${project} as of ${asOf}`,
    unchanged: "Nothing has changed since this run was published; --force runs it again.",
    notDelivered: (what: string, value: string, needed: string) =>
      `Not delivered: ${what} is ${value}, needed ${needed}.`,
    report: "Report",
    model: "Model",
    decisions: {
      none: "kept for its own day only",
      first: "the new one is the champion",
      promoted: "the new one is the champion now",
      kept: "the champion stays",
      withheld: "the new one did not become the champion",
    } satisfies Record<RunManifest["promotion"]["decision"], string>,
  },
  ru: {
    heading: (project, asOf) => `${project} на ${asOf}`,
    unchanged: "С публикации этого запуска ничего не изменилось; --force выполнит его заново.",
    notDelivered: (what, value, needed) => `Не передано: ${what} — ${value}, нужно ${needed}.`,
    report: "Отчёт",
    model: "Модель",
    decisions: {
      none: "сохранена только для своей даты",
      first: "введена в действие",
      promoted: "введена в действие новая модель",
      kept: "действующая модель остаётся",
      withheld: "новая модель не введена в действие",
    },
  },
});
