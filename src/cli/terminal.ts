import type { SignalSource } from "../run/interruption.ts";
import type { RunBatch } from "../run/run-contract.ts";

/** The world around the command line. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: SignalSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly loadRunBatch: () => Promise<RunBatch>;
}
