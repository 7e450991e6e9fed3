/** What a long computation offers to the one who waits for it. */
export interface Waiting {
  /** Stops the computation at its next checkpoint; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the share done, 0…1, never falling. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Lets timers and signals have their turn between two fits.
 *
 * @throws the reason of the signal when it is aborted
 */
export async function checkpoint(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** The part of a wait that runs from one share of the whole to another. */
export function partOf(waiting: Waiting, from: number, until: number): Waiting {
  const { signal, onProgress } = waiting;
  return { signal, onProgress: onProgress && ((share) => onProgress(from + share * (until - from))) };
}
