import type { Division } from "./division.ts";

/** Scope and key of the base as a whole, which is part number 0. */
export const wholeBase = "all";
/** Scopes that are no division. */
const reserved = [wholeBase, "guests", "cohort", "market"];
const mostCells = 2 ** 16;
/** Cells of divisions that are added up together, unless one of them alone has more. */
const jointCells = 256;

/**
 * The parts of all divisions in one numbering, the whole base first, and the cells that sums over them are made of.
 *
 * Several divisions with few parts share cells, one for each combination of their parts, so that a customer is in one
 * cell for them all. What is added for a customer is added to these few cells, and a part is the sum of its cells.
 */
export interface NumberedParts {
  /** Scope (id of the division) and key of each part. */
  readonly scopes: readonly string[];
  readonly keys: readonly string[];
  /** Customers in each part. */
  readonly sizes: Int32Array;
  /** How many cells there are. */
  readonly cells: number;
  /** The cells that each part is made of. */
  readonly cellsOf: readonly Int32Array[];
  /** Cells that every customer is in. */
  readonly width: number;
  /** The cells of each of the N customers, N × width, row-major: what is added for a customer reads one row. */
  readonly of: Uint16Array;
}

/**
 * Numbers the parts of all divisions.
 *
 * @param customers N
 * @throws RangeError when a division does not have exactly one part for each customer, or its id is taken
 */
export function numberParts(customers: number, divisions: readonly Division[]): NumberedParts {
  for (const [d, division] of divisions.entries()) {
    checkDivision(division, customers, [...reserved, ...divisions.slice(0, d).map(({ id }) => id)]);
  }
  const groups = together(divisions);
  const cells = groups.reduce((sum, group) => sum + cellsIn(group), 0);
  if (cells > mostCells) throw new RangeError(`metrics: more than ${mostCells} parts`);

  const scopes = [wholeBase];
  const keys = [wholeBase];
  const cellsOf = [Int32Array.from({ length: cellsIn(groups[0]) }, (_, cell) => cell)];
  const width = groups.length;
  const of = new Uint16Array(customers * width);
  let first = 0;
  for (const [g, group] of groups.entries()) {
    for (let customer = 0; customer < customers; customer++) of[customer * width + g] = first;
    const size = cellsIn(group);
    let stride = 1;
    for (const { id, keys: own, codes } of group) {
      for (let customer = 0; customer < customers; customer++) of[customer * width + g] += codes[customer] * stride;
      for (const [code, key] of own.entries()) {
        scopes.push(id);
        keys.push(key);
        cellsOf.push(cellsWith(code, own.length, stride, size).map((cell) => first + cell));
      }
      stride *= own.length;
    }
    first += size;
  }
  const counts = new Float64Array(cells);
  for (const cell of of) counts[cell]++;
  return { scopes, keys, sizes: Int32Array.from(sumsOfParts({ cells, cellsOf }, counts)), cells, cellsOf, width, of };
}

/** The cells of a group in which one division has one code: those whose digit at `stride` is the code. */
function cellsWith(code: number, parts: number, stride: number, size: number): Int32Array {
  return Int32Array.from({ length: size / parts }, (_, i) => {
    const above = Math.floor(i / stride);
    return (above * parts + code) * stride + (i % stride);
  });
}

/**
 * The sums of parts: those of their cells.
 *
 * @param sums of each cell, cells × F
 * @returns P × F
 */
export function sumsOfParts(
  { cells, cellsOf }: Pick<NumberedParts, "cells" | "cellsOf">,
  sums: Float64Array,
): Float64Array {
  const f = sums.length / cells;
  const result = new Float64Array(cellsOf.length * f);
  for (const [part, its] of cellsOf.entries()) {
    for (const cell of its) for (let i = 0; i < f; i++) result[part * f + i] += sums[cell * f + i];
  }
  return result;
}

/** Neighbouring divisions that share cells; one group, of the base alone, where there is no division. */
function together(divisions: readonly Division[]): readonly (readonly Division[])[] {
  const groups: Division[][] = [[]];
  for (const division of divisions) {
    const last = groups[groups.length - 1];
    if (last.length === 0 || cellsIn(last) * division.keys.length <= jointCells) last.push(division);
    else groups.push([division]);
  }
  return groups;
}

function cellsIn(group: readonly Division[]): number {
  return group.reduce((product, { keys }) => product * keys.length, 1);
}

function checkDivision({ id, keys, codes }: Division, customers: number, taken: readonly string[]) {
  if (taken.includes(id)) throw new RangeError(`metrics: the division ${id} has a name that is taken`);
  if (codes.length !== customers) {
    throw new RangeError(`metrics: the division ${id} has ${codes.length} customers, the base ${customers}`);
  }
  const wrong = codes.findIndex((code) => !(code >= 0 && code < keys.length));
  if (wrong !== -1) {
    throw new RangeError(`metrics: customer ${wrong} is in part ${codes[wrong]} of ${id}, which has ${keys.length}`);
  }
}
