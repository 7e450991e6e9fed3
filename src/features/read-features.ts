import type { Engine } from "../engine/engine.ts";
import type { FeatureSql } from "./family.ts";
import type { FeatureTable } from "./feature-table.ts";
import type { Window } from "./window.ts";

/** Memory for the columns of one window after another, so that many windows cost the memory of one. */
export interface FeatureBuffers {
  readonly customers: Int32Array;
  readonly columns: readonly Float64Array[];
}

/** Room for N customers and d features: 8·N·d bytes. */
export function createFeatureBuffers(customers: number, features: number): FeatureBuffers {
  return {
    customers: new Int32Array(customers),
    columns: Array.from({ length: features }, () => new Float64Array(customers)),
  };
}

/**
 * Reads a window's features into columns ordered by customer. Rows may arrive in any order: each is put at its
 * customer's place, then the gaps are closed.
 *
 * @param sql result of `windowSql`, or a table of the same columns
 * @param buffers overwritten; the table returned is a view of them
 */
export async function readFeatures(
  engine: Engine,
  sql: string,
  features: readonly FeatureSql[],
  window: Window,
  buffers: FeatureBuffers,
): Promise<FeatureTable> {
  const present = new Uint8Array(buffers.customers.length);
  await engine.stream(sql, ([customers, ...columns], rows) => {
    for (let i = 0; i < rows; i++) present[customers[i]] = 1;
    for (const [j, values] of columns.entries()) {
      const target = buffers.columns[j];
      for (let i = 0; i < rows; i++) target[customers[i]] = values[i];
    }
  });
  let n = 0;
  for (let customer = 0; customer < present.length; customer++)
    if (present[customer] === 1) buffers.customers[n++] = customer;
  const customers = buffers.customers.subarray(0, n);
  for (const column of buffers.columns) for (let i = 0; i < n; i++) column[i] = column[customers[i]];

  return {
    window,
    customers,
    features: features.map(({ name, family, kind, unit, definition, words, levels }, j) => ({
      name,
      family,
      kind,
      unit,
      definition,
      words,
      levels: levels ?? [],
      values: buffers.columns[j].subarray(0, n),
    })),
  };
}
