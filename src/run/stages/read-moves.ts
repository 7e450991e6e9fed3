import { offeredFeatures } from "../../features/offered-features.ts";
import { createFeatureBuffers, customersSeen, readWindow } from "../../features/read-window.ts";
import { isWhole, type Window } from "../../features/window.ts";
import { hashShare } from "../../math/hash-share.ts";
import type { StateHistory } from "../../segments/segmentation.ts";
import { type MovesOfWindow, movesOfWindow } from "../../transitions/moves-of-window.ts";
import type { Job } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";

/** Customers who are followed at most, and numbers that are held of them: 8 bytes each. */
const mostCustomers = 50_000;
const mostNumbers = 6_000_000;
/** What the hash of a customer is asked for. */
const drawing = 5;

/**
 * Features and moves of a random part of the customers in every pair of neighbouring windows that see all of their time,
 * oldest first: the same people in each, drawn by a hash of their number, with all features that people are told of.
 */
export async function readMoves(
  job: Job,
  { windows, table, history: past, context }: RunFeatures,
  { labels }: StateHistory,
): Promise<MovesOfWindow[]> {
  const { engine, configuration, options } = job;
  const pairs = wholePairs(windows);
  const numbers = pairs.length * table.features.length * past.knownFrom.length;
  const share = Math.min(mostCustomers / past.knownFrom.length, mostNumbers / numbers);
  const isDrawn = (customer: number) => hashShare(customer, drawing, configuration.segments.seed) < share;
  const families = [...new Set(table.features.map(({ family }) => family))];
  const moves: MovesOfWindow[] = [];
  for (const [done, at] of pairs.entries()) {
    options.signal.throwIfAborted();
    const window = windows[at];
    const { features } = offeredFeatures(families, { ...context, window });
    const drawn = customersSeen(window, past).filter(isDrawn);
    const buffers = createFeatureBuffers(drawn.length, features.length);
    const seen = await readWindow(engine, features, context.staged, window, past, buffers, drawn);
    moves.push(movesOfWindow(seen, labels[at], labels[at + 1]));
    options.progress.update({ share: (done + 1) / pairs.length / 2 });
  }
  return moves;
}

/** Places of the windows that, like the one after them, see all of their time. */
function wholePairs(windows: readonly Window[]): number[] {
  return [...windows.keys()].filter(
    (at) => at + 1 < windows.length && isWhole(windows[at]) && isWhole(windows[at + 1]),
  );
}
