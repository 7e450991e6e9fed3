import { basename } from "node:path";
import type { TableName } from "../inputs/columns.ts";
import { type LocatedFiles, locateInputs } from "../inputs/stage-inputs.ts";
import { sha256OfFile } from "../storage/sha256.ts";
import { type Standing, standingOf } from "./champion.ts";
import type { Job } from "./job.ts";
import { runId } from "./run-id.ts";

/** What makes this run this run. */
export interface RunIdentity {
  readonly runId: string;
  /** The id it would have without a champion: the same whatever is in the registry. */
  readonly request: string;
  /** What it found in the registry. */
  readonly standing: Standing;
  readonly files: LocatedFiles;
  /** Per table, the hash of each file in the order they are read. */
  readonly hashes: ReadonlyMap<TableName, readonly string[]>;
  readonly backend: string;
}

/**
 * Finds the input files and the champion, hashes them and names the run.
 *
 * @throws UserError 2 when a path names no file or the registry is damaged
 */
export async function identifyRun(job: Job, backend: string): Promise<RunIdentity> {
  const { configuration, engine, options } = job;
  const files = await locateInputs(engine, configuration.sources, job.baseDir);
  const hashes = new Map<TableName, readonly string[]>();
  for (const [table, paths] of files) {
    const sums: string[] = [];
    for (const path of paths) sums.push(await sha256OfFile(path, options.signal));
    hashes.set(table, sums);
  }
  const inputs = [...files].map(([table, paths]) => ({
    table,
    files: paths.map((path, i) => ({ name: basename(path), sha256: hashes.get(table)?.[i] ?? "" })),
  }));
  const { asOf, version, promote } = options;
  const { seed } = configuration.segments;
  const idWith = (champion: string) =>
    runId({ inputs, configuration, asOf, seed, version, champion, promote, backend });
  const request = idWith("none");
  const standing = await standingOf(job.registry, asOf, request);
  return { runId: idWith(standing.champion?.sha256 ?? "none"), request, standing, files, hashes, backend };
}
