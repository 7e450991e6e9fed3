import { resolve } from "node:path";
import { type ColumnTable, table } from "arquero";
import { currencyDigits } from "../inputs/currency.ts";
import { language } from "../language/text.ts";
import { dormant, none } from "../segments/segmentation.ts";
import { dormant as dormantName, neverBought } from "../segments/state-names.ts";
import type { RunManifest } from "./manifest.ts";
import { findRun, manifestOf, type RunPlace } from "./open-run/find-run.ts";
import { ltvModelTable, ltvTable } from "./open-run/ltv-tables.ts";
import { profileTable } from "./open-run/profile-table.ts";
import type { Columns } from "./open-run/read-parquet.ts";
import { runFiles } from "./open-run/run-files.ts";
import { crossTable, structureTable } from "./open-run/structure-tables.ts";
import { windowTable } from "./open-run/window-table.ts";

/** Columns to read of a long table; all when left out, which costs the more time and memory. */
export interface Chosen {
  readonly columns?: readonly string[];
}

/**
 * A finished run as tables.
 *
 * What is as long as the results of a model is an arquero table; what is as long as the base comes in batches of at most
 * 122,880 rows, in the order of the file. Money is in units of `manifest.currency`, dates are texts
 * `yyyy-mm-dd`, shares are 0…1, unknown is null. A file is compared with the hash in the manifest when it is first read.
 */
export interface FinishedRun {
  /** The run's folder. */
  readonly dir: string;
  readonly manifest: RunManifest;
  /** Whether the segments are safe to use, in words, and why. */
  readonly verdict: RunManifest["verdict"];
  /** What segments and reserved states are called, in the language of the run, by id. */
  readonly stateNames: () => Promise<ReadonlyMap<string, string>>;
  /** A row per segment: size, shares, figures, and centre, mean and contrast of every feature side by side. */
  readonly segments: () => Promise<ColumnTable>;
  /** The same features as rows: `segment_id`, `name`, `feature`, `level`, `centre`, `mean`, `contrast`. */
  readonly profiles: () => Promise<ColumnTable>;
  /** A row per part of every way the base is divided: `structure`, `part`, `customers`, `share`. */
  readonly structures: () => Promise<ColumnTable>;
  /** Customers in every pair of parts of two structures, columns named as these; against `segment` when one is given. */
  readonly crossTable: (structure: string, against?: string) => Promise<ColumnTable>;
  /** Business figures: `scope`, `key`, `period_start`, `period_end`, `period_kind`, `metric`, `value` and what it is made of. */
  readonly metrics: () => Promise<ColumnTable>;
  /** Sizes of segments and reserved states at the end of every window: `as_of`, `segment_id`, `customers`, `share`. */
  readonly windows: () => Promise<ColumnTable>;
  /** Moves between neighbouring windows and `pooled` over all: count, probability and its interval. */
  readonly transitions: () => Promise<ColumnTable>;
  /** Forecast money per segment: sum, share, mean and quantiles over customers; no rows when it was refused. */
  readonly ltv: () => Promise<ColumnTable>;
  /** How the competing forecasts of lifetime value fared, a row each; no rows when it was refused. */
  readonly ltvModels: () => Promise<ColumnTable>;
  /** Everybody, in batches: where they are, who they were so far, what they are worth. */
  readonly customers: (chosen?: Chosen) => AsyncGenerator<ColumnTable, void>;
  /** Features of those who were put into segments, in batches. */
  readonly features: (chosen?: Chosen) => AsyncGenerator<ColumnTable, void>;
  /** The state of everybody at the end of every window, in batches. */
  readonly customerWindows: (chosen?: Chosen) => AsyncGenerator<ColumnTable, void>;
}

/**
 * Opens a finished run; only its manifest is read at once.
 *
 * @param where the run's folder, or where its project was published
 * @throws UserError(2) when there is no run, when it failed, or when another version of Tessera wrote it. The readers throw
 *   UserError(2) for a file that is missing or is not the one that was published, and for an unknown column or structure.
 *
 * @example
 * const run = openRun({ out: "runs", project: "shop" }); // the newest
 * for await (const batch of run.customers({ columns: ["customer_id", "ltv"] })) console.log(batch.numRows());
 */
export function openRun(where: string | RunPlace): FinishedRun {
  const dir = typeof where === "string" ? resolve(where) : findRun(where);
  const manifest = manifestOf(dir);
  const files = runFiles(dir, manifest);
  const digits = currencyDigits(manifest.currency);
  const customers = () => files.parquet("customers.parquet");
  const whole = async (name: string) => tableOf(await files.whole(name));

  async function* streamed(name: string, { columns }: Chosen = {}): AsyncGenerator<ColumnTable, void> {
    const { batches } = await files.parquet(name);
    for await (const batch of batches(columns)) yield tableOf(batch);
  }

  return {
    dir,
    manifest,
    verdict: manifest.verdict,
    stateNames: async () => namesOf(await files.whole("segments.parquet"), manifest),
    segments: () => whole("segments.parquet"),
    profiles: async () => profileTable(await files.whole("segments.parquet")),
    structures: async () => structureTable(await customers()),
    crossTable: async (structure, against = "segment") => crossTable(await customers(), structure, against),
    metrics: () => whole("kpis.parquet"),
    windows: async () => windowTable(await files.parquet("windows.parquet")),
    transitions: () => whole("transitions.parquet"),
    ltv: async () => ltvTable(await customers(), digits),
    ltvModels: async () => ltvModelTable(await files.json("ltv_evaluation.json"), digits),
    customers: (chosen) => streamed("customers.parquet", chosen),
    features: (chosen) => streamed("features.parquet", chosen),
    customerWindows: (chosen) => streamed("windows.parquet", chosen),
  };
}

function tableOf(columns: Columns): ColumnTable {
  return table([...columns]);
}

function namesOf(segments: Columns, { configuration }: RunManifest): ReadonlyMap<string, string> {
  const spoken = language.catch("en").parse(configuration.language);
  const names = segments.get("name") ?? [];
  return new Map([
    ...(segments.get("segment_id") ?? []).map((id, i): [string, string] => [String(id), String(names[i])]),
    [none, neverBought[spoken]],
    [dormant, dormantName[spoken]],
  ]);
}
