import type { FeatureFamily, FeatureTable } from "../features/feature-table.ts";

/**
 * The part of a table that customers are grouped by: the features of the chosen families, or all of them where the
 * table has none of those (customers without transactions, say).
 *
 * Grouping by everything that is known mostly finds noise: on a base with planted behaviour, segments from purchases
 * alone agree from month to month (adjusted Rand index at least .65), segments from all families do not (.28), and they
 * are no closer to the truth. So the default is what customers do with their money; the rest describes them.
 */
export function selectFamilies(table: FeatureTable, families: readonly FeatureFamily[]): FeatureTable {
  const features = table.features.filter(({ family }) => families.includes(family));
  return features.length === 0 ? table : { ...table, features };
}
