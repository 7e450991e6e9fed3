import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { join } from "node:path";
import type { IsoDate } from "../math/calendar.ts";
import { renameWithRetry, syncEntries, syncFolder } from "../storage/durable-files.ts";
import { writingTo } from "../storage/output-error.ts";
import { type RunManifest, writeManifest } from "./manifest.ts";
import { ensureRecorded, recordRun } from "./run-index.ts";

/** What a failed run leaves behind. */
const keptOfFailure = ["manifest.json", "log.ndjson", "rejects.parquet"];

/**
 * Mends what a killed run left: a replaced run goes back to its place if its replacement never came, unfinished
 * folders are removed, published runs are recorded. Call it while holding the project's lock, before anything else.
 *
 * @throws UserError(2) when the project's folder cannot be written
 */
export async function recoverProject(projectDir: string): Promise<void> {
  await writingTo(projectDir, async () => {
    for (const asOf of namesIn(replacedOf(projectDir))) {
      for (const runId of namesIn(join(replacedOf(projectDir), asOf))) {
        const place = join(projectDir, asOf, runId);
        if (!fs.existsSync(place)) await renameWithRetry(join(replacedOf(projectDir), asOf, runId), place);
      }
    }
    removeFolder(stagingOf(projectDir));
    for (const name of namesIn(projectDir)) {
      if (/^latest\.json\.\d+$/.test(name)) fs.rmSync(join(projectDir, name), { force: true });
    }
    ensureRecorded(projectDir);
  });
}

/**
 * A new folder for the files of a run in the making, on the same file system as its later place.
 *
 * @throws UserError(2) when it cannot be made
 */
export async function openStaging(projectDir: string, runId: string): Promise<string> {
  const staging = join(stagingOf(projectDir), `${runId}-${randomBytes(4).toString("hex")}`);
  await writingTo(projectDir, () => fs.mkdirSync(staging, { recursive: true }));
  return staging;
}

/** Removes the folder of a run that will not be published. */
export function discardStaging(staging: string): void {
  removeFolder(staging);
}

/**
 * Writes the manifest and makes a complete staging folder visible as `<project>/<as-of>/<run-id>/` by one rename,
 * then records it in the index and in `latest.json`. A run of the same id is replaced, whole by whole. All files of the
 * folder must be closed.
 *
 * @returns the run's folder
 * @throws UserError(2) when the place cannot be written: nothing is published then, or, if only the record could not be
 *   written, `recoverProject` completes it
 */
export async function publishRun(projectDir: string, staging: string, manifest: RunManifest): Promise<string> {
  return writingTo(projectDir, async () => {
    writeManifest(staging, manifest);
    syncFolder(staging);
    const place = join(projectDir, manifest.asOf, manifest.runId);
    fs.mkdirSync(join(projectDir, manifest.asOf), { recursive: true });
    const replaced = await setAside(projectDir, manifest.asOf, manifest.runId);
    try {
      await renameWithRetry(staging, place);
    } catch (error) {
      if (replaced !== undefined) await renameWithRetry(replaced, place);
      throw error;
    }
    syncEntries(join(projectDir, manifest.asOf));
    recordRun(projectDir, manifest);
    if (replaced !== undefined) removeFolder(replaced);
    return place;
  });
}

/**
 * Keeps manifest, log and rejects of a failed run as `<project>/failed/<run-id>/`, in place of those of an earlier
 * failure of the same id. It is no published run and is not recorded.
 *
 * @returns the folder
 */
export async function keepFailed(projectDir: string, staging: string, manifest: RunManifest): Promise<string> {
  return writingTo(projectDir, async () => {
    writeManifest(staging, manifest);
    for (const name of namesIn(staging)) if (!keptOfFailure.includes(name)) removeFolder(join(staging, name));
    const place = join(projectDir, "failed", manifest.runId);
    fs.mkdirSync(join(projectDir, "failed"), { recursive: true });
    removeFolder(place);
    await renameWithRetry(staging, place);
    return place;
  });
}

/** Moves a published run out of the way; until its replacement is there, `recoverProject` would bring it back. */
async function setAside(projectDir: string, asOf: IsoDate, runId: string): Promise<string | undefined> {
  const place = join(projectDir, asOf, runId);
  if (!fs.existsSync(place)) return undefined;
  const aside = join(replacedOf(projectDir), asOf, runId);
  fs.mkdirSync(join(replacedOf(projectDir), asOf), { recursive: true });
  removeFolder(aside);
  await renameWithRetry(place, aside);
  return aside;
}

function stagingOf(projectDir: string): string {
  return join(projectDir, ".staging");
}

function replacedOf(projectDir: string): string {
  return join(stagingOf(projectDir), "replaced");
}

function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
}

function removeFolder(path: string): void {
  fs.rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
