import type { Metric } from "./metric.ts";

/** A ratio of one part: what is above and below the line. */
export interface PartRatio {
  readonly key: string;
  readonly value: number;
  readonly denominator: number;
}

/** What the base's figure would gain if one part came up to it. */
export interface Potential {
  readonly key: string;
  /** Change of the base's value, with the metric's sign: positive where more is better. */
  readonly gain: number;
}

/**
 * The parts where a metric would move most: those that lie behind the base and weigh in it. A part that came up to the
 * base's value would move the base by (base − part) × part's denominator ÷ base's denominator.
 *
 * @param base the ratio of the whole base
 * @param parts of one division
 * @returns the parts with something to gain, the largest gain first, ties by key
 */
export function whereToMove(
  better: Metric["better"],
  base: Omit<PartRatio, "key">,
  parts: readonly PartRatio[],
): Potential[] {
  const behind = (value: number) => (better === "less" ? value - base.value : base.value - value);
  return parts
    .filter(({ value }) => better !== "neither" && behind(value) > 0)
    .map(({ key, value, denominator }) => ({
      key,
      gain: ((better === "less" ? -1 : 1) * behind(value) * denominator) / base.denominator,
    }))
    .sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain) || (a.key < b.key ? -1 : 1));
}
