import type { ColumnLook } from "./column-look.ts";
import { numberOf } from "./number-reading.ts";

/** A count with commas between the thousands, whatever the locale. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** " from 1 to 12" for a column of plain numbers; empty for others. */
export function rangeText(column: ColumnLook): string {
  const range = rangeOf(column);
  return range === undefined ? "" : ` from ${range.min} to ${range.max}`;
}

/** Least and greatest number of a column whose numbers have no mark but a full stop. */
export function rangeOf({ counts, numbers }: ColumnLook): { min: number; max: number } | undefined {
  if (numbers === undefined) return undefined;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const text of counts.keys()) {
    const value = numberOf(text, { decimal: ".", thousands: "" });
    if (Number.isNaN(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max < min ? undefined : { min, max };
}
