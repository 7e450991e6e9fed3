import fc from "fast-check";

export interface SquareTable {
  readonly k: number;
  /** k × k, row-major. */
  readonly counts: Float64Array;
}

/** Tables of 2…5 segments with `least`…40 customers in each cell. */
export function squareTables(least: number): fc.Arbitrary<SquareTable> {
  return fc.integer({ min: 2, max: 5 }).chain((k) => {
    const cell = fc.integer({ min: least, max: 40 });
    return fc
      .array(cell, { minLength: k * k, maxLength: k * k })
      .map((cells) => ({ k, counts: Float64Array.from(cells) }));
  });
}

/** The same moves backwards in time. */
export function transpose({ k, counts }: SquareTable): Float64Array {
  return counts.map((_, cell) => counts[(cell % k) * k + Math.floor(cell / k)]);
}

/** As many customers there as back between any two segments. */
export function symmetric(table: SquareTable): Float64Array {
  const back = transpose(table);
  return table.counts.map((count, cell) => count + back[cell]);
}
