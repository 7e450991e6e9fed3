import * as z from "zod";
import type { Feature } from "../features/feature-table.ts";
import type { Text } from "../language/text.ts";
import { sameForNearlyAll, unknownForAll } from "./untelling-reasons.ts";

/** Levels that fewer customers have are merged: an indicator of a rare level would outweigh everything else. */
const rareShare = 0.02;

const shareOfCustomers = z.number().gt(0).max(1);

/**
 * How one category becomes columns: one for each level, then one for `other`, then one for `unknown`, as far as they
 * exist. A column holds `1/√p − √p` for customers of the level and `−√p` for the others, p being the level's share, times
 * the root of the weight.
 */
export const categoryEncoding = z.strictObject({
  kind: z.literal("category"),
  feature: z.string(),
  levels: z.array(z.strictObject({ level: z.string(), share: shareOfCustomers })),
  /** Share of the customers whose level is rare; null when too few for a column of their own. */
  other: shareOfCustomers.nullable(),
  /** Share of the customers whose level is not known; null when too few for a column of their own. */
  unknown: shareOfCustomers.nullable(),
  /** Levels too rare for a column of their own. */
  merged: z.array(z.string()),
  /** What the category counts in squared distances. */
  weight: z.number().positive().default(1),
});
export type CategoryEncoding = z.output<typeof categoryEncoding>;

/**
 * Learns the columns of a category, weighted as in factor analysis of mixed data: the variances of the columns add up
 * to their number minus one, and no direction has more than the variance 1 of a scaled number.
 *
 * Levels under 2 % of the customers are merged into `other`; unknown is a level of its own. Where `other` or unknown
 * together stay under 2 %, these customers stand in the middle of all columns, which neither attracts nor repels them.
 *
 * @param weight what the category shall count in squared distances
 * @returns the encoding, or the reason why the feature tells customers apart in nothing
 * @see Pagès (2004), Analyse factorielle de données mixtes; Le Roux & Rouanet (2010), Multiple correspondence analysis,
 *   for passive levels
 */
export function fitCategoryEncoding({ name, values, levels }: Feature, weight = 1): CategoryEncoding | Text {
  const counts = new Float64Array(levels.length);
  let unknown = 0;
  for (const value of values) {
    if (Number.isNaN(value)) unknown += 1;
    else counts[value] += 1;
  }
  const n = values.length;
  if (unknown === n) return unknownForAll;

  const enough = (count: number) => count > 0 && count >= rareShare * n;
  const kept = levels.filter((_, level) => enough(counts[level]));
  const rare = levels.filter((_, level) => counts[level] > 0 && !enough(counts[level]));
  const rareCount = counts.reduce((sum, count) => (enough(count) ? sum : sum + count), 0);
  const hasOther = enough(rareCount);
  const hasUnknown = enough(unknown);
  if (kept.length + Number(hasOther) + Number(hasUnknown) < 2) return sameForNearlyAll;

  const unknownCount = hasUnknown && !hasOther ? unknown + rareCount : unknown;
  const active = n - (hasOther || hasUnknown ? 0 : rareCount) - (hasUnknown ? 0 : unknown);
  return {
    kind: "category",
    feature: name,
    levels: kept.map((level) => ({ level, share: counts[levels.indexOf(level)] / active })),
    other: hasOther ? rareCount / active : null,
    unknown: hasUnknown ? unknownCount / active : null,
    merged: rare,
    weight,
  };
}

/** Names of the columns of a category, in their order. */
export function columnNames({ levels, other, unknown }: CategoryEncoding): string[] {
  return [
    ...levels.map(({ level }) => level),
    ...(other === null ? [] : ["other"]),
    ...(unknown === null ? [] : ["unknown"]),
  ];
}

/** Shares of the columns of a category, in the order of the columns. */
export function columnShares({ levels, other, unknown }: CategoryEncoding): number[] {
  return [
    ...levels.map(({ share }) => share),
    ...(other === null ? [] : [other]),
    ...(unknown === null ? [] : [unknown]),
  ];
}

/**
 * Column of each level of a table, then of "unknown" in the last place; −1 is the middle of all columns. A level without
 * a column of its own, rare or never seen before, counts as other, else as unknown, else stands in the middle.
 */
export function columnOfLevels(encoding: CategoryEncoding, levels: readonly string[]): Int32Array {
  const kept = new Map(encoding.levels.map(({ level }, column) => [level, column]));
  const other = encoding.other === null ? -1 : kept.size;
  const unknown = encoding.unknown === null ? -1 : kept.size + (other === -1 ? 0 : 1);
  const rest = other === -1 ? unknown : other;
  return Int32Array.from([...levels.map((level) => kept.get(level) ?? rest), unknown]);
}

/**
 * The values a level puts into the columns of its category.
 *
 * @param column number of the level's column, or −1 for the middle
 */
export function encodeLevel(shares: readonly number[], column: number, weight = 1): number[] {
  if (column === -1) return shares.map(() => 0);
  const root = Math.sqrt(weight);
  return shares.map((share, at) => root * ((at === column ? 1 / Math.sqrt(share) : 0) - Math.sqrt(share)));
}
