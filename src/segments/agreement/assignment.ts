/** Rows put to columns, each at most once. */
export interface Assignment {
  /** Column of each row; −1 for the rows left over when there are more rows than columns. */
  readonly columns: Int32Array;
  /** Sum of the costs of the chosen cells. */
  readonly total: number;
}

/** Sums of larger ones could overflow. */
const largestCost = 1e300;

/**
 * The cheapest way to put rows to columns one to one, as many as the shorter side has.
 *
 * Shortest augmenting paths (Jonker & Volgenant) in the form for rectangular matrices, O(m²·l) for the shorter side m
 * and the longer side l. Of several cheapest assignments, the same matrix always gives the same one.
 *
 * @param cost rows × columns, row-major, within ±1e300; negate it to find the dearest
 * @throws RangeError if the size is not rows · columns or a cost is not a number within ±1e300
 * @see Crouse (2016), On implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and
 * Electronic Systems 52; Jonker & Volgenant (1987), Computing 38
 *
 * @example
 * assignAtLeastCost(Float64Array.of(1, 9, 9, 0, 2, 5), 2, 3); // { columns: [0, 1], total: 3 }
 */
export function assignAtLeastCost(cost: Float64Array, rows: number, columns: number): Assignment {
  if (cost.length !== rows * columns) {
    throw new RangeError(`assignment: ${cost.length} costs, needed ${rows} rows × ${columns} columns`);
  }
  const odd = cost.findIndex((value) => !(Math.abs(value) <= largestCost));
  if (odd !== -1) {
    const [row, column] = [Math.floor(odd / columns), odd % columns];
    throw new RangeError(
      `assignment: the cost of row ${row} and column ${column} is ${cost[odd]}, needed one within ±${largestCost}`,
    );
  }

  const chosen =
    rows <= columns
      ? assignEveryRow(cost, rows, columns)
      : invert(assignEveryRow(transpose(cost, rows, columns), columns, rows), rows);
  let total = 0;
  for (let row = 0; row < rows; row++) if (chosen[row] !== -1) total += cost[row * columns + chosen[row]];
  return { columns: chosen, total };
}

/** Needs rows ≤ columns. */
function assignEveryRow(cost: Float64Array, rows: number, columns: number): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const rowPrices = new Float64Array(rows);
  const columnPrices = new Float64Array(columns);
  const distances = new Float64Array(columns);
  const cameFrom = new Int32Array(columns);
  const reached = new Uint8Array(columns);

  for (let start = 0; start < rows; start++) {
    distances.fill(Number.POSITIVE_INFINITY);
    reached.fill(0);
    let row = start;
    let length = 0;
    let end = -1;
    while (end === -1) {
      let nearest = -1;
      for (let column = 0; column < columns; column++) {
        if (reached[column]) continue;
        const distance = length + cost[row * columns + column] - rowPrices[row] - columnPrices[column];
        if (distance < distances[column]) {
          distances[column] = distance;
          cameFrom[column] = row;
        }
        // Of equally near columns the first free one, because it ends the path.
        const ahead = nearest === -1 ? Number.POSITIVE_INFINITY : distances[nearest];
        const endsSooner = distances[column] === ahead && rowOf[column] === -1 && rowOf[nearest] !== -1;
        if (distances[column] < ahead || endsSooner) nearest = column;
      }
      length = distances[nearest];
      reached[nearest] = 1;
      if (rowOf[nearest] === -1) end = nearest;
      else row = rowOf[nearest];
    }

    rowPrices[start] += length;
    for (let column = 0; column < columns; column++) {
      if (!reached[column]) continue;
      const slack = length - distances[column];
      columnPrices[column] -= slack;
      if (rowOf[column] !== -1) rowPrices[rowOf[column]] += slack;
    }
    for (let column = end; column !== -1; ) {
      const from = cameFrom[column];
      const before = columnOf[from];
      rowOf[column] = from;
      columnOf[from] = column;
      column = from === start ? -1 : before;
    }
  }
  return columnOf;
}

function transpose(values: Float64Array, rows: number, columns: number): Float64Array {
  const transposed = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) transposed[column * rows + row] = values[row * columns + column];
  }
  return transposed;
}

/** From the row of each column to the column of each row. */
function invert(rowOf: Int32Array, rows: number): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1);
  for (let column = 0; column < rowOf.length; column++) columnOf[rowOf[column]] = column;
  return columnOf;
}
