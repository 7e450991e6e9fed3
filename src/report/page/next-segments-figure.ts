import * as Plot from "@observablehq/plot";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, stateMark, stateTitle } from "../segment-marks.ts";

type NextSegments = Extract<ReportModel["nextSegments"], { status: "done" }>;

const rowHeight = 27;
const letterWidth = 6.8;

/** What is expected of the customers of each state: a bar of those who fall, stay and rise; or stay and move. */
export function expectedMovesFigure(model: ReportModel, { states, isOrdered }: NextSegments, width: number): Element {
  const words = texts[model.language];
  const { count, share } = writers[model.language];
  const room = Math.round(width * 0.42);
  const letters = Math.floor((room - 12) / letterWidth);
  const rows = states.map(({ id }) => id);
  const titleOf = (id: string) => {
    const title = stateTitle(model, id);
    return title.length <= letters ? title : `${title.slice(0, letters - 1)}…`;
  };
  const bars = states.flatMap(({ id, customers, stays, falls, rises }) => {
    const moves = customers - stays;
    const parts = isOrdered
      ? { falls: falls ?? 0, rises: rises ?? 0, aside: moves - (falls ?? 0) - (rises ?? 0) }
      : { falls: 0, rises: 0, aside: moves };
    const spans = [
      { what: words.falls, from: -parts.falls, until: 0, colour: "var(--low)" },
      { what: words.rises, from: 0, until: parts.rises, colour: "var(--high)" },
      { what: words.aside, from: parts.rises, until: parts.rises + parts.aside, colour: "var(--segment-other)" },
    ];
    return spans
      .filter(({ from, until }) => until - from > 1e-6 * customers)
      .map(({ what, from, until, colour }) => ({
        ...{ id, colour, from: from / customers, until: until / customers },
        title: `${stateTitle(model, id)}, ${what}: ${count(Math.round(until - from))} (${share((until - from) / customers)})`,
      }));
  });
  return Plot.plot({
    width,
    height: 56 + rowHeight * rows.length,
    marginLeft: room,
    marginRight: 14,
    marginTop: 8,
    marginBottom: 46,
    x: {
      label: isOrdered ? `← ${words.falls} · ${words.axis} · ${words.rises} →` : `${words.axis} →`,
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: (tick: number) => share(Math.abs(tick)).replace(/[.,]0/, ""),
      ticks: Math.max(3, Math.floor((width - room) / 70)),
      grid: true,
    },
    y: { domain: rows, label: null, tickFormat: titleOf, tickSize: 0, padding: 0.25 },
    color: { type: "identity" },
    marks: [
      Plot.barX(bars, { y: "id", x1: "from", x2: "until", fill: "colour", rx: 2, title: "title" }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
    ],
  });
}

/** Chances of leaving against what happened, tenths of the customers of each segment, with intervals. */
export function reliabilityFigure(model: ReportModel, { states }: NextSegments, width: number): Element {
  const { foretold, left } = texts[model.language];
  const { count, range, share } = writers[model.language];
  const dots = states.flatMap(({ id, reliability }) =>
    reliability.map((row, tenth) => ({
      ...{ ...row, id, isLast: tenth === reliability.length - 1 },
      colour: segmentColour(model.segments.findIndex((segment) => segment.id === id)),
      title: `${stateTitle(model, id)}: ${foretold} ${share(row.forecast)}, ${left} ${share(row.observed)} (${range(share(row.lo), share(row.hi))}), n ${count(row.customers)}`,
    })),
  );
  const top = Math.min(1, 1.05 * Math.max(0.05, ...dots.map(({ forecast, hi }) => Math.max(forecast, hi))));
  const percent = (tick: number) => share(tick).replace(/[.,]0/, "");
  return Plot.plot({
    width,
    height: Math.max(280, Math.min(400, Math.round(width * 0.75))),
    marginLeft: 52,
    marginRight: 22,
    marginBottom: 46,
    x: { domain: [0, top], label: `${foretold} →`, tickFormat: percent, ticks: 5 },
    y: { domain: [0, top], label: `↑ ${left}`, tickFormat: percent, ticks: 5, grid: true },
    color: { type: "identity" },
    marks: [
      Plot.line(
        [
          [0, 0],
          [top, top],
        ],
        { stroke: "var(--mute)", strokeDasharray: "4 4" },
      ),
      Plot.ruleX(dots, { x: "forecast", y1: "lo", y2: "hi", stroke: "colour", strokeOpacity: 0.4, strokeWidth: 1.5 }),
      Plot.dot(dots, { x: "forecast", y: "observed", r: 3.2, fill: "colour", title: "title" }),
      Plot.text(
        dots.filter(({ isLast }) => isLast),
        {
          ...{ x: "forecast", y: "observed", text: ({ id }: { id: string }) => stateMark(model, id) },
          ...{ dx: 8, dy: -7, fill: "var(--ink)", stroke: "var(--card)", strokeWidth: 3, fontWeight: 700 },
        },
      ),
    ],
  });
}

const texts = translations({
  en: {
    falls: "fall",
    rises: "rise",
    aside: "move at equal value",
    axis: "share of the segment's customers",
    foretold: "foretold chance of leaving",
    left: "left",
  },
  ru: {
    falls: "ниже",
    rises: "выше",
    aside: "перейдут при той же ценности",
    axis: "доля клиентов сегмента",
    foretold: "предсказанная вероятность уйти",
    left: "ушли",
  },
});
