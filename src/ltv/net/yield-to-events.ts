/**
 * Lets waiting events run, such as the Ctrl-C that sets `signal`, and stops if it is set.
 *
 * @throws the reason of `signal`
 */
export async function yieldToEvents(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
