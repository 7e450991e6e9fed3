import * as Plot from "@observablehq/plot";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import type { RulesCard } from "../rules-card.ts";
import { segmentColour, stateMark, stateTitle } from "../segment-marks.ts";

/** Pixels of a row, and of a letter on average. */
const rowHeight = 26;
const letterWidth = 6.6;

/** How many times as often customers move whom a rule covers, with intervals; a line for each rule. */
export function rulesFigure(model: ReportModel, rules: RulesCard["strongest"], width: number): Element {
  const { axis, hint } = texts[model.language];
  const { count, decimal, range } = writers[model.language];
  const room = Math.round(width * (width < 560 ? 0.45 : 0.52));
  const letters = Math.floor(room / letterWidth);
  const lines = rules.map((rule, row) => ({ ...rule, row, colour: colourOf(model, rule.origin) }));
  const labels = lines.map(({ origin, destination, who }) => {
    const label = `${stateMark(model, origin)} → ${stateMark(model, destination)}  ${who}`;
    return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
  });
  const top = Math.max(2, ...lines.map(({ hi }) => hi));
  const ticks = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000].filter((tick) => tick <= top);
  return Plot.plot({
    width,
    height: 52 + rowHeight * lines.length,
    marginLeft: room,
    marginRight: 16,
    marginTop: 8,
    marginBottom: 46,
    x: {
      type: "log",
      domain: [Math.min(1, ...lines.map(({ lo }) => lo)), top],
      label: `${axis} →`,
      ticks: width < 560 ? ticks.filter((tick) => /^[13]/.test(String(tick))) : ticks,
      tickFormat: (tick: number) => count(tick),
      grid: true,
    },
    y: { domain: lines.map(({ row }) => row), axis: null, padding: 0.2 },
    color: { type: "identity" },
    marks: [
      Plot.ruleX([1], { stroke: "var(--mute)", strokeDasharray: "2 3" }),
      Plot.text(lines, {
        y: "row",
        text: ({ row }) => labels[row],
        frameAnchor: "left",
        textAnchor: "start",
        dx: -room,
        fill: "var(--ink)",
      }),
      Plot.ruleY(lines, { y: "row", x1: "lo", x2: "hi", stroke: "colour", strokeWidth: 2.5, strokeOpacity: 0.55 }),
      Plot.dot(lines, {
        x: "lift",
        y: "row",
        r: 4.5,
        fill: "colour",
        title: ({ origin, destination, who, lift, lo, hi }) =>
          `${stateTitle(model, origin)} → ${stateTitle(model, destination)}: ${who}. ${hint} ${decimal(lift, 1)} (${range(decimal(lo, 1), decimal(hi, 1))})`,
      }),
    ],
  });
}

function colourOf(model: ReportModel, id: string): string {
  const index = model.segments.findIndex((segment) => segment.id === id);
  return index < 0 ? "var(--segment-other)" : segmentColour(index);
}

const texts = translations({
  en: { axis: "times as often as all customers of the segment", hint: "Times as often:" },
  ru: { axis: "во сколько раз чаще, чем все клиенты сегмента", hint: "Во сколько раз чаще:" },
});
