import type { ComponentSample } from "../segments/component-sample.ts";
import type { ReportModel } from "./report-model.ts";

/**
 * The map of a report from a sample of customers; null when there is no second component to draw.
 *
 * @param of clustered customers the sample was drawn from
 */
export function reportMap({ x, y, labels, explained }: ComponentSample, of: number): ReportModel["map"] {
  if (explained[1] === 0) return null;
  return {
    of,
    variance: [explained[0], explained[1]],
    x: Array.from(x, toThousandths),
    y: Array.from(y, toThousandths),
    segment: Array.from(labels),
  };
}

function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
