import type { IsoDate } from "../math/calendar.ts";
import type { PromotionPolicy } from "../stability/promotion.ts";
import type { Environment } from "./environment-values.ts";
import type { Progress } from "./progress.ts";

export interface RunOptions {
  readonly configFile: string;
  /** First day that is not seen. */
  readonly asOf: IsoDate;
  /** Folder of all projects' runs. */
  readonly out: string;
  /** Folder of all projects' models. */
  readonly models: string;
  /** Whether a model that is proved replaces the champion, or waits for people. */
  readonly promote: PromotionPolicy;
  /** Run again though a run of the same id is published, and replace it. */
  readonly force: boolean;
  /** Of Tessera. */
  readonly version: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Receives every line of log.ndjson. */
  readonly onLog?: (line: string) => void;
}

export interface RunOutcome {
  /** unchanged: a run of the same id was published before. */
  readonly status: "done" | "unchanged";
  /** 4: the model fails its own gates; the run is kept, not delivered. */
  readonly exitCode: 0 | 4;
  readonly runId: string;
  readonly runDir: string;
  readonly asOf: IsoDate;
  readonly promotion: string;
  readonly verdict: { readonly word: string; readonly sentences: readonly string[] };
  /** For people, one line each. */
  readonly summary: readonly string[];
}

/** The batch job; throws UserError, Interruption, or whatever a bug throws. */
export type RunBatch = (options: RunOptions) => Promise<RunOutcome>;
