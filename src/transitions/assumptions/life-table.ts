import { assertAligned, type LabelWindows } from "./count-paths.ts";

/** How long customers stay in a state; ages count windows, and entry 0 is age 1. */
export interface LifeTable {
  /** Spells that were left at each age. */
  readonly exits: Float64Array;
  /** Spells last seen not to be left at each age. */
  readonly censored: Float64Array;
}

/** Stays in one state, and those that tell nothing of it. */
export interface Spells extends LifeTable {
  /** Spells that were running when they were first seen: their age is not known. */
  readonly leftTruncated: number;
  /** Spells that began in the last window they could be seen in. */
  readonly unobserved: number;
}

/**
 * A table of spells of known lengths.
 *
 * @param durations windows in the state, at least 1; of a censored spell, the age it was last seen not to be left at
 * @param isCensored whether a spell was still running then
 */
export function lifeTable(durations: ArrayLike<number>, isCensored: ArrayLike<boolean>): LifeTable {
  if (durations.length !== isCensored.length) {
    throw new RangeError(`lifeTable: ${durations.length} durations, ${isCensored.length} marks of censoring`);
  }
  let longest = 0;
  for (let i = 0; i < durations.length; i++) {
    if (!(Number.isInteger(durations[i]) && durations[i] >= 1)) {
      throw new RangeError(`lifeTable: a spell lasts whole windows, at least 1, got ${durations[i]}`);
    }
    longest = Math.max(longest, durations[i]);
  }
  const exits = new Float64Array(longest);
  const censored = new Float64Array(longest);
  for (let i = 0; i < durations.length; i++) (isCensored[i] ? censored : exits)[durations[i] - 1] += 1;
  return { exits, censored };
}

/**
 * The spells of N customers in each of k states. A spell that runs in the first window may have begun any time before and
 * is left out; one of a customer who joined later began when they joined. A spell that runs to the last window, or until a
 * customer is no longer seen, is censored: it was seen not to be left one window before.
 *
 * O(N·windows).
 *
 * @returns spells of each state, with ages of 1…windows − 1
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function countSpells(windows: LabelWindows, k: number): Spells[] {
  assertAligned(windows, k);
  const ages = Math.max(0, windows.length - 1);
  const spells = Array.from({ length: k }, () => ({
    exits: new Float64Array(ages),
    censored: new Float64Array(ages),
    leftTruncated: 0,
    unobserved: 0,
  }));
  const customers = windows.length === 0 ? 0 : windows[0].length;
  for (let customer = 0; customer < customers; customer++) {
    let state = windows[0][customer];
    let since = -1; // not known
    for (let w = 1; w <= windows.length; w++) {
      const next = w < windows.length ? windows[w][customer] : -1;
      if (next === state) continue;
      if (state >= 0) {
        const own = spells[state];
        if (since === -1) own.leftTruncated += 1;
        else if (next >= 0) own.exits[w - since - 1] += 1;
        else if (w - since >= 2) own.censored[w - since - 2] += 1;
        else own.unobserved += 1;
      }
      state = next;
      since = w;
    }
  }
  return spells;
}
