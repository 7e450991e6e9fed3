import { createRandom, sampleWithoutReplacement } from "../../math/random.ts";
import type { LtvCut } from "../protocol/ltv-cut.ts";

/** Rows of each cut, by the position of the cut, ascending. */
export type RowsByCut = readonly Int32Array[];

export interface TrainingRows {
  readonly training: RowsByCut;
  readonly heldOut: RowsByCut;
  /** Rows on both sides together, and rows there were. */
  readonly used: number;
  readonly available: number;
}

/**
 * Chooses the rows to learn from: all rows of all cuts, or `mostRows` drawn without replacement where there are more, and
 * among them the fifth to be held out. A customer is held out at every cut or at none, by a hash of the number alone
 * (the finaliser of MurmurHash3), so that nobody is learned at one cut and tested at another.
 *
 * @throws RangeError if one side is empty
 */
export function chooseTrainingRows(cuts: readonly LtvCut[], seed: number, mostRows: number): TrainingRows {
  const available = cuts.reduce((rows, { customers }) => rows + customers.length, 0);
  const chosen = sampleWithoutReplacement(createRandom(seed), available, mostRows);
  const training: Int32Array[] = [];
  const heldOut: Int32Array[] = [];
  let offset = 0;
  for (const { customers } of cuts) {
    const [first, past] = [offset, offset + customers.length];
    const rows = chosen.filter((place) => place >= first && place < past).map((place) => place - first);
    training.push(rows.filter((row) => !isHeldOut(customers[row])));
    heldOut.push(rows.filter((row) => isHeldOut(customers[row])));
    offset = past;
  }
  for (const [side, rows] of Object.entries({ training, "held-out": heldOut })) {
    if (rows.some(({ length }) => length > 0)) continue;
    throw new RangeError(`ltv: no ${side} rows among ${available}; more customers are needed`);
  }
  return { training, heldOut, used: chosen.length, available };
}

function isHeldOut(customer: number): boolean {
  let hash = Math.imul(customer ^ (customer >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 5 === 0;
}
