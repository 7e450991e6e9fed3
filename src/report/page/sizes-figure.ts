import * as Plot from "@observablehq/plot";
import type { Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, segmentTitle } from "../segment-marks.ts";
import { dateOf, dayOf, labelledDays, lineLabel, spread } from "./lines-over-time.ts";

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
    x: {
      type: "utc",
      label: null,
      ticks: labelledDays(
        model.windows.map(({ until }) => until),
        width,
      ),
      tickFormat: (day: Date) => date(dateOf(day)),
    },
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
