import { benjaminiHochberg } from "../math/benjamini-hochberg.ts";
import type { CustomerRatio } from "./customer-ratios.ts";
import type { Metric } from "./metric.ts";
import { partDifferences } from "./part-differences.ts";

/** A ratio of one part: its value, and what is below the line. */
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
 * value that the base has now, all else being equal, would move the base by
 *
 *     (base − part) × part's denominator ÷ base's denominator
 *
 * That is the size of an opportunity, no forecast: nothing says that a measure brings the part there.
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

/** A division in which a metric may be found to lag, with everybody's part in the sample of customers. */
export interface SampledDivision {
  readonly scope: string;
  readonly keys: readonly string[];
  /** Whether each part may be named; "unknown" and the rest of something are nobody one could turn to. */
  readonly isTarget: readonly boolean[];
  /** Index into `keys`, length n. */
  readonly codes: Int16Array;
}

/** A metric with what is known of it. */
export interface ObservedMetric {
  readonly id: string;
  readonly better: Metric["better"];
  readonly base: Omit<PartRatio, "key">;
  /** Ratios of the parts of a division, by its scope. */
  readonly parts: ReadonlyMap<string, readonly PartRatio[]>;
  /** The n sampled customers. */
  readonly customers: CustomerRatio;
}

export interface LaggingPart extends PartRatio, Potential {
  readonly scope: string;
  /** Share of false ones among findings as clear as this one. */
  readonly q: number;
}

/** The share of chance findings that is borne. */
const falseFindings = 0.05;

/**
 * The parts behind the base by more than chance, by metric; the largest gain first, ties by scope and key.
 *
 * Of many parts the one that lags most always lags, so every part that may be named is tested in every metric, and of all
 * these tests together at most 5 % of what is called a finding may be chance (Benjamini and Hochberg).
 */
export function laggingParts(
  metrics: readonly ObservedMetric[],
  divisions: readonly SampledDivision[],
): Map<string, LaggingPart[]> {
  const tests = metrics.flatMap((metric) =>
    divisions.flatMap(({ scope, keys, isTarget, codes }) => {
      const p = partDifferences(metric.customers, codes, keys.length);
      const ratios = new Map(metric.parts.get(scope)?.map((ratio) => [ratio.key, ratio]));
      return keys.flatMap((key, part) => {
        const ratio = ratios.get(key);
        return isTarget[part] && ratio !== undefined ? [{ metric, scope, ratio, p: p[part] }] : [];
      });
    }),
  );
  const q = benjaminiHochberg(Float64Array.from(tests, ({ p }) => p));
  const findings = tests.map((test, i) => ({ ...test, q: q[i] })).filter((test) => test.q <= falseFindings);
  return new Map(
    metrics.map(({ id, better, base }) => [
      id,
      findings
        .filter(({ metric }) => metric.id === id)
        .flatMap(({ scope, ratio, q }) =>
          whereToMove(better, base, [ratio]).map(({ gain }) => ({ ...ratio, scope, gain, q })),
        )
        .sort(byGain),
    ]),
  );
}

function byGain(a: LaggingPart, b: LaggingPart): number {
  const [nameA, nameB] = [a, b].map(({ scope, key }) => `${scope}/${key}`);
  return Math.abs(b.gain) - Math.abs(a.gain) || (nameA < nameB ? -1 : 1);
}
