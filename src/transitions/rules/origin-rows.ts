import type { FeatureTable } from "../../features/feature-table.ts";
import { hashShare } from "../../math/hash-share.ts";
import type { MovesOfWindow } from "../moves-of-window.ts";
import type { Column } from "./candidate-terms.ts";

/** Customers of one origin and where they moved, a row for each window they were seen there. */
export interface OriginRows {
  readonly columns: readonly Column[];
  /** State one window later, length n. */
  readonly destinations: Int16Array;
}

/** Features that all windows know, with the levels of all of them. */
export type SharedFeature = Omit<Column, "values">;

/** @param names features that may be used; all when left out */
export function sharedFeatures(tables: readonly FeatureTable[], names?: readonly string[]): SharedFeature[] {
  const [first, ...others] = tables;
  return first.features.flatMap(({ name, kind, levels }) => {
    const alike = others.map(({ features }) => features.find((other) => other.name === name && other.kind === kind));
    if (names?.includes(name) === false || alike.includes(undefined)) return [];
    return { name, kind, levels: [...new Set([levels, ...alike.map((other) => other?.levels ?? [])].flat())].sort() };
  });
}

/** Rows of some tables, by table. */
type RowsByTable = readonly Int32Array[];

export interface DrawnRows {
  /** Rows of the origin in any window, about `mostRows` at most. */
  readonly all: RowsByTable;
  /** At most one row of a customer, about `mostCustomers` at most. */
  readonly sample: RowsByTable;
}

export interface Drawn {
  readonly mostCustomers: number;
  readonly mostRows: number;
  readonly seed: number;
}

/** What hashes are asked for. */
const [turn, thinning, rowThinning] = [1, 2, 3];

/**
 * Draws rows of an origin without looking ahead.
 *
 * Of a customer who may be there in several windows, one is taken: in each window a customer who is there and was not
 * taken before is taken with the chance of one over the windows that are left. Which of a customer's windows it is then
 * depends on nothing that comes after it. One of all the windows a customer was there, drawn afterwards, would not do: their last
 * one always ends with a move, so that movers would be taken too often, and early windows more than late ones.
 *
 * All by hashes of customer and window, so that nobody's draw depends on who else there is. O(rows).
 */
export function drawRows(
  moves: readonly MovesOfWindow[],
  origin: number,
  { mostCustomers, mostRows, seed }: Drawn,
): DrawnRows {
  const inOrigin = moves.map(({ origin: states }) => rowsWhere(states, origin));
  const customerOf = (at: number, row: number) => moves[at].table.customers[row];
  const highest = moves.reduce((top, { table }) => Math.max(top, table.customers.at(-1) ?? -1), -1);
  const wasTaken = new Uint8Array(highest + 1);
  const taken = inOrigin.map((rows, at) =>
    rows.filter((row) => {
      const customer = customerOf(at, row);
      if (wasTaken[customer] === 1 || hashShare(customer, at, turn, seed) * (moves.length - at) >= 1) return false;
      wasTaken[customer] = 1;
      return true;
    }),
  );
  const isKept = (customer: number) => hashShare(customer, thinning, seed) * rowsIn(taken) < mostCustomers;
  const isLookedAt = (customer: number, at: number) =>
    hashShare(customer, at, rowThinning, seed) * rowsIn(inOrigin) < mostRows;
  return {
    sample: taken.map((rows, at) => rows.filter((row) => isKept(customerOf(at, row)))),
    all: inOrigin.map((rows, at) => rows.filter((row) => isLookedAt(customerOf(at, row), at))),
  };
}

function rowsIn(rows: RowsByTable): number {
  return rows.reduce((sum, { length }) => sum + length, 0);
}

/** Rows of several tables under each other. */
export function gatherRows(
  moves: readonly MovesOfWindow[],
  rows: RowsByTable,
  features: readonly SharedFeature[],
): OriginRows {
  const n = rowsIn(rows);
  const destinations = new Int16Array(n);
  const columns = features.map((feature) => ({ ...feature, values: new Float64Array(n) }));
  let offset = 0;
  for (const [at, { table, destination }] of moves.entries()) {
    const own = rows[at];
    for (let i = 0; i < own.length; i++) destinations[offset + i] = destination[own[i]];
    for (const { name, kind, levels, values } of columns) {
      const source = table.features.find((feature) => feature.name === name);
      if (source === undefined) throw new RangeError(`transitions: a window lacks ${name}`);
      const codes = source.levels.map((level) => levels.indexOf(level));
      for (let i = 0; i < own.length; i++) {
        const value = source.values[own[i]];
        values[offset + i] = kind === "number" || Number.isNaN(value) ? value : codes[value];
      }
    }
    offset += own.length;
  }
  return { columns, destinations };
}

/** Rows in one state, ascending. */
export function rowsWhere(states: Int16Array, state: number): Int32Array {
  let count = 0;
  for (const own of states) if (own === state) count += 1;
  const rows = new Int32Array(count);
  for (let row = 0, at = 0; row < states.length; row++) if (states[row] === state) rows[at++] = row;
  return rows;
}
