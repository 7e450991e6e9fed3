import * as Plot from "@observablehq/plot";
import type { Language } from "../../language/text.ts";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentColour, segmentMark } from "../segment-marks.ts";

type ComponentMap = NonNullable<ReportModel["map"]>;

const symbols = ["circle", "triangle", "square", "diamond", "star", "wye", "cross"] as const;

/** Sampled customers on two principal components: a colour and a shape for each segment, its mark in the middle. */
export function mapFigure(map: ComponentMap, width: number, language: Language): Element {
  const { component, ofVariance } = texts[language];
  const { share, significant } = writers[language];
  const [first, second] = map.variance.map(share);
  const points = drawingOrder(map);
  return Plot.plot({
    width,
    height: Math.max(280, Math.min(440, Math.round(width * 0.72))),
    marginLeft: 34,
    marginBottom: 38,
    x: { label: `${component} 1 (${first} ${ofVariance}) →`, nice: true, ticks: 5, tickFormat: significant },
    y: { label: `↑ ${component} 2 (${second})`, nice: true, ticks: 5, tickFormat: significant },
    color: { type: "identity" },
    marks: [
      Plot.dot(points, {
        x: (i) => map.x[i],
        y: (i) => map.y[i],
        r: 2.4,
        fill: (i) => segmentColour(map.segment[i]),
        fillOpacity: 0.6,
        symbol: (i: number) => symbols[map.segment[i] % symbols.length],
      }),
      Plot.text(middles(map), {
        x: "x",
        y: "y",
        text: "mark",
        fontSize: 17,
        fontWeight: 700,
        fill: "var(--ink)",
        stroke: "var(--card)",
        strokeWidth: 5,
      }),
    ],
  });
}

/** A fixed shuffle: drawn segment by segment, the last one would hide the others. 7919 is prime and no factor of n. */
function drawingOrder({ x }: ComponentMap): number[] {
  const n = x.length;
  const step = n % 7919 === 0 ? 1 : 7919;
  return x.map((_, i) => (i * step) % n);
}

/** Median place of the sampled customers of each segment. */
function middles({ x, y, segment }: ComponentMap): { mark: string; x: number; y: number }[] {
  return [...new Set(segment)]
    .sort((a, b) => a - b)
    .map((index) => {
      const members = segment.flatMap((value, i) => (value === index ? [i] : []));
      return { mark: segmentMark(index), x: median(members.map((i) => x[i])), y: median(members.map((i) => y[i])) };
    });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const texts = translations({
  en: { component: "component", ofVariance: "of variance" },
  ru: { component: "компонента", ofVariance: "дисперсии" },
});
