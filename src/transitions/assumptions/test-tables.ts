import * as z from "zod";
import { benjaminiHochberg } from "../../math/benjamini-hochberg.ts";
import { chiSquareUpperTail } from "../../math/chi-square.ts";
import { createRandom, type Random } from "../../math/random.ts";
import { drawTable } from "./draw-table.ts";

/** Counts, rows × columns, row-major. */
export interface CountTable {
  readonly counts: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Whether the rows of a table, or of several, are of one distribution each. */
export const tableTest = z.strictObject({
  /** Moves counted. */
  n: z.int(),
  /** Pearson's statistic, which p is of. */
  pearson: z.number(),
  /** Likelihood ratio, for comparison only: it finds far too much where moves are rare. */
  g2: z.number(),
  /** Rows and columns without a count are dropped. */
  df: z.int(),
  /** Chance of as large a statistic from rows of one distribution; null where nothing can differ, with df 0. */
  p: z.number().nullable(),
  /** Where p comes from: the limit for many moves, or random tables with the same margins. */
  method: z.enum(["chi-square", "monte-carlo"]),
  /** The same chance by the limit for many moves, of Pearson's statistic and of the likelihood ratio. */
  limits: z.strictObject({ pearson: z.number().nullable(), g2: z.number().nullable() }),
});
export type TableTest = z.output<typeof tableTest>;

/** A table of one state among those of other states. */
export const stateTest = tableTest.extend({
  /** q of Benjamini and Hochberg over the states; null where p is. */
  q: z.number().nullable(),
});
export type StateTest = z.output<typeof stateTest>;

/** The tests with q, which keeps false findings among the states in check. */
export function withQ(tests: readonly TableTest[]): StateTest[] {
  const q = benjaminiHochberg(Float64Array.from(tests, ({ p }) => p ?? Number.NaN));
  return tests.map((test, state) => ({ ...test, q: test.p === null ? null : q[state] }));
}

export interface MonteCarloSettings {
  readonly seed: number;
  /** Random tables. */
  readonly draws?: number;
}

/** Fewest moves of a table that the limit may judge. */
const manyMoves = 200;
/** Cochran's rule: what the limit may expect in a cell, and in how many cells less. */
const wellExpected = { fully: 5, least: 1, fewer: 0.2 };

/**
 * Pearson's test of independence in each of several tables, and in all of them together: statistics and degrees of
 * freedom add up.
 *
 * Tables with fewer than 200 moves, and those that miss Cochran's rule (at least 1 expected in every cell, and 5 in four
 * of five), are judged by random tables with the same margins,
 *
 *     p = (1 + tables with as large a statistic) / (1 + draws),
 *
 * which holds for any number of moves; the others by the chi-square limit. The likelihood ratio is not used: with eight
 * states and rare moves it rejects a true model in 9 to 53 % of cases at the level of 5 %, up to hundreds of moves.
 *
 * O(cells) for each table, and O(draws · cells) where one is sparse.
 *
 * @throws RangeError if counts do not fill a table or are no whole numbers of at least 0
 * @see Cochran (1954), Some methods for strengthening the common χ² tests, Biometrics 10, 417–451; Phipson & Smyth
 *   (2010), Permutation p-values should never be zero, Statistical Applications in Genetics and Molecular Biology 9(1), 39
 */
export function testTables(
  tables: readonly CountTable[],
  { seed, draws = 1999 }: MonteCarloSettings,
): { readonly tables: TableTest[]; readonly total: TableTest } {
  const known = tables.map(occupied);
  const judged = known.map((table) => ({ table, n: sum(table.rows), ...statistics(table), df: freedom(table) }));
  const isSparse = known.map((table) => freedom(table) > 0 && missesLimit(table));
  // Every table has random numbers of its own, so that its p does not depend on the others.
  const sums = isSparse.includes(true) ? new Float64Array(draws) : undefined;
  const own = judged.map((one, at) => {
    if (sums === undefined) return byLimit(one);
    const random = createRandom(seed, stream + at);
    if (!isSparse[at]) {
      for (let draw = 0; draw < draws; draw++) sums[draw] += chiSquare(random, one.df);
      return byLimit(one);
    }
    const drawn = drawStatistics(one.table, draws, random);
    for (let draw = 0; draw < draws; draw++) sums[draw] += drawn[draw];
    return { ...byLimit(one), p: shareAsLarge(drawn, one.pearson), method: "monte-carlo" as const };
  });

  const total = byLimit({
    n: own.reduce((all, { n }) => all + n, 0),
    pearson: own.reduce((all, { pearson }) => all + pearson, 0),
    g2: own.reduce((all, { g2 }) => all + g2, 0),
    df: own.reduce((all, { df }) => all + df, 0),
  });
  if (sums === undefined) return { tables: own, total };
  return { tables: own, total: { ...total, p: shareAsLarge(sums, total.pearson), method: "monte-carlo" } };
}

/** Random stream of the first table. */
const stream = 0x7ab1e;

/** A table without empty rows and columns, the largest last. */
interface Occupied {
  readonly counts: Float64Array;
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

function occupied({ counts, rows: k, columns: m }: CountTable): Occupied {
  if (counts.length !== k * m) throw new RangeError(`testTables: ${counts.length} counts for ${k} × ${m} cells`);
  const rows = new Float64Array(k);
  const columns = new Float64Array(m);
  for (let cell = 0; cell < counts.length; cell++) {
    if (!(Number.isInteger(counts[cell]) && counts[cell] >= 0)) {
      throw new RangeError(`testTables: a count is a whole number of at least 0, got ${counts[cell]}`);
    }
    rows[Math.floor(cell / m)] += counts[cell];
    columns[cell % m] += counts[cell];
  }
  const [keptRows, keptColumns] = [rows, columns].map((margin) =>
    Array.from(margin.keys())
      .filter((at) => margin[at] > 0)
      .sort((a, b) => margin[a] - margin[b] || a - b),
  );
  return {
    counts: Float64Array.from(keptRows.flatMap((row) => keptColumns.map((column) => counts[row * m + column]))),
    rows: Float64Array.from(keptRows, (row) => rows[row]),
    columns: Float64Array.from(keptColumns, (column) => columns[column]),
  };
}

function freedom({ rows, columns }: Occupied): number {
  return Math.max(0, rows.length - 1) * Math.max(0, columns.length - 1);
}

function missesLimit({ rows, columns }: Occupied): boolean {
  const n = sum(rows);
  const expected = Array.from(rows, (row) => Array.from(columns, (column) => (row * column) / n)).flat();
  const few = expected.filter((count) => count < wellExpected.fully).length;
  return n < manyMoves || Math.min(...expected) < wellExpected.least || few > wellExpected.fewer * expected.length;
}

function statistics({ counts, rows, columns }: Occupied) {
  const n = sum(rows);
  let [pearson, g2] = [0, 0];
  for (let cell = 0; cell < counts.length; cell++) {
    const expected = (rows[Math.floor(cell / columns.length)] * columns[cell % columns.length]) / n;
    pearson += (counts[cell] - expected) ** 2 / expected;
    if (counts[cell] > 0) g2 += 2 * counts[cell] * Math.log(counts[cell] / expected);
  }
  return { pearson, g2: Math.max(0, g2) };
}

/** Pearson's statistic of random tables with the margins of one. */
function drawStatistics({ rows, columns }: Occupied, draws: number, random: Random): Float64Array {
  const n = sum(rows);
  const weights = Float64Array.from(rows, (row) => n / row);
  const drawn = new Float64Array(rows.length * columns.length);
  return Float64Array.from({ length: draws }, () => {
    drawTable(rows, columns, random, drawn);
    let statistic = 0;
    for (let row = 0, cell = 0; row < rows.length; row++) {
      for (let column = 0; column < columns.length; column++, cell++) {
        const apart = drawn[cell] - columns[column] / weights[row];
        statistic += (apart * apart * weights[row]) / columns[column];
      }
    }
    return statistic;
  });
}

function shareAsLarge(drawn: Float64Array, seen: number): number {
  // Tables with the same counts are ties that rounding must not part.
  const least = seen * (1 - 1e-9);
  let asLarge = 0;
  for (const statistic of drawn) if (statistic >= least) asLarge += 1;
  return (1 + asLarge) / (1 + drawn.length);
}

function byLimit({ n, pearson, g2, df }: Pick<TableTest, "n" | "pearson" | "g2" | "df">): TableTest {
  const p = df === 0 ? null : chiSquareUpperTail(pearson, df);
  const limits = { pearson: p, g2: df === 0 ? null : chiSquareUpperTail(g2, df) };
  return { n, pearson, g2, df, p, method: "chi-square", limits };
}

function chiSquare(random: Random, df: number): number {
  let square = 0;
  for (let i = 0; i < df; i++) square += random.normal() ** 2;
  return square;
}

function sum(counts: Float64Array): number {
  return counts.reduce((all, count) => all + count, 0);
}
