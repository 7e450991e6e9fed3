import { middleOf, type Window } from "./window.ts";

/**
 * The time between the earliest beginning and the latest end of a run's windows, cut wherever a window begins, ends or
 * has its middle: every window, and its later half, is a row of neighbouring spans.
 */
export interface Spans {
  /** First day of each span, ascending, then the day after the last span. */
  readonly edges: readonly number[];
}

export function cutSpans(windows: readonly Window[]): Spans {
  const edges = windows.flatMap((window) => [window.from, middleOf(window), window.until]);
  return { edges: [...new Set<number>(edges)].sort((a, b) => a - b) };
}

/**
 * Number of the span that begins on a day.
 *
 * @throws RangeError when none does: the spans were cut for other windows
 */
export function spanFrom({ edges }: Spans, day: number): number {
  const span = edges.indexOf(day);
  if (span === -1) throw new RangeError(`spans: none begins on day ${day}; cut them for the windows that are read`);
  return span;
}

/** Number of the span of each day from the first one to the last. */
export function spansOfDays({ edges }: Spans): Int16Array {
  const spans = new Int16Array(Math.max(0, edges[edges.length - 1] - edges[0]) || 0);
  for (let span = 0; span + 1 < edges.length; span++)
    spans.fill(span, edges[span] - edges[0], edges[span + 1] - edges[0]);
  return spans;
}
