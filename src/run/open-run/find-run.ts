import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type IsoDate, isoDate } from "../../math/calendar.ts";
import { UserError } from "../../user-error.ts";
import { manifestFile, type RunManifest, runManifest } from "../manifest.ts";
import { readIndex } from "../run-index.ts";

/** Where runs are and which one is meant: of several as of the same day, the one published last. */
export interface RunPlace {
  /** Folder the runs were published to, as `tessera run --out` got it. */
  readonly out: string;
  readonly project: string;
  /** The newest as-of when left out. */
  readonly asOf?: string;
}

/**
 * The folder of a published run.
 *
 * @throws UserError(2) when there is none, with what there is
 */
export function findRun({ out, project, asOf }: RunPlace): string {
  const projectDir = resolve(out, project);
  const wanted = asOf === undefined ? undefined : dayOf(asOf);
  const runs = readIndex(projectDir)
    .map((entry) => ({ asOf: entry.asOf, dir: join(projectDir, entry.asOf, entry.runId) }))
    .filter(({ dir }) => existsSync(dir));
  if (runs.length === 0)
    throw new UserError(2, `openRun: there is no run of ${project} in ${resolve(out)}; publish one with tessera run`);
  const last =
    wanted ??
    runs
      .map((run) => run.asOf)
      .sort()
      .at(-1);
  const found = runs.findLast((run) => run.asOf === last);
  if (found !== undefined) return found.dir;
  const days = [...new Set(runs.map((run) => run.asOf))].sort();
  throw new UserError(2, `openRun: there is no run of ${project} as of ${asOf}; there are ${days.join(", ")}`);
}

/**
 * The manifest of a finished run.
 *
 * @throws UserError(2) when the folder holds no run, one of another schema version, a damaged or a failed one
 */
export function manifestOf(dir: string): RunManifest {
  const path = join(dir, manifestFile);
  if (!existsSync(path))
    throw new UserError(
      2,
      `openRun: ${dir} is no run: it has no ${manifestFile}; give a folder such as runs/shop/2026-01-01/4f1c9a7be2d05836`,
    );
  const value = parsed(path);
  const version =
    typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : "none";
  const known = runManifest.shape.schemaVersion.value;
  if (version !== known)
    throw new UserError(
      2,
      `openRun: ${dir} has schema version ${version}, this version of Tessera reads ${known}; run it again`,
    );
  const { data, error } = runManifest.safeParse(value);
  if (data === undefined) {
    const [{ path: at, message }] = error.issues;
    throw new UserError(2, `openRun: ${path} is damaged: ${at.join(".")}: ${message}`);
  }
  if (data.status === "failed")
    throw new UserError(2, `openRun: ${dir} is a failed run and holds no results: ${data.error}`);
  return data;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(2, `openRun: ${path} is damaged: ${error instanceof Error ? error.message : error}`);
  }
}

function dayOf(text: string): IsoDate {
  const { data } = isoDate.safeParse(text);
  if (data === undefined) throw new UserError(2, `openRun: asOf is "${text}", needed a day such as 2026-01-01`);
  return data;
}
