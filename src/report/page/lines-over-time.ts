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
export function labelledDays(dates: readonly string[], width: number): Date[] {
  const every = Math.ceil(dates.length / Math.max(2, Math.floor(width / 150)));
  return dates.filter((_, i) => (dates.length - 1 - i) % every === 0).map(dayOf);
}

/** Moves labels apart, from the smallest size up, so that neighbours are at least `gap` from one another. */
export function spread<Point extends SizePoint>(
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

/** What a line ends with: a name where there is room for one, otherwise the mark. */
export function lineLabel(model: ReportModel, index: number, withNames: boolean): string {
  if (!withNames) return segmentMark(index);
  const title = segmentTitle(model, index);
  return title.length <= 27 ? title : `${title.slice(0, 26)}…`;
}
