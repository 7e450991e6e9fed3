import type { EventEmitter } from "node:events";

/** Thrown through a run that the user or the system asked to stop. */
export class Interruption extends Error {
  /** 128 and the number of the signal, as shells have it. */
  readonly exitCode: 130 | 143;

  constructor(exitCode: 130 | 143) {
    super(exitCode === 130 ? "interrupted; nothing was published" : "terminated; nothing was published");
    this.name = "Interruption";
    this.exitCode = exitCode;
  }
}

/** The part of `process` that signals come through. */
export type SignalSource = Pick<EventEmitter, "on" | "off"> & { exit(code: number): void };

/**
 * Turns Ctrl-C and SIGTERM into an aborted signal whose reason is an `Interruption`, so that a run ends at its next
 * `signal.throwIfAborted()` and tidies up. A second one ends the process at once; the next run removes what is left.
 *
 * @returns the signal, and a function that stops listening
 */
export function listenForInterruption(source: SignalSource): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();

  function interrupt(exitCode: 130 | 143) {
    if (controller.signal.aborted) source.exit(exitCode);
    else controller.abort(new Interruption(exitCode));
  }

  const onInterrupt = () => interrupt(130);
  const onTerminate = () => interrupt(143);
  source.on("SIGINT", onInterrupt);
  source.on("SIGTERM", onTerminate);
  return {
    signal: controller.signal,
    stop() {
      source.off("SIGINT", onInterrupt);
      source.off("SIGTERM", onTerminate);
    },
  };
}
