import type { ActivityPanel } from "../panel/activity-panel.ts";

/** Where arrays that all threads see come from; they begin with zeros. */
export interface SharedRoom {
  readonly floats: (length: number) => Float64Array;
  readonly integers: (length: number) => Int32Array;
  readonly shorts: (length: number) => Int16Array;
  readonly bytes: (length: number) => Uint8Array;
}

/** Room of its own for each array. */
export const freshRoom: SharedRoom = roomOf((bytes) => new SharedArrayBuffer(bytes));

/**
 * Room for one piece of work after another of the same kind: after `reuse`, which ends what was in it, the first array is where the
 * first one was, and so on. Node counts no shared memory when it decides whether to collect garbage, so what is dropped stays for long.
 */
export function reusableRoom(): SharedRoom & { readonly reuse: () => void } {
  const buffers: SharedArrayBuffer[] = [];
  let taken = 0;
  const room = roomOf((bytes) => {
    const at = taken++;
    if (at < buffers.length && buffers[at].byteLength >= bytes) {
      new Uint8Array(buffers[at], 0, bytes).fill(0);
    } else {
      buffers[at] = new SharedArrayBuffer(bytes);
    }
    return buffers[at];
  });
  return {
    ...room,
    reuse: () => {
      taken = 0;
    },
  };
}

function roomOf(take: (bytes: number) => SharedArrayBuffer): SharedRoom {
  return {
    floats: (length) => new Float64Array(take(8 * length), 0, length),
    integers: (length) => new Int32Array(take(4 * length), 0, length),
    shorts: (length) => new Int16Array(take(2 * length), 0, length),
    bytes: (length) => new Uint8Array(take(length), 0, length),
  };
}

/** A panel that all threads see; itself where it is one. */
export function sharePanel(panel: ActivityPanel, room: SharedRoom = freshRoom): ActivityPanel {
  if (panel.entry.buffer instanceof SharedArrayBuffer) return panel;
  const bytes = (values: Uint8Array) => copyInto(room.bytes(values.length), values);
  const integers = (values: Int32Array) => copyInto(room.integers(values.length), values);
  const floats = (values: Float64Array) => copyInto(room.floats(values.length), values);
  return {
    ...{ months: panel.months, columns: panel.columns, baskets: panel.baskets, calendar: bytes(panel.calendar) },
    entry: copyInto(room.shorts(panel.entry.length), panel.entry),
    ...{ rowStart: integers(panel.rowStart), month: bytes(panel.month), orders: bytes(panel.orders) },
    ...{ basketSum: floats(panel.basketSum), basketSquares: floats(panel.basketSquares) },
    ...{ countStart: integers(panel.countStart), column: bytes(panel.column), count: bytes(panel.count) },
  };
}

function copyInto<A extends { set(values: A): void }>(target: A, values: A): A {
  target.set(values);
  return target;
}
