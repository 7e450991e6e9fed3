import type { Series } from "../../../src/stability/breaks/trend.ts";

/** Values at the times 0, 1, 2, … */
export function seriesOf(...y: number[]): Series {
  return { x: Float64Array.from(y.keys()), y: Float64Array.from(y) };
}
