/** Customers of one moment and the segment of each. */
export interface LabelledCustomers {
  /** Customer numbers, strictly ascending, length n. */
  readonly customers: Int32Array;
  /** Segment number of each, length n. */
  readonly labels: Int32Array;
}

/** What two lists of labelled customers have in common. */
export interface CustomerOverlap {
  /** Customers in both lists, ascending, length s. */
  readonly shared: Int32Array;
  /** Segment of each shared customer in the first list and in the second, length s each. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Customers in the first list only. */
  readonly left: number;
  /** Customers in the second list only. */
  readonly entered: number;
}

/**
 * Finds the customers that two segmentations share, so that their labels line up for the measures of this folder.
 * O(n + m).
 *
 * @throws RangeError if a list and its labels differ in length, or customers are not strictly ascending
 */
export function customerOverlap(first: LabelledCustomers, second: LabelledCustomers): CustomerOverlap {
  assertAscending(first);
  assertAscending(second);
  const [a, b] = [first.customers, second.customers];
  const most = Math.min(a.length, b.length);
  const shared = new Int32Array(most);
  const before = new Int32Array(most);
  const after = new Int32Array(most);
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      shared[count] = a[i];
      before[count] = first.labels[i++];
      after[count++] = second.labels[j++];
    } else if (a[i] < b[j]) i += 1;
    else j += 1;
  }
  return {
    shared: shared.subarray(0, count),
    before: before.subarray(0, count),
    after: after.subarray(0, count),
    left: a.length - count,
    entered: b.length - count,
  };
}

function assertAscending({ customers, labels }: LabelledCustomers): void {
  if (customers.length !== labels.length) {
    throw new RangeError(`customerOverlap: ${customers.length} customers and ${labels.length} labels`);
  }
  for (let i = 1; i < customers.length; i++) {
    if (customers[i] > customers[i - 1]) continue;
    throw new RangeError(
      `customerOverlap: customer ${customers[i]} comes after ${customers[i - 1]}; needed in ascending order, each once`,
    );
  }
}
