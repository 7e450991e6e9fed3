/** States of N customers in neighbouring windows, oldest first; −1 where a customer is not seen. */
export type LabelWindows = readonly Int16Array[];

/**
 * Moves between two neighbouring windows. Customers who are not seen in both are left out. O(N).
 *
 * @param k states; labels are 0…k−1, or −1
 * @returns customers by state before and after, k × k, row-major
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function countMoves(before: Int16Array, after: Int16Array, k: number): Float64Array {
  assertAligned([before, after], k);
  const counts = new Float64Array(k * k);
  for (let customer = 0; customer < before.length; customer++) {
    const from = before[customer];
    const to = after[customer];
    if (from >= 0 && to >= 0) counts[from * k + to] += 1;
  }
  return counts;
}

/**
 * Moves between all pairs of neighbouring windows, for each group of customers: cohorts, channels, places. O(N·windows).
 *
 * @param groupOf group of each customer, 0…groups−1, or −1 for none; length N
 * @returns one k × k table for each group
 * @throws RangeError if lengths differ, or a label is not a state or a group not one of `groups`
 */
export function countMovesByGroup(
  windows: LabelWindows,
  k: number,
  groupOf: Int16Array,
  groups: number,
): Float64Array[] {
  assertAligned(windows, k);
  const odd = windows.findIndex(({ length }) => length !== groupOf.length);
  if (odd !== -1) {
    throw new RangeError(`transitions: groups of ${groupOf.length} customers, ${windows[odd].length} in window ${odd}`);
  }
  const counts = Array.from({ length: groups }, () => new Float64Array(k * k));
  for (let w = 1; w < windows.length; w++) {
    const [before, after] = [windows[w - 1], windows[w]];
    for (let customer = 0; customer < groupOf.length; customer++) {
      const from = before[customer];
      const to = after[customer];
      const group = groupOf[customer];
      if (group >= groups) throw new RangeError(`transitions: customer ${customer} is in group ${group} of ${groups}`);
      if (group >= 0 && from >= 0 && to >= 0) counts[group][from * k + to] += 1;
    }
  }
  return counts;
}

/**
 * Paths through three neighbouring windows, over all such windows. Paths of customers who are not seen in all three are
 * left out. O(N·windows + k³).
 *
 * @returns paths by first, middle and last state: entry (first · k + middle) · k + last of k × k × k
 * @throws RangeError if the windows hold different numbers of customers, or a label is not a state
 */
export function countPaths(windows: LabelWindows, k: number): Float64Array {
  assertAligned(windows, k);
  const counts = new Float64Array(k * k * k);
  for (let w = 2; w < windows.length; w++) {
    const [first, middle, last] = [windows[w - 2], windows[w - 1], windows[w]];
    for (let customer = 0; customer < last.length; customer++) {
      const [a, b, c] = [first[customer], middle[customer], last[customer]];
      if (a >= 0 && b >= 0 && c >= 0) counts[(a * k + b) * k + c] += 1;
    }
  }
  return counts;
}

/** @throws RangeError if the windows hold different numbers of customers, or a label is not a state */
export function assertAligned(windows: LabelWindows, k: number): void {
  for (const [w, labels] of windows.entries()) {
    if (labels.length !== windows[0].length) {
      throw new RangeError(
        `transitions: ${windows[0].length} customers in the first window, ${labels.length} in window ${w}`,
      );
    }
    for (let customer = 0; customer < labels.length; customer++) {
      if (!(labels[customer] >= -1 && labels[customer] < k)) {
        throw new RangeError(`transitions: customer ${customer} is in state ${labels[customer]} of ${k}`);
      }
    }
  }
}
