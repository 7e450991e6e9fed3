import { join } from "node:path";
import type { Engine } from "../engine/engine.ts";
import type { Text } from "../language/text.ts";
import { collectGarbage } from "./collect-garbage.ts";
import type { LoadedConfiguration } from "./configuration.ts";
import type { RunLog } from "./log.ts";
import type { RunManifest } from "./manifest.ts";
import type { RunOptions } from "./run-contract.ts";
import type { TimingsCollector } from "./timings.ts";

/** What became of a stage, as the manifest says it. */
export type StageRecord = RunManifest["stages"][number];

/** A run in the making: what every stage works with. */
export interface Job extends LoadedConfiguration {
  readonly options: RunOptions;
  readonly projectDir: string;
  /** Folder of the project's models. */
  readonly registry: string;
  /** Folder of the run's files until they are published. */
  readonly staging: string;
  readonly engine: Engine;
  readonly log: RunLog;
  readonly timings: TimingsCollector;
  /** Filled as stages end. */
  readonly stages: StageRecord[];
  readonly closed: { yet: boolean };
}

/** Names of the stages in their order, as the progress line counts them. */
export const stageNames = [
  "inputs",
  "features",
  "segments",
  "stability",
  "windows",
  "structures",
  "transitions",
  "activity",
  "movers",
  "lifetime value",
  "figures",
  "models",
  "publication",
] as const;
export type StageName = (typeof stageNames)[number];

/** What a stage tells about itself besides its result: the log takes it in English, the manifest in the run's language. */
export type StageNotes = Partial<Pick<StageRecord, "status" | "rowsIn" | "rowsOut">> & {
  readonly reason?: Text;
  readonly warnings?: readonly Text[];
};

/** Path of one of the run's files. */
export function fileOf(job: Job, name: string): string {
  return join(job.staging, name);
}

/**
 * Does one stage of the job: announces it, measures it, records what became of it.
 *
 * @param work returns its result and what the manifest shall say of it
 * @throws the reason of the signal when the run is to stop
 */
export async function stage<T>(job: Job, name: StageName, work: () => Promise<readonly [T, StageNotes]>): Promise<T> {
  const { signal, progress } = job.options;
  signal.throwIfAborted();
  collectGarbage();
  progress.stage(name, { index: stageNames.indexOf(name) + 1, total: stageNames.length });
  job.timings.stage(name);
  job.log.info(`${name}: begins`);
  const [result, { warnings = [], status = "done", reason, ...rows }] = await work().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    job.stages.push({ name, status: "failed", reason, warnings: [] });
    job.log.error(`${name}: failed`, error);
    throw error;
  });
  signal.throwIfAborted();
  for (const warning of warnings) {
    progress.note(warning.en);
    job.log.warn(warning.en);
  }
  if (reason !== undefined) job.log.info(reason.en);
  const { language } = job.configuration;
  job.stages.push({
    name,
    status,
    ...rows,
    ...(reason === undefined ? {} : { reason: reason[language] }),
    warnings: warnings.map((warning) => warning[language]),
  });
  job.log.info(`${name}: ${status}`, { ...rows, ...(reason === undefined ? {} : { reason: reason.en }) });
  return result;
}
