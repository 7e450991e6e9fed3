import * as Plot from "@observablehq/plot";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import { featureTitle, unitWords } from "../contrasts-card.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentMark, segmentTitle } from "../segment-marks.ts";

/** Standard deviations from everyone at which the colour is strongest. */
const strongest = 2;

/** Pixels between a label and its cells, and of a letter at most on average; Cyrillic ones are the widest. */
const labelGap = 12;
const letterWidth = 7.2;

/** Features × segments: sign and size of each contrast as a number and as a colour. */
export function contrastsFigure(model: ReportModel, features: readonly number[], width: number): Element {
  const { signed, significant } = writers[model.language];
  const longest = Math.min(30, Math.floor((width * 0.42 - labelGap) / letterWidth));
  const labels = features.map((feature) => shortened(featureTitle(model, feature), longest));
  const labelWidth = labelGap + letterWidth * Math.max(...labels.map((label) => label.length));
  const cellWidth = (width - labelWidth) / model.segments.length;
  const cells = features.flatMap((feature, row) =>
    model.segments.map(({ centre, contrast }, index) => ({
      row,
      mark: segmentMark(index),
      contrast: contrast[feature],
      title: texts[model.language].cell(
        segmentTitle(model, index),
        featureTitle(model, feature),
        `${significant(centre[feature])} ${unitWords(model, feature)}`,
        signed(contrast[feature], 2),
      ),
    })),
  );
  return Plot.plot({
    width,
    height: 34 + 26 * features.length,
    marginLeft: labelWidth,
    marginTop: 26,
    marginRight: 0,
    marginBottom: 4,
    padding: 0.06,
    x: { domain: model.segments.map((_, index) => segmentMark(index)), axis: "top", label: null, tickSize: 0 },
    y: { domain: features.map((_, row) => row), tickFormat: (row: number) => labels[row], label: null, tickSize: 0 },
    color: { type: "identity" },
    marks: [
      Plot.cell(cells, {
        x: "mark",
        y: "row",
        rx: 3,
        fill: ({ contrast }) => (contrast === null ? "var(--line)" : contrast > 0 ? "var(--high)" : "var(--low)"),
        fillOpacity: ({ contrast }) => Math.min(1, Math.abs(contrast ?? 0) / strongest) * 0.85 + 0.04,
        title: "title",
      }),
      Plot.text(cellWidth >= 30 ? cells : [], {
        x: "mark",
        y: "row",
        text: ({ contrast }) => signed(contrast, 1),
        fill: "var(--ink)",
        fontSize: 11,
        pointerEvents: "none",
      }),
    ],
  });
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

const texts = translations({
  en: {
    cell: (segment: string, feature: string, centre: string, contrast: string) =>
      `${segment}: ${feature} ${centre}, ${contrast} standard deviations`,
  },
  ru: {
    cell: (segment, feature, centre, contrast) =>
      `${segment}: ${feature} — ${centre}, ${contrast} стандартного отклонения`,
  },
});
