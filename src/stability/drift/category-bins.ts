import type { Feature } from "../../features/feature-table.ts";

/** The level of each customer, as an index into the names of its own table's levels; NaN is "unknown". */
export type Category = Pick<Feature, "values" | "levels">;

/** Names of the levels that a customer has, in the order of the levels. O(n). */
export function seenLevels({ values, levels }: Category): string[] {
  const seen = new Set(values);
  return levels.filter((_, level) => seen.has(level));
}

/**
 * Customers by level. Levels go by their names, because tables of different windows number them differently. O(n).
 *
 * @param known levels with a bin of their own, length B: those seen in the reference
 * @returns length B + 2; then the customers of all other levels, which the reference has not seen, and those whose level
 *   is unknown
 */
export function countByLevel({ values, levels }: Category, known: readonly string[]): Float64Array {
  const binOf = new Map(known.map((level, bin) => [level, bin]));
  const bins = levels.map((level) => binOf.get(level) ?? known.length);
  const counts = new Float64Array(known.length + 2);
  for (const value of values) counts[Number.isNaN(value) ? known.length + 1 : bins[value]] += 1;
  return counts;
}
