import type { FeatureTable } from "../features/feature-table.ts";

/** Customers as they are at the end of one window, and where they are one window later. */
export interface MovesOfWindow {
  /** Features at the end of the earlier window, n rows. */
  readonly table: FeatureTable;
  /** State of each row at the end of the table's window, and at the end of the next one; length n, values 0…k−1. */
  readonly origin: Int16Array;
  readonly destination: Int16Array;
}

/**
 * The moves of the customers of a table between two neighbouring windows.
 *
 * @param before state of each customer by number at the end of the table's window, −1 for those not yet in the population
 * @param after the same one window later
 * @throws RangeError if a customer of the table has no state in one of the two
 */
export function movesOfWindow(table: FeatureTable, before: Int16Array, after: Int16Array): MovesOfWindow {
  const stateIn = (labels: Int16Array) => Int16Array.from(table.customers, (customer) => labels[customer] ?? -1);
  const moves = { table, origin: stateIn(before), destination: stateIn(after) };
  const lost = table.customers.find((_, row) => moves.origin[row] < 0 || moves.destination[row] < 0);
  if (lost !== undefined)
    throw new RangeError(`transitions: customer ${lost} has features, but not a state in both windows`);
  return moves;
}

/** @throws RangeError unless every row has two of the k states */
export function checkMoves(moves: readonly MovesOfWindow[], k: number): void {
  for (const { table, origin, destination } of moves) {
    const n = table.customers.length;
    if (origin.length !== n || destination.length !== n) {
      throw new RangeError(
        `transitions: ${n} customers with ${origin.length} origins and ${destination.length} destinations`,
      );
    }
    const isState = (state: number) => state >= 0 && state < k;
    if (!origin.every(isState) || !destination.every(isState)) {
      throw new RangeError(`transitions: states are 0…${k - 1}`);
    }
  }
}
