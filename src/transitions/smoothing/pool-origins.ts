import { estimateConcentration } from "./dirichlet-multinomial.ts";
import { moverDestinations } from "./mover-destinations.ts";

/** What a level says of each origin, and how many moves that is worth there. */
export interface SmoothingLevel {
  /** Chance to stay, length k. */
  readonly stay: Float64Array;
  readonly stayWorth: Float64Array;
  /** Where those who leave go, k × k, row-major; rows sum to 1, or to 0 where nobody can leave. */
  readonly destinations: Float64Array;
  readonly movesWorth: Float64Array;
}

/** What holds for all origins. */
export interface PooledOrigins {
  /** Chance to stay where staying and leaving are both possible; 1 where that is nowhere. */
  readonly stay: number;
  readonly stayWorth: number;
  /** Shares of the destinations of movers, length k, of which each origin leaves itself out. */
  readonly destinations: Float64Array;
  readonly movesWorth: number;
  /** The same for each origin. */
  readonly level: SmoothingLevel;
}

const mostRounds = 50;

/**
 * How often anybody stays, where movers go, and how much origins differ in both. Rows count by what they tell of the pool,
 * n/(1 + ρ(n − 1)) with the correlation ρ = 1/(1 + s) within a row: pool and concentration s are estimated in turn until
 * they agree.
 *
 * @param counts moves from row to column, k × k, row-major
 * @param possible 1 where a move can happen, k × k
 * @throws RangeError if a state can neither be kept nor left
 * @see Kleinman (1973), Proportions with extraneous variance: single and independent samples, JASA 68, 46–54
 */
export function poolOrigins(counts: Float64Array, possible: Uint8Array, k: number): PooledOrigins {
  const movers = counts.map((count, cell) => (cell % (k + 1) === 0 ? 0 : count));
  const moves = poolRows(movers, k, (rows) => destinationsByOrigin(moverDestinations(rows, possible, k), possible, k));

  const canLeave = Array.from({ length: k }, (_, from) => sumOf(rowOf(moves.means, from, k)) > 0);
  const isOpen = canLeave.map((can, from) => can && possible[from * (k + 1)] === 1);
  const stays = new Float64Array(2 * k);
  for (let from = 0; from < k; from++) {
    if (isOpen[from]) stays.set([counts[from * (k + 1)], sumOf(rowOf(movers, from, k))], 2 * from);
  }
  const staying =
    sumOf(stays) === 0 ? { means: Float64Array.of(0.5, 0.5), concentration: 1 } : poolRows(stays, 2, sharesOfAll);
  const [stayWorth, movesWorth] = [staying.concentration, moves.concentration];
  return {
    stay: isOpen.includes(true) ? staying.means[0] : 1,
    destinations: moverDestinations(moves.weighted, possible, k),
    ...{ stayWorth, movesWorth },
    level: {
      stay: Float64Array.from(isOpen, (open, from) => (open ? staying.means[0] : canLeave[from] ? 0 : 1)),
      stayWorth: new Float64Array(k).fill(stayWorth),
      destinations: moves.means,
      movesWorth: new Float64Array(k).fill(movesWorth),
    },
  };
}

/** Means of rows as `pool` makes them of weighted rows, the concentration of the rows around them, and the weighted rows. */
function poolRows(rows: Float64Array, columns: number, pool: (weighted: Float64Array) => Float64Array) {
  const totals = Float64Array.from({ length: rows.length / columns }, (_, row) => sumOf(rowOf(rows, row, columns)));
  const largest = Math.max(1, sumOf(totals));
  let correlation = 0;
  for (let round = 1; ; round++) {
    const weighted = rows.map((count, cell) => {
      return count / (1 + correlation * (totals[Math.floor(cell / columns)] - 1));
    });
    const means = pool(weighted);
    const { concentration } = estimateConcentration({ k: columns, counts: rows, means }, largest);
    const before = correlation;
    correlation = 1 / (1 + concentration);
    if (Math.abs(correlation - before) < 1e-6 * correlation || round === mostRounds) {
      return { means, weighted, concentration };
    }
  }
}

function sharesOfAll(rows: Float64Array): Float64Array {
  const first = sumOf(rows.filter((_, cell) => cell % 2 === 0)) / sumOf(rows);
  return rows.map((_, cell) => (cell % 2 === 0 ? first : 1 - first));
}

/** Shares of destinations as seen from each origin: without itself and what is not possible, summing to 1 again. */
function destinationsByOrigin(shares: Float64Array, possible: Uint8Array, k: number): Float64Array {
  const rows = new Float64Array(k * k);
  for (let from = 0; from < k; from++) {
    const open = shares.map((share, to) => (to === from ? 0 : share * possible[from * k + to]));
    const sum = sumOf(open);
    if (sum > 0)
      rows.set(
        open.map((share) => share / sum),
        from * k,
      );
    else if (possible[from * (k + 1)] === 0) rows.set(anywhere(possible, from, k), from * k);
  }
  return rows;
}

/** For a state that has to be left, when nobody was ever seen where it leads. */
function anywhere(possible: Uint8Array, from: number, k: number): Float64Array {
  const open = Float64Array.from(rowOf(possible, from, k), (can, to) => (to === from ? 0 : can));
  const sum = sumOf(open);
  if (sum === 0) throw new RangeError(`smoothing: state ${from} can neither be kept nor left`);
  return open.map((one) => one / sum);
}

function rowOf<T extends Float64Array | Uint8Array>(cells: T, row: number, columns: number): T {
  return cells.subarray(row * columns, (row + 1) * columns) as T; // a part of a typed array is one of its kind
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
