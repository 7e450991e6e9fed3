/** Customers and how likely each of them is to do something, the most likely first. */
export interface RankedCustomers {
  readonly customers: Int32Array;
  readonly chances: Float64Array;
}

export interface RankedMovers {
  /** Those most likely to be in a state of less value one window later. */
  readonly falls: RankedCustomers;
  /** Those most likely to be in one of more value. */
  readonly rises: RankedCustomers;
}

/**
 * The customers most likely to fall and to rise next, by an order of the states.
 *
 * Equal chances are in the order of customer numbers. Whoever has no chances is in neither list. O(n k + n log n).
 *
 * @param chances of every state one window later, n × k, row-major, as `predictNextState` gives them
 * @param customers customer number of each row, length n
 * @param origin state of each row, length n
 * @param values what each of the k states is worth; equal ones are neither a fall nor a rise
 * @param most customers in each list at most
 * @throws RangeError if lengths differ
 */
export function rankMovers(
  chances: Float64Array,
  customers: Int32Array,
  origin: Int16Array,
  values: readonly number[],
  most: number,
): RankedMovers {
  const k = values.length;
  const n = customers.length;
  if (origin.length !== n || chances.length !== n * k) {
    throw new RangeError(
      `movers: ${n} customers with ${origin.length} states and ${chances.length} chances of ${k} states`,
    );
  }
  const chanceOf = (isAsked: (from: number, to: number) => boolean) =>
    Float64Array.from(customers, (_, i) => {
      let sum = 0;
      for (let state = 0; state < k; state++) {
        if (isAsked(values[origin[i]], values[state])) sum += chances[i * k + state];
      }
      return sum;
    });
  return {
    falls: ranked(chanceOf((from, to) => to < from)),
    rises: ranked(chanceOf((from, to) => to > from)),
  };

  function ranked(own: Float64Array): RankedCustomers {
    const rows = Int32Array.from(own.keys()).filter((row) => own[row] > 0);
    rows.sort((a, b) => own[b] - own[a] || customers[a] - customers[b]);
    const first = rows.subarray(0, most);
    return {
      customers: Int32Array.from(first, (row) => customers[row]),
      chances: Float64Array.from(first, (row) => own[row]),
    };
  }
}
