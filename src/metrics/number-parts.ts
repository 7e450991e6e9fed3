import type { Division } from "./division.ts";

/** Scope and key of the base as a whole, which is part number 0. */
export const wholeBase = "all";
/** Scopes that are no division. */
const reserved = [wholeBase, "guests", "cohort"];
const mostParts = 2 ** 16;

/** The parts of all divisions in one numbering, the whole base first. */
export interface NumberedParts {
  /** Scope (id of the division) and key of each part. */
  readonly scopes: readonly string[];
  readonly keys: readonly string[];
  /** Customers in each part. */
  readonly sizes: Int32Array;
  /** Parts that every customer is in: one of each division, and the base. */
  readonly width: number;
  /** The parts of each of the N customers, N × width, row-major: what is added for a customer reads one row. */
  readonly of: Uint16Array;
}

/**
 * Numbers the parts of all divisions.
 *
 * @param customers N
 * @throws RangeError when a division does not have exactly one part for each customer, or its id is taken
 */
export function numberParts(customers: number, divisions: readonly Division[]): NumberedParts {
  const scopes = [wholeBase];
  const keys = [wholeBase];
  const width = divisions.length + 1;
  const of = new Uint16Array(customers * width);
  for (const [d, { id, keys: own, codes }] of divisions.entries()) {
    if (reserved.includes(id) || scopes.includes(id))
      throw new RangeError(`metrics: the division ${id} has a name that is taken`);
    if (codes.length !== customers) {
      throw new RangeError(`metrics: the division ${id} has ${codes.length} customers, the base ${customers}`);
    }
    const first = scopes.length;
    if (first + own.length > mostParts) throw new RangeError(`metrics: more than ${mostParts} parts`);
    for (let customer = 0; customer < customers; customer++) {
      const code = codes[customer];
      if (!(code >= 0 && code < own.length)) {
        throw new RangeError(`metrics: customer ${customer} is in part ${code} of ${id}, which has ${own.length}`);
      }
      of[customer * width + d + 1] = first + code;
    }
    for (const key of own) {
      scopes.push(id);
      keys.push(key);
    }
  }
  const sizes = new Int32Array(scopes.length);
  for (const part of of) sizes[part]++;
  return { scopes, keys, sizes, width, of };
}
