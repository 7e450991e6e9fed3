import type { BackfillOptions, BackfillOutcome } from "../run/backfill.ts";
import type { CheckInputs } from "../run/check/check-inputs.ts";
import type { CompareProgramme } from "../run/compare/compare-programme.ts";
import type { InitConfiguration } from "../run/init/init-configuration.ts";
import type { SignalSource } from "../run/interruption.ts";
import type * as Models from "../run/models/manage-models.ts";
import type { RunBatch } from "../run/run-contract.ts";
import type { ScoreOptions, ScoreOutcome } from "../run/score/score-customers.ts";

/** The world around the command line. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: SignalSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Asks for a line; absent when no person is there to answer. */
  readonly ask?: (prompt: string) => Promise<string>;
  readonly loadRunBatch: () => Promise<RunBatch>;
  readonly loadInit: () => Promise<InitConfiguration>;
  readonly loadCheck: () => Promise<CheckInputs>;
  readonly loadCompare: () => Promise<CompareProgramme>;
  readonly loadBackfill: () => Promise<(options: BackfillOptions) => Promise<BackfillOutcome>>;
  readonly loadScore: () => Promise<(options: ScoreOptions) => Promise<ScoreOutcome>>;
  readonly loadModels: () => Promise<typeof Models>;
}
