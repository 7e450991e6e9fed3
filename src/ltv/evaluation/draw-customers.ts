import { hashShare } from "../../math/hash-share.ts";

/** Tells this draw from others by the same customer numbers. */
const drawing = 81;

/**
 * Rows of customers to hold a distribution against, where all would take long: everybody, or the `most` whose numbers hash lowest. Who is
 * drawn does not depend on the order of rows nor on what customers brought, and hardly on who else there is. O(n log n).
 *
 * @param customers customer number of each row, no two alike
 * @returns rows, ascending
 */
export function drawCustomers(customers: Int32Array, most: number): Int32Array {
  const rows = Int32Array.from(customers, (_, row) => row);
  if (rows.length <= most) return rows;
  const shares = Float64Array.from(customers, (customer) => hashShare(customer, drawing));
  // Different numbers have different hashes, so that exactly `most` are at or below this one.
  const highest = shares.toSorted()[most - 1];
  return rows.filter((row) => shares[row] <= highest);
}
