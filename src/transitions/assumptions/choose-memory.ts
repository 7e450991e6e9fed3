import * as z from "zod";
import type { LabelWindows } from "./count-paths.ts";
import { refusedTest } from "./order-test.ts";
import { countMovesFrom, type Memory, remember, windowsWithout } from "./states-with-history.ts";

export const memoryChoiceResult = z.strictObject({
  status: z.literal("done"),
  chosen: z.enum(["none", "previous", "age"]),
  /** Moves of the last pair of windows that were predicted. */
  moves: z.int(),
  candidates: z.array(
    z.strictObject({
      memory: z.enum(["none", "previous", "age"]),
      /** Mean log-likelihood of a move, in nats. */
      logLikelihood: z.number(),
      /** How much above that without memory, and the standard error of it; 0 without memory. */
      gain: z.number(),
      standardError: z.number(),
    }),
  ),
});
export const memoryChoiceSchema = z.discriminatedUnion("status", [memoryChoiceResult, refusedTest]);
export type MemoryChoice = z.output<typeof memoryChoiceSchema>;

const memories: readonly Memory[] = ["none", "previous", "age"];
/** Two windows before age is known, a pair to learn from, and a pair to predict. */
const neededWindows = windowsWithout.age + 3;

/**
 * Which memory foretells moves best: the segment alone, the one before, or how long it has lasted. Each learns from the
 * same pairs of windows (origins from the third window on) and predicts the last pair, which none has seen. The best
 * mean log-likelihood wins; a memory that is ahead of none by less than a standard error does not.
 *
 * Chances of an enlarged state lean to those of its segment, and these to the shares of all destinations, by one move
 * each, so that states with few customers foretell what their segment does.
 *
 * Refused with fewer than five windows, and where nobody moves in the last pair. O(N·windows + k³).
 *
 * @param k segments; labels are 0…k−1, or −1
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function chooseMemory(windows: LabelWindows, k: number): MemoryChoice {
  if (windows.length < neededWindows) return { status: "refused", reason: tooFewWindows(windows.length) };
  const last = windows.length - 2;
  const known = memories.map((memory) => {
    const remembering = remember(windows, k, memory);
    const movesAt = (w: number) => countMovesFrom(remembering, w - windowsWithout[memory], windows[w + 1], k);
    const learned = movesAt(windowsWithout.age);
    for (let w = windowsWithout.age + 1; w < last; w++) {
      for (const [cell, count] of movesAt(w).entries()) learned[cell] += count;
    }
    return { memory, learned, seen: movesAt(last) };
  });
  const [{ learned: plain }] = known;
  const moves = known[0].seen.reduce((sum, count) => sum + count, 0);
  if (moves === 0) return { status: "refused", reason: nothingToPredict };

  const bySegment = leaning(plain, leaning(sumOfRows(plain, k), new Float64Array(k).fill(1 / k), k), k);
  const candidates = known.map(({ memory, learned, seen }) => {
    const chances = memory === "none" ? bySegment : leaning(learned, bySegment, k);
    return { memory, ...score(seen, chances, bySegment, moves) };
  });
  const best = candidates.reduce((a, b) => (b.gain > b.standardError && b.gain > a.gain ? b : a));
  return { status: "done", chosen: best.memory, moves, candidates };
}

/** Rows of chances that lean by one move to those of a base, whose rows repeat where there are more rows of counts. */
function leaning(counts: Float64Array, base: Float64Array, k: number): Float64Array {
  const chances = new Float64Array(counts.length);
  for (let row = 0; row < counts.length; row += k) {
    const total = counts.subarray(row, row + k).reduce((sum, count) => sum + count, 0);
    for (let to = 0; to < k; to++) {
      chances[row + to] = (counts[row + to] + base[(row + to) % base.length]) / (total + 1);
    }
  }
  return chances;
}

function sumOfRows(counts: Float64Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let cell = 0; cell < counts.length; cell++) sums[cell % k] += counts[cell];
  return sums;
}

function score(seen: Float64Array, chances: Float64Array, plain: Float64Array, moves: number) {
  let [logLikelihood, gain, squares] = [0, 0, 0];
  for (let cell = 0; cell < seen.length; cell++) {
    if (seen[cell] === 0) continue;
    const ahead = Math.log(chances[cell] / plain[cell % plain.length]);
    logLikelihood += (seen[cell] / moves) * Math.log(chances[cell]);
    gain += (seen[cell] / moves) * ahead;
    squares += (seen[cell] / moves) * ahead ** 2;
  }
  return { logLikelihood, gain, standardError: Math.sqrt(Math.max(0, squares - gain ** 2) / moves) };
}

const tooFewWindows = (windows: number) => ({
  en: `a choice of memory needs ${neededWindows} windows, got ${windows}`,
  ru: `для выбора памяти состояний нужно окон: ${neededWindows}, есть ${windows}`,
});
const nothingToPredict = {
  en: "nobody is seen in both of the last two windows, so no move can be predicted",
  ru: "в двух последних окнах никого не видно, так что предсказывать нечего",
};
