import { type SegmentId, type StateHistory, segmentId } from "../../segments/segmentation.ts";
import { assertAligned, type LabelWindows } from "./count-paths.ts";

/** What a state remembers beside the segment: nothing, the segment one window before, or how long it has lasted. */
export type Memory = "none" | "previous" | "age";

/** Ages that are told apart: 1 window, 2, and 3 or more. */
const ageClasses = 3;

/** Windows at the beginning that a memory is not known in. */
export const windowsWithout: Readonly<Record<Memory, number>> = { none: 0, previous: 1, age: ageClasses - 1 };

/** States of N customers with what they remember. */
export interface Remembering {
  /** Class · k + segment of each customer; −1 where a customer is not seen. Without the windows no memory is known in. */
  readonly labels: readonly Int16Array[];
  /**
   * Classes of memory. One of `none`; of `previous`, each of the k segments and then "joined since"; of `age`, 1, 2, and
   * 3 or more windows.
   */
  readonly classes: number;
}

/**
 * Labels over segments enlarged by a memory, so that a chain of order 1 over them is one of order 2 over segments, or one
 * whose moves depend on age. Age is known in spite of spells that run from the first window on: from the third window on
 * they are 3 or older. O(N·windows).
 *
 * @param k segments; labels are 0…k−1, or −1
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function remember(windows: LabelWindows, k: number, memory: Memory): Remembering {
  assertAligned(windows, k);
  if (memory === "none") return { labels: windows, classes: 1 };
  if (memory === "previous") {
    const labels = windows.slice(1).map((now, before) =>
      now.map((state, customer) => {
        if (state < 0) return -1;
        const previous = windows[before][customer];
        return (previous < 0 ? k : previous) * k + state;
      }),
    );
    return { labels, classes: k + 1 };
  }
  const labels: Int16Array[] = [];
  const age = new Int8Array(windows.length === 0 ? 0 : windows[0].length);
  for (const [w, now] of windows.entries()) {
    for (let customer = 0; customer < now.length; customer++) {
      const isSame = w > 0 && now[customer] === windows[w - 1][customer];
      age[customer] = isSame ? Math.min(ageClasses, age[customer] + 1) : 1;
    }
    if (w >= windowsWithout.age)
      labels.push(now.map((state, customer) => (state < 0 ? -1 : (age[customer] - 1) * k + state)));
  }
  return { labels, classes: ageClasses };
}

/** A history whose states remember, and what each state stands for. */
export interface StatesWithMemory extends StateHistory {
  readonly memory: Memory;
  /** Index of the segment of each state among the states without memory. */
  readonly segmentOf: Int16Array;
  /** Class of memory of each state, as `Remembering` numbers them. */
  readonly classOf: Int16Array;
}

/**
 * The history over states that remember, which can be counted and modelled as the one it was made of: sizes and chances of
 * a segment are the sums over its states. States that nobody is ever in are left out; the rest are in the order of their
 * segments, and then of their classes. Their ids are `<segment>--after-<previous>`, `<segment>--joined`, and
 * `<segment>--age-1`, `-2` and `-3` for 3 or more windows.
 *
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function statesWithHistory({ windows, states, labels }: StateHistory, memory: Memory): StatesWithMemory {
  const k = states.length;
  const { labels: enlarged, classes } = remember(labels, k, memory);
  const isSeen = new Uint8Array(classes * k);
  for (const now of enlarged) for (const state of now) if (state >= 0) isSeen[state] = 1;
  const kept = Array.from(isSeen.keys())
    .filter((state) => isSeen[state] === 1)
    .sort((a, b) => (a % k) - (b % k) || a - b);
  const numberOf = new Int16Array(classes * k);
  for (const [number, state] of kept.entries()) numberOf[state] = number;
  return {
    memory,
    windows: windows.slice(windowsWithout[memory]),
    states: kept.map((state) => stateId(states, state % k, Math.floor(state / k), memory)),
    labels: enlarged.map((now) => now.map((state) => (state < 0 ? -1 : numberOf[state]))),
    segmentOf: Int16Array.from(kept, (state) => state % k),
    classOf: Int16Array.from(kept, (state) => Math.floor(state / k)),
  };
}

function stateId(states: readonly SegmentId[], segment: number, memoryClass: number, memory: Memory): SegmentId {
  const id = states[segment];
  if (memory === "none") return id;
  if (memory === "age") return segmentId.parse(`${id}--age-${memoryClass + 1}`);
  return segmentId.parse(memoryClass < states.length ? `${id}--after-${states[memoryClass]}` : `${id}--joined`);
}

/**
 * Moves from states that remember to segments, in one pair of neighbouring windows.
 *
 * @param labels as `remember` gives them, and `next` the plain labels one window later
 * @returns customers by enlarged state and next segment, (classes · k) × k, row-major
 */
export function countMovesFrom(
  { labels, classes }: Remembering,
  at: number,
  next: Int16Array,
  k: number,
): Float64Array {
  const counts = new Float64Array(classes * k * k);
  const now = labels[at];
  for (let customer = 0; customer < next.length; customer++) {
    const from = now[customer];
    const to = next[customer];
    if (from >= 0 && to >= 0) counts[from * k + to] += 1;
  }
  return counts;
}
