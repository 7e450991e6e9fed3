import fs from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { type IsoDate, isoDate } from "../math/calendar.ts";
import { canonicalJson } from "../storage/canonical-json.ts";
import { replaceFile } from "../storage/replace-file.ts";
import { type RunManifest, readManifest } from "./manifest.ts";

/** One line of `runs/index.ndjson`. A run published again by `--force` has one line for each time. */
export const indexEntry = z.object({
  project: z.string(),
  asOf: isoDate,
  runId: z.string(),
  dir: z.string().describe("From the folder of index.ndjson, with slashes."),
  version: z.string(),
  promotion: z.string(),
  verdict: z.string().nullable(),
  publishedAt: z.string().describe("ISO 8601, UTC."),
});
export type IndexEntry = z.output<typeof indexEntry>;

/** What a published run is called in the run index. */
export interface PublishedRun {
  readonly dir: string;
  readonly manifest: RunManifest;
}

/** The published run of an id; undefined when there is none. */
export function findPublished(projectDir: string, asOf: IsoDate, runId: string): PublishedRun | undefined {
  const dir = join(projectDir, asOf, runId);
  const manifest = readManifest(dir);
  return manifest?.status === "done" && manifest.runId === runId ? { dir, manifest } : undefined;
}

/** Appends a published run to the index and lets `latest.json` name the newest run. */
export function recordRun(projectDir: string, manifest: RunManifest): void {
  appendLine(indexFileOf(projectDir), canonicalJson(entryOf(projectDir, manifest)));
  writeLatest(projectDir);
}

/**
 * Completes the index and `latest.json` with runs that were published by a process killed before it could record them.
 * Cheap: besides the index only folders are listed, and the manifests of missing runs read.
 */
export function ensureRecorded(projectDir: string): void {
  const recorded = new Set(readIndex(projectDir).map(({ asOf, runId }) => `${asOf}/${runId}`));
  for (const { asOf, runId } of publishedRuns(projectDir)) {
    if (recorded.has(`${asOf}/${runId}`)) continue;
    const published = findPublished(projectDir, asOf, runId);
    if (published !== undefined)
      appendLine(indexFileOf(projectDir), canonicalJson(entryOf(projectDir, published.manifest)));
  }
  writeLatest(projectDir);
}

/** The project's lines of the index, in the order of publication. Lines torn by a crash are passed over. */
export function readIndex(projectDir: string): IndexEntry[] {
  const project = basename(projectDir);
  const text = fs.existsSync(indexFileOf(projectDir)) ? fs.readFileSync(indexFileOf(projectDir), "utf8") : "";
  return text.split("\n").flatMap((line) => {
    try {
      const entry = indexEntry.safeParse(JSON.parse(line)).data;
      return entry?.project === project ? [entry] : [];
    } catch {
      return [];
    }
  });
}

function indexFileOf(projectDir: string): string {
  return join(dirname(projectDir), "index.ndjson");
}

function entryOf(projectDir: string, { project, asOf, runId, version, promotion, verdict }: RunManifest): IndexEntry {
  const dir = `${basename(projectDir)}/${asOf}/${runId}`;
  const publishedAt = new Date().toISOString();
  return {
    project,
    asOf,
    runId,
    dir,
    version,
    promotion: promotion.decision,
    verdict: verdict?.word ?? null,
    publishedAt,
  };
}

/** One write, so that lines of projects that publish at the same time do not mix. */
function appendLine(path: string, line: string): void {
  const file = fs.openSync(path, "a+");
  try {
    const { size } = fs.fstatSync(file);
    const last = Buffer.alloc(1);
    if (size > 0) fs.readSync(file, last, 0, 1, size - 1);
    const torn = size > 0 && last.toString() !== "\n";
    fs.writeSync(file, `${torn ? "\n" : ""}${line}\n`);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** The newest run is the one with the last as-of, of several the one published last; gone ones do not count. */
function writeLatest(projectDir: string): void {
  const path = join(projectDir, "latest.json");
  const runs = readIndex(projectDir).filter(({ asOf, runId }) => fs.existsSync(join(projectDir, asOf, runId)));
  const newest = runs.reduce<IndexEntry | undefined>(
    (best, run) => (best && best.asOf > run.asOf ? best : run),
    undefined,
  );
  if (newest === undefined) return;
  const { project, asOf, runId } = newest;
  const text = `${canonicalJson({ project, asOf, runId, dir: `${asOf}/${runId}` }, 2)}\n`;
  if (!fs.existsSync(path) || fs.readFileSync(path, "utf8") !== text) replaceFile(path, text);
}

function publishedRuns(projectDir: string): { asOf: IsoDate; runId: string }[] {
  return subfolders(projectDir).flatMap((folder) => {
    const asOf = isoDate.safeParse(folder).data;
    return asOf === undefined ? [] : subfolders(join(projectDir, folder)).map((runId) => ({ asOf, runId }));
  });
}

function subfolders(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
