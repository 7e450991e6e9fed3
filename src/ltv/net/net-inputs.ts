import * as z from "zod";
import type { LtvColumn } from "../protocol/ltv-cut.ts";

/** How one column becomes an input of the net. */
export const netInput = z.strictObject({
  name: z.string(),
  log1p: z.boolean().describe("The logarithm of 1 + value is taken first."),
  centre: z.number().describe("Mean over the training rows, after the logarithm."),
  scale: z
    .number()
    .min(0)
    .describe("Standard deviation over the training rows; 0 marks a column without variety, which is ignored."),
});
export type NetInput = z.output<typeof netInput>;

/** Scaled inputs beyond this many standard deviations are held there, so that one odd customer cannot fly off. */
const furthest = 8;
/** Skewness from which a non-negative column is read on a logarithmic scale. */
const skewed = 1;

/**
 * Learns the scaling of a column from its known values among the training rows: logarithm where all are ≥ 0 and their
 * skewness exceeds 1, then mean and standard deviation.
 */
export function fitInput(name: string, values: Float64Array): NetInput {
  const known = values.filter((value) => !Number.isNaN(value));
  const log1p = known.every((value) => value >= 0) && moments(known).skewness > skewed;
  const { mean, deviation } = moments(log1p ? known.map(Math.log1p) : known);
  return { name, log1p, centre: mean, scale: deviation };
}

/**
 * Inputs of the net for some rows of a cut: scaled, held within ±8, 0 (the average) where the value is unknown.
 *
 * @param columns the d columns in the order of `inputs`, n values each
 * @param rows which of the n rows, length m
 * @returns m × d, row-major
 */
export function encodeInputs(
  inputs: readonly NetInput[],
  columns: readonly LtvColumn[],
  rows: Int32Array,
): Float32Array {
  const d = inputs.length;
  const encoded = new Float32Array(rows.length * d);
  for (const [column, { log1p, centre, scale }] of inputs.entries()) {
    if (scale === 0) continue;
    const { values } = columns[column];
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]];
      if (Number.isNaN(value)) continue;
      // Values below 0 may turn up later in a column that had none.
      const scaled = ((log1p ? Math.log1p(Math.max(0, value)) : value) - centre) / scale;
      encoded[i * d + column] = Math.min(furthest, Math.max(-furthest, scaled));
    }
  }
  return encoded;
}

function moments(values: Float64Array) {
  const n = values.length;
  if (n === 0) return { mean: 0, deviation: 0, skewness: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let second = 0;
  let third = 0;
  for (const value of values) {
    second += (value - mean) ** 2;
    third += (value - mean) ** 3;
  }
  const deviation = Math.sqrt(second / n);
  // Equal values leave a rounding error behind, which must not be blown up to a full standard deviation.
  if (deviation <= 1e-9 * Math.abs(mean)) return { mean, deviation: 0, skewness: 0 };
  return { mean, deviation, skewness: third / n / deviation ** 3 };
}
