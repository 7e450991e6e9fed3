import * as Plot from "@observablehq/plot";
import type { Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentMark, segmentTitle } from "../segment-marks.ts";

/** What is known of a segment at the end of a window. */
export interface SizePoint {
  readonly index: number;
  readonly size: number;
}

/** Midnight of an ISO date. */
export function dayOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The ISO date of a midnight. */
export function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** Days that a label has room for, the newest among them. */
function labelledDays(dates: readonly string[], width: number): Date[] {
  const every = Math.ceil(dates.length / Math.max(2, Math.floor(width / 150)));
  return dates.filter((_, i) => (dates.length - 1 - i) % every === 0).map(dayOf);
}

/** Moves labels apart, from the smallest size up, so that neighbours are at least `gap` from one another. */
function spread<Point extends SizePoint>(points: readonly Point[], gap: number): (Point & { labelled: number })[] {
  let below = Number.NEGATIVE_INFINITY;
  return points
    .toSorted((a, b) => a.size - b.size)
    .map((point) => {
      below = Math.max(point.size, below + gap);
      return { ...point, labelled: below };
    });
}

/** What a line ends with: a name where there is room for one, otherwise the mark. */
function lineLabel(model: ReportModel, index: number, withNames: boolean): string {
  if (!withNames) return segmentMark(index);
  const title = segmentTitle(model, index);
  return title.length <= 27 ? title : `${title.slice(0, 26)}…`;
}

/**
 * Numbers of customers over time: axes, marks, and a label where the line of each segment ends.
 *
 * @param dates ISO dates along the time axis, and `ends`, where the lines of the segments end
 * @param height room for marks, at least one line of text for each segment
 */
export function plotOverTime<End extends SizePoint & { readonly date: Date }>(
  model: ReportModel,
  { dates, ends, top }: { readonly dates: readonly string[]; readonly ends: readonly End[]; readonly top: number },
  { width, height }: { readonly width: number; readonly height: number },
  marks: readonly Plot.Markish[],
): Element {
  const { compact, count, date } = writers[model.language];
  const withNames = width >= 560;
  return Plot.plot({
    width,
    height,
    marginLeft: 60,
    marginRight: withNames ? 230 : 48,
    marginBottom: 38,
    x: { type: "utc", label: null, ticks: labelledDays(dates, width), tickFormat: (day: Date) => date(dateOf(day)) },
    y: {
      domain: [0, top],
      nice: true,
      label: `↑ ${customers[model.language]}`,
      grid: true,
      tickFormat: top < 1e5 ? count : compact,
    },
    color: { type: "identity" },
    marks: [
      ...marks,
      Plot.text(spread(ends, (16 / (height - 60)) * top), {
        x: "date",
        y: "labelled",
        text: ({ index }) => lineLabel(model, index, withNames),
        textAnchor: "start",
        dx: 8,
        fontWeight: 600,
        fill: "var(--ink)",
      }),
    ],
  });
}

const customers: Text = { en: "customers", ru: "клиенты" };
