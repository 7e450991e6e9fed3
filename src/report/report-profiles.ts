import type { FeatureTable } from "../features/feature-table.ts";
import type { Language } from "../language/text.ts";
import type { ProfileColumn, SegmentProfiles } from "../segments/profile-segments.ts";
import type { ReportModel, ReportSegment } from "./report-model.ts";

type ProfiledSegment = Omit<ReportSegment, "ltvShare" | "figures">;

/**
 * What profiles contribute to a report: the features, and each segment but for its lifetime value and figures.
 *
 * @param table the features that were profiled, with their words
 */
export function reportProfiles(
  { ids, names, sizes, shares, revenueShares, columns }: SegmentProfiles,
  table: Pick<FeatureTable, "features">,
  language: Language,
): { features: ReportModel["features"]; segments: ProfiledSegment[] } {
  const titles = new Map(table.features.map(({ name, words }) => [name, words[language].title]));
  const known = columns.filter(({ centre }) => centre.some((value) => !Number.isNaN(value)));
  return {
    features: known.map(({ feature, level, unit }) => ({
      name: feature,
      title: titles.get(feature) ?? feature,
      level: level ?? null,
      unit,
    })),
    segments: ids.map((id, index) => ({
      id,
      name: names[index][language],
      size: sizes[index],
      share: shares[index],
      revenueShare: orNull(revenueShares[index]),
      centre: known.map((column) => rounded(column, "centre", index)),
      contrast: known.map((column) => rounded(column, "contrast", index)),
    })),
  };
}

/** Six significant digits are more than a reader can see, and keep the file small. */
function rounded(column: ProfileColumn, figure: "centre" | "contrast", index: number): number | null {
  const value = orNull(column[figure][index]);
  return value === null ? null : Number(value.toPrecision(6));
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
