import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import { type Card, numberColumn, textColumn } from "./card.ts";
import { wordsForId } from "./known-ids.ts";
import type { ReportModel } from "./report-model.ts";
import { segmentMark, segmentTitle } from "./segment-marks.ts";

export interface ContrastsCard extends Card {
  /** Indices of the features in which segments differ most, the strongest first. */
  readonly features: readonly number[];
}

/** What makes each segment different: the features in which segments are furthest from everyone. */
export function contrastsCard(model: ReportModel, shown = 14): ContrastsCard {
  const { question, note, columns } = texts[model.language];
  const features = model.features
    .map((_, feature) => feature)
    .filter((feature) => strength(model, feature) > 0)
    .sort((a, b) => strength(model, b) - strength(model, a) || a - b);
  return {
    id: "contrasts",
    question,
    answer: answer(model, features[0]),
    note,
    features: features.slice(0, shown),
    table: {
      columns: [
        textColumn(columns.feature),
        textColumn(columns.unit),
        ...model.segments.map(({ name }, index) => numberColumn(segmentMark(index), name)),
      ],
      rows: features.map((feature) => [
        { text: featureTitle(model, feature), detail: model.features[feature].name },
        unitWords(model, feature),
        ...model.segments.map(({ centre }) => writers[model.language].significant(centre[feature])),
      ]),
    },
  };
}

/** `days between purchases`, or of a level `area type: urban`. */
export function featureTitle(model: ReportModel, feature: number): string {
  const { title, level } = model.features[feature];
  return level === null ? title : `${title}: ${texts[model.language].levels[level] ?? level}`;
}

/** `days`, `EUR` or `EUR a year`. */
export function unitWords(model: ReportModel, feature: number): string {
  return wordsOfUnit(model, model.features[feature].unit);
}

/** A unit of a feature in words. */
export function wordsOfUnit(
  { currency: { code }, language }: Pick<ReportModel, "currency" | "language">,
  unit: string,
): string {
  if (!unit.startsWith(code)) return wordsForId("units", unit, language);
  return `${code} ${wordsForId("units", unit.slice(code.length).trim(), language)}`.trim();
}

/** Largest distance of a segment from everyone, in standard deviations. */
function strength(model: ReportModel, feature: number): number {
  return Math.max(0, ...model.segments.map(({ contrast }) => Math.abs(contrast[feature] ?? 0)));
}

function answer(model: ReportModel, feature: number | undefined): string {
  const { noneDiffers, strongest } = texts[model.language];
  if (feature === undefined) return noneDiffers;
  const contrast = (index: number) => model.segments[index].contrast[feature] ?? 0;
  const index = model.segments.reduce((best, _, i) => (Math.abs(contrast(i)) > Math.abs(contrast(best)) ? i : best), 0);
  const value = contrast(index);
  const deviations = writers[model.language].decimal(Math.abs(value), 1);
  return strongest(featureTitle(model, feature), segmentTitle(model, index), deviations, value > 0);
}

/** Levels that the engine names; the others are as the data have them. */
interface OwnLevels {
  readonly [level: string]: string | undefined;
}

const texts = translations({
  en: {
    question: "What makes each segment different?",
    note: "Standard deviations between the segment (column) and everyone. The figures are medians, and shares of categories.",
    columns: { feature: "Feature", unit: "Unit" },
    levels: {} as OwnLevels,
    noneDiffers: "No feature tells the segments apart.",
    strongest: (feature: string, segment: string, deviations: string, above: boolean) =>
      `The strongest contrast: in ${feature}, ${segment} is ${deviations} standard deviations ${above ? "above" : "below"} everyone.`,
  },
  ru: {
    question: "Чем отличается каждый сегмент?",
    note: "Отклонение сегмента (столбец) от всех клиентов в стандартных отклонениях. В таблице — медианы, для категорий — доли.",
    columns: { feature: "Признак", unit: "Единица" },
    levels: { other: "другое", unknown: "неизвестно" },
    noneDiffers: "Ни один признак не отличает сегменты друг от друга.",
    strongest: (feature, segment, deviations, above) =>
      `Самое сильное отличие: ${feature}, на ${deviations} стандартного отклонения ${above ? "выше" : "ниже"} общего уровня — сегмент ${segment}.`,
  },
});
