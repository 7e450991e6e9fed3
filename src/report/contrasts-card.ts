import { type Card, numberColumn, textColumn } from "./card.ts";
import { decimalWords, significantWords } from "./number-words.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentMark, segmentTitle } from "./segment-marks.ts";

export interface ContrastsCard extends Card {
  /** Indices of the features in which segments differ most, the strongest first. */
  readonly features: readonly number[];
}

/** What makes each segment different: the features in which segments are furthest from everyone. */
export function contrastsCard(model: ReportModel, shown = 14): ContrastsCard {
  const features = model.features
    .map((_, feature) => feature)
    .filter((feature) => strength(model, feature) > 0)
    .sort((a, b) => strength(model, b) - strength(model, a) || a - b);
  return {
    id: "contrasts",
    question: "What makes each segment different?",
    answer: answer(model, features[0]),
    note: "Standard deviations between the segment (column) and everyone. The figures are medians, and shares of categories.",
    features: features.slice(0, shown),
    table: {
      columns: [
        textColumn("Feature"),
        textColumn("Unit"),
        ...model.segments.map(({ name }, index) => numberColumn(segmentMark(index), name)),
      ],
      rows: features.map((feature) => [
        featureWords(model, feature),
        model.features[feature].unit,
        ...model.segments.map(({ centre }) => significantWords(centre[feature])),
      ]),
    },
  };
}

/** `median_gap_days` as `median gap days`, a level as `area type: urban`. */
export function featureWords(model: ReportModel, feature: number): string {
  const { name, level } = model.features[feature];
  const words = name.replaceAll("_", " ");
  return level === null ? words : `${words}: ${level}`;
}

/** Largest distance of a segment from everyone, in standard deviations. */
function strength(model: ReportModel, feature: number): number {
  return Math.max(0, ...model.segments.map(({ contrast }) => Math.abs(contrast[feature] ?? 0)));
}

function answer(model: ReportModel, feature: number | undefined): string {
  if (feature === undefined) return "No feature tells the segments apart.";
  const contrast = (index: number) => model.segments[index].contrast[feature] ?? 0;
  const index = model.segments.reduce((best, _, i) => (Math.abs(contrast(i)) > Math.abs(contrast(best)) ? i : best), 0);
  const value = contrast(index);
  return `The strongest contrast: in ${featureWords(model, feature)}, ${segmentTitle(model, index)} is ${decimalWords(Math.abs(value), 1)} standard deviations ${value > 0 ? "above" : "below"} everyone.`;
}
