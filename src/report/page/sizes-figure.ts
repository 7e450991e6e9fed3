import * as Plot from "@observablehq/plot";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, segmentTitle } from "../segment-marks.ts";
import { dayOf, plotOverTime } from "./lines-over-time.ts";

/** Customers of each segment at the end of every window, each line labelled where it ends. */
export function sizesFigure(model: ReportModel, width: number): Element {
  const { count, date } = writers[model.language];
  const height = Math.max(280, 40 + 18 * model.segments.length);
  const points = model.windows.flatMap(({ until, short, sizes }) =>
    model.segments.map((_, index) => ({ until, date: dayOf(until), short, index, size: sizes[index] })),
  );
  const last = points.slice(-model.segments.length);
  const top = Math.max(1, ...points.map(({ size }) => size));
  const dates = model.windows.map(({ until }) => until);
  return plotOverTime(model, { dates, ends: last, top }, { width, height }, [
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
  ]);
}
