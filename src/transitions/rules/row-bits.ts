/**
 * Rows as bits, in the order of their cells: a cell is a stratum and a destination, and begins at a new word, so that one
 * pass over the words of two sets of rows counts what they share in every cell.
 */
export interface RowBits {
  readonly strata: number;
  readonly states: number;
  /** First word of each cell, strata × states row-major, and the number of words at the end. */
  readonly starts: Int32Array;
  /** Bit of each row, length n. */
  readonly places: Int32Array;
  /** Rows in each cell. */
  readonly rows: Float64Array;
}

/**
 * @param stratumOf stratum of each row, length n
 * @param destinations state each row moved to, length n, values 0…states−1
 */
export function layRows(stratumOf: Int32Array, strata: number, destinations: Int16Array, states: number): RowBits {
  const cells = strata * states;
  const rows = new Float64Array(cells);
  for (let row = 0; row < destinations.length; row++) rows[stratumOf[row] * states + destinations[row]] += 1;
  const starts = new Int32Array(cells + 1);
  for (let cell = 0; cell < cells; cell++) starts[cell + 1] = starts[cell] + Math.ceil(rows[cell] / 32);
  const next = Int32Array.from(starts, (word) => 32 * word);
  const places = Int32Array.from(destinations, (state, row) => next[stratumOf[row] * states + state]++);
  return { strata, states, starts, places, rows };
}

/** The rows of a set as bits. */
export function bitsOf({ places, starts }: RowBits, isIn: Uint8Array): Uint32Array {
  const bits = new Uint32Array(starts[starts.length - 1]);
  for (let row = 0; row < isIn.length; row++) if (isIn[row] === 1) bits[places[row] >> 5] |= 1 << (places[row] & 31);
  return bits;
}

/** Counts the rows that are in both sets, by cell. */
export function countShared({ starts }: RowBits, a: Uint32Array, b: Uint32Array, counts: Float64Array): void {
  for (let cell = 0; cell < counts.length; cell++) {
    const until = starts[cell + 1];
    let count = 0;
    for (let word = starts[cell]; word < until; word++) count += onesOf(a[word] & b[word]);
    counts[cell] = count;
  }
}

/** How many rows a set has. */
export function totalOnes(bits: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += onesOf(bits[word]);
  return count;
}

function onesOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
