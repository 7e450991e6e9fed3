import type { PurchaseHistories } from "./purchase-histories.ts";

/** Histories of which no two are equal. */
export interface CompressedHistories extends PurchaseHistories {
  /** Customers with this history, length u. */
  readonly weight: Float64Array;
  /** Place of each of the n customers among the u histories, length n. */
  readonly rowOf: Int32Array;
}

/**
 * The different histories and how many customers have each: likelihoods and forecasts are the same for all of them. A
 * million customers observed by the day have about 300,000. Histories stand in the order of their first customer.
 *
 * O(n), about 0.2 s for a million: an open table of row numbers, hashed by the bits of the three numbers.
 */
export function compressHistories({ x, tx, T, weight }: PurchaseHistories): CompressedHistories {
  const n = x.length;
  const slots = 2 ** Math.max(4, Math.ceil(Math.log2(2 * n + 1)));
  const table = new Int32Array(slots).fill(-1);
  const rowOf = new Int32Array(n);
  const first = new Int32Array(n);
  const customers = new Float64Array(n);
  const key = new Float64Array(3);
  const words = new Uint32Array(key.buffer);
  let unique = 0;
  for (let i = 0; i < n; i++) {
    // −0 and 0 are one number and have different bits.
    key[0] = x[i] + 0;
    key[1] = tx[i] + 0;
    key[2] = T[i] + 0;
    let slot = hash(words) & (slots - 1);
    for (;;) {
      const row = table[slot];
      if (row === -1) {
        table[slot] = unique;
        first[unique] = i;
        break;
      }
      const other = first[row];
      if (x[other] === x[i] && tx[other] === tx[i] && T[other] === T[i]) break;
      slot = (slot + 1) & (slots - 1);
    }
    const row = table[slot];
    if (row === unique) unique += 1;
    rowOf[i] = row;
    customers[row] += weight === undefined ? 1 : weight[i];
  }
  const pick = (column: Float64Array) => Float64Array.from({ length: unique }, (_, row) => column[first[row]]);
  return { x: pick(x), tx: pick(tx), T: pick(T), weight: customers.slice(0, unique), rowOf };
}

/** A figure of each history as a figure of each customer, length n. */
export function spread(values: Float64Array, rowOf: Int32Array): Float64Array {
  const spreadOut = new Float64Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) spreadOut[i] = values[rowOf[i]];
  return spreadOut;
}

/** The mixing of MurmurHash3 (Appleby 2011). */
function hash(words: Uint32Array): number {
  let h = 0;
  for (let i = 0; i < words.length; i++) {
    let word = Math.imul(words[i], 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    h ^= Math.imul(word, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
