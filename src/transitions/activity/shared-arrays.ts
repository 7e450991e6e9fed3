import type { ActivityPanel } from "./activity-panel.ts";

/** Numbers that all threads see. */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** A panel that all threads see; itself where it is one. */
export function sharePanel(panel: ActivityPanel): ActivityPanel {
  if (panel.entry.buffer instanceof SharedArrayBuffer) return panel;
  const room = (bytes: number) => new SharedArrayBuffer(bytes);
  const bytes = (values: Uint8Array) => copyInto(new Uint8Array(room(values.byteLength)), values);
  const integers = (values: Int32Array) => copyInto(new Int32Array(room(values.byteLength)), values);
  const floats = (values: Float64Array) => copyInto(new Float64Array(room(values.byteLength)), values);
  return {
    ...{ months: panel.months, columns: panel.columns, baskets: panel.baskets, calendar: bytes(panel.calendar) },
    entry: copyInto(new Int16Array(room(panel.entry.byteLength)), panel.entry),
    ...{ rowStart: integers(panel.rowStart), month: bytes(panel.month), orders: bytes(panel.orders) },
    ...{ basketSum: floats(panel.basketSum), basketSquares: floats(panel.basketSquares) },
    ...{ countStart: integers(panel.countStart), column: bytes(panel.column), count: bytes(panel.count) },
  };
}

function copyInto<A extends { set(values: A): void }>(target: A, values: A): A {
  target.set(values);
  return target;
}
