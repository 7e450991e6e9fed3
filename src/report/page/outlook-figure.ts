import * as Plot from "@observablehq/plot";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, segmentTitle } from "../segment-marks.ts";
import { dateOf, dayOf, plotOverTime } from "./lines-over-time.ts";

/** Customers of each segment: what was, and what is forecast with its interval. */
export function outlookFigure(model: ReportModel, width: number): Element {
  const { count, date, range } = writers[model.language];
  const { outlook, segments } = model;
  const steps = outlook.status === "refused" ? [] : outlook.forecast;
  const height = Math.max(300, 60 + 18 * segments.length);
  const past = model.windows
    .filter(({ short }) => !short)
    .flatMap(({ until, sizes }) => segments.map((_, index) => ({ date: dayOf(until), index, size: sizes[index] })));
  const now = past.slice(-segments.length);
  const ahead = steps.flatMap(({ until, sizes }) =>
    segments.map(({ id }, index) => {
      const { mean, lo, hi } = sizes[model.states.indexOf(id)];
      return { date: dayOf(until), index, size: mean, lo, hi };
    }),
  );
  const fan = [...now.map((point) => ({ ...point, lo: point.size, hi: point.size })), ...ahead];
  const top = Math.max(1, ...past.map(({ size }) => size), ...ahead.map(({ hi }) => hi));
  const colour = ({ index }: { index: number }) => segmentColour(index);
  const dates = [...model.windows.filter(({ short }) => !short), ...steps].map(({ until }) => until);
  return plotOverTime(model, { dates, ends: fan.slice(-segments.length), top }, { width, height }, [
    Plot.areaY(fan, { x: "date", y1: "lo", y2: "hi", z: "index", fill: colour, fillOpacity: 0.16 }),
    Plot.line(past, { x: "date", y: "size", z: "index", stroke: colour, strokeWidth: 2 }),
    Plot.line(fan, { x: "date", y: "size", z: "index", stroke: colour, strokeWidth: 2, strokeDasharray: "4 4" }),
    Plot.ruleX(now.slice(0, 1), { x: "date", stroke: "var(--muted)", strokeDasharray: "2 3" }),
    Plot.dot(ahead, {
      x: "date",
      y: "size",
      r: 2.8,
      stroke: colour,
      fill: "var(--card)",
      title: ({ date: day, index, size, lo, hi }) =>
        `${segmentTitle(model, index)}, ${date(dateOf(day))}: ${count(Math.round(size))} (${range(count(Math.round(lo)), count(Math.round(hi)))})`,
    }),
  ]);
}
