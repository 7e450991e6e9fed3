import * as Plot from "@observablehq/plot";
import type { Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, segmentMark, segmentTitle } from "../segment-marks.ts";

/** Customers of each segment at the end of every window, each line labelled where it ends. */
export function sizesFigure(model: ReportModel, width: number): Element {
  const { compact, count, date } = writers[model.language];
  const height = Math.max(280, 40 + 18 * model.segments.length);
  const points = model.windows.flatMap(({ until, short, sizes }) =>
    model.segments.map((_, index) => ({ until, date: dayOf(until), short, index, size: sizes[index] })),
  );
  const last = points.slice(-model.segments.length);
  const top = Math.max(1, ...points.map(({ size }) => size));
  const withNames = width >= 560;
  return Plot.plot({
    width,
    height,
    marginLeft: 60,
    marginRight: withNames ? 230 : 48,
    marginBottom: 38,
    x: { type: "utc", label: null, ticks: labelledDays(model, width), tickFormat: (day: Date) => date(dateOf(day)) },
    y: {
      domain: [0, top],
      nice: true,
      label: `↑ ${customers[model.language]}`,
      grid: true,
      tickFormat: top < 1e5 ? count : compact,
    },
    color: { type: "identity" },
    marks: [
      Plot.line(points, {
        x: "date",
        y: "size",
        z: "index",
        stroke: ({ index }) => segmentColour(index),
        strokeWidth: 2,
      }),
      Plot.dot(points, {
        x: "date",
        y: "size",
        r: 2.8,
        stroke: ({ index }) => segmentColour(index),
        fill: ({ short, index }) => (short ? "var(--card)" : segmentColour(index)),
        title: ({ until, index, size }) => `${segmentTitle(model, index)}, ${date(until)}: ${count(size)}`,
      }),
      Plot.text(spread(last, (16 / (height - 60)) * top), {
        x: "date",
        y: "labelled",
        text: ({ index }) => (withNames ? shortened(segmentTitle(model, index)) : segmentMark(index)),
        textAnchor: "start",
        dx: 8,
        fontWeight: 600,
        fill: "var(--ink)",
      }),
    ],
  });
}

function dayOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** Ends of windows that a label has room for, the newest among them. */
function labelledDays({ windows }: ReportModel, width: number): Date[] {
  const every = Math.ceil(windows.length / Math.max(2, Math.floor(width / 150)));
  return windows.filter((_, i) => (windows.length - 1 - i) % every === 0).map(({ until }) => dayOf(until));
}

/** Moves labels apart, from the smallest size up, so that neighbours are at least `gap` from one another. */
function spread<Point extends { size: number }>(
  points: readonly Point[],
  gap: number,
): (Point & { labelled: number })[] {
  let below = Number.NEGATIVE_INFINITY;
  return points
    .toSorted((a, b) => a.size - b.size)
    .map((point) => {
      below = Math.max(point.size, below + gap);
      return { ...point, labelled: below };
    });
}

function shortened(text: string): string {
  return text.length <= 27 ? text : `${text.slice(0, 26)}…`;
}

const customers: Text = { en: "customers", ru: "клиенты" };
