import type { ColumnTable } from "arquero";
import type { ParquetFile } from "./read-parquet.ts";
import { tableOfRows } from "./table-of-rows.ts";

/** Sizes of the states at the end of every window: `as_of`, `segment_id`, `customers`, `share` of those known then. */
export async function windowTable(windows: ParquetFile): Promise<ColumnTable> {
  const sizes = new Map<string, Map<string, number>>();
  for await (const batch of windows.batches(["as_of", "segment_id"])) {
    const [days = [], states = []] = [batch.get("as_of"), batch.get("segment_id")];
    for (const [i, day] of days.entries()) {
      const ofDay = sizes.get(String(day)) ?? new Map<string, number>();
      sizes.set(String(day), ofDay);
      const state = String(states[i]);
      ofDay.set(state, (ofDay.get(state) ?? 0) + 1);
    }
  }
  const states = [...new Set([...sizes.values()].flatMap((ofDay) => [...ofDay.keys()]))].sort();
  const rows = [...sizes.keys()].sort().flatMap((as_of) => {
    const ofDay = sizes.get(as_of) ?? new Map<string, number>();
    const known = [...ofDay.values()].reduce((sum, size) => sum + size, 0);
    return states.map((segment_id) => {
      const customers = ofDay.get(segment_id) ?? 0;
      return { as_of, segment_id, customers, share: customers / known };
    });
  });
  return tableOfRows(["as_of", "segment_id", "customers", "share"], rows);
}
