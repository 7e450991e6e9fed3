import type { FeatureTable } from "../../features/feature-table.ts";
import { takeCustomers } from "../../segments/sample-customers.ts";
import { rowsWhere } from "../rules/origin-rows.ts";
import { encodeCustomers } from "./encode-customers.ts";
import { classProbabilities } from "./multinomial-logit.ts";
import type { NextStateModel, OriginLogit } from "./next-state.ts";

/** Rows that are encoded at a time. */
const blockRows = 8192;

/**
 * Chance of every state one window later for every customer of a table: by the logit of their state where it has one, otherwise
 * by its row.
 *
 * O(n · features · states).
 *
 * @param origin state of each row, length n
 * @returns n × k, row-major, each row adding up to 1; NaN where nobody of the state was seen
 * @throws RangeError if lengths differ or the table lacks a feature
 */
export function predictNextState(model: NextStateModel, table: FeatureTable, origin: Int16Array): Float64Array {
  const n = table.customers.length;
  const k = model.states.length;
  if (origin.length !== n) throw new RangeError(`next state: ${n} customers with ${origin.length} states`);
  const chances = new Float64Array(n * k).fill(Number.NaN);
  for (const [state, id] of model.states.entries()) {
    const known = model.origins.find((one) => one.origin === id);
    if (known === undefined) continue;
    const rows = rowsWhere(origin, state);
    for (let from = 0; from < rows.length; from += blockRows) {
      const block = rows.subarray(from, from + blockRows);
      const own = stateChances(known, takeCustomers(table, block));
      for (const [i, row] of block.entries()) chances.set(own.subarray(i * k, (i + 1) * k), row * k);
    }
  }
  return chances;
}

/**
 * Chances of every state for customers who are all in one state, n × k. States that the logit does not tell apart keep those
 * of the row, and the others share the rest.
 */
export function stateChances(
  { row, logit }: { readonly row: readonly number[]; readonly logit: OriginLogit | null },
  table: FeatureTable,
): Float64Array {
  const n = table.customers.length;
  const k = row.length;
  const chances = new Float64Array(n * k);
  for (let i = 0; i < n; i++) chances.set(row, i * k);
  if (logit === null) return chances;

  const { classes, temperature } = logit;
  const coefficients = Float64Array.from(logit.coefficients, (coefficient) => coefficient / temperature);
  const told = classProbabilities({ classes: classes.length, coefficients }, encodeCustomers(logit, table));
  const shared = classes.reduce((sum, state) => sum + row[state], 0);
  for (let i = 0; i < n; i++) {
    for (const [at, state] of classes.entries()) chances[i * k + state] = shared * told[i * classes.length + at];
  }
  return chances;
}
