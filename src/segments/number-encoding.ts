import * as z from "zod";
import type { Feature } from "../features/feature-table.ts";
import type { Text } from "../language/text.ts";
import { moments } from "../math/moments.ts";
import { quantiles } from "../math/quantile.ts";
import { sameForAll, unknownForAll } from "./untelling-reasons.ts";

/** Scaled values beyond this many standard deviations are set to it, so that no customer alone makes a segment. */
const cap = 5;
/** Lean beyond which a feature is compressed or scaled by its middle half. */
const skewed = 1;
/** Share of negative values up to which a feature counts as one without: the odd customer who returned more than they bought. */
const oddNegatives = 0.01;
/** Interquartile range of a standard normal. */
const normalIqr = 1.349;

/** How the values of one numeric feature become one column: `(t − centre) / scale`, cut at ±5, times the root of the weight. */
export const numberEncoding = z.strictObject({
  kind: z.literal("number"),
  feature: z.string(),
  /** t is the value itself, or log1p(value / unit), mirrored for negative values. */
  transform: z.enum(["identity", "log1p"]),
  /** Divisor inside log1p, so that the unit of a feature does not matter; 1 for identity. */
  unit: z.number().positive(),
  /** Mean and standard deviation, or median and interquartile range / 1.349, of t. */
  scaling: z.enum(["standard", "robust"]),
  centre: z.number(),
  scale: z.number().positive(),
  /** Stands in for unknown values: the median, before scaling. */
  fill: z.number(),
  /** What the feature counts in squared distances. */
  weight: z.number().positive().default(1),
  /** Unknown values, and values cut at ±5, among the fitted rows. */
  unknown: z.int(),
  capped: z.int(),
});
export type NumberEncoding = z.output<typeof numberEncoding>;

/**
 * Learns how to put a numeric feature on a common scale.
 *
 * Values that lean to the right (skewness above 1) and of which no more than one in a hundred are negative go through log1p,
 * in units of the tenth percentile of the positive values: counts that start at 1 keep the plain log1p, and a change of
 * currency changes nothing. Values of both signs that lean (|skewness| above 1) are scaled by median and interquartile
 * range, since a logarithm would not know them and a few extremes would rule the standard deviation; the standard deviation
 * comes in when the interquartile range is 0. All others have mean 0 and standard deviation 1.
 *
 * One customer must not decide how everybody is scaled: a single negative revenue that switches the logarithm off would make
 * other segments of the same customers from one month to the next.
 *
 * @param weight what the feature shall count in squared distances
 * @returns the encoding, or the reason why the feature tells customers apart in nothing
 */
export function fitNumberEncoding({ name, values }: Feature, weight = 1): NumberEncoding | Text {
  const { count, min, max, skewness } = moments(values);
  if (count === 0) return unknownForAll;
  // A difference in the last digits of a constant is rounding, not behaviour.
  if (max - min <= 1e-12 * Math.max(Math.abs(min), Math.abs(max))) return sameForAll;

  const signed = quantiles(values, [oddNegatives])[0] < 0;
  const transform = !signed && skewness > skewed ? "log1p" : "identity";
  const unit =
    transform === "log1p"
      ? quantiles(
          values.filter((value) => value > 0),
          [0.1],
        )[0]
      : 1;
  const transformed = transform === "log1p" ? values.map((value) => signedLog(value / unit)) : values;
  const { mean, sd } = moments(transformed);
  if (sd === 0) return sameForAll; // differences too small for a square
  const [fill] = quantiles(values, [0.5]);
  const [q1, middle, q3] = quantiles(transformed, [0.25, 0.5, 0.75]);

  const robust = signed && Math.abs(skewness) > skewed;
  const encoding: NumberEncoding = {
    kind: "number",
    feature: name,
    transform,
    unit,
    scaling: robust ? "robust" : "standard",
    centre: robust ? middle : mean,
    scale: robust && q3 > q1 ? (q3 - q1) / normalIqr : sd,
    fill,
    weight,
    unknown: values.length - count,
    capped: 0,
  };
  return { ...encoding, capped: countCapped(encoding, transformed) };
}

/**
 * The scaled values of a feature, −5…5 times the root of its weight; unknown ones have that of the median.
 *
 * @param encoded receives them at `first`, `first + stride`, `first + 2·stride`, …
 */
export function encodeColumn(
  encoding: NumberEncoding,
  values: Float64Array,
  encoded: Float64Array,
  first: number,
  stride: number,
): void {
  const { unit, fill, centre, scale } = encoding;
  const root = Math.sqrt(encoding.weight);
  const logarithmic = encoding.transform === "log1p";
  for (let i = 0, at = first; i < values.length; i++, at += stride) {
    const known = Number.isNaN(values[i]) ? fill : values[i];
    const scaled = ((logarithmic ? signedLog(known / unit) : known) - centre) / scale;
    encoded[at] = root * Math.max(-cap, Math.min(cap, scaled));
  }
}

/** The value that is so many scales above the centre; what is cut at ±5 has no value of its own beyond. */
export function valueAt({ transform, unit, centre, scale }: NumberEncoding, scaled: number): number {
  const transformed = centre + scale * scaled;
  return transform === "log1p" ? Math.sign(transformed) * unit * Math.expm1(Math.abs(transformed)) : transformed;
}

/** Near enough to log1p here, where tiny arguments may lose digits of no weight, and faster. */
function signedLog(value: number): number {
  return value < 0 ? -Math.log(1 - value) : Math.log(1 + value);
}

function countCapped({ centre, scale }: NumberEncoding, transformed: Float64Array): number {
  let capped = 0;
  for (const value of transformed) if (Math.abs(value - centre) > cap * scale) capped += 1;
  return capped;
}
