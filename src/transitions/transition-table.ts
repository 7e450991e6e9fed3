import * as z from "zod";
import { type EpochDay, toIsoDate } from "../math/calendar.ts";
import { wilsonInterval } from "../math/wilson-interval.ts";
import type { DescribedActivity } from "./activity/choice/activity-evidence.ts";
import { fewestMoves, rowTotal, type TransitionMatrix, type TransitionModel } from "./estimate-transitions.ts";

/** `from_segment` of those who joined the population; no segment can be called this, since ids are kebab-case. */
export const enteredFrom = "(entered)";

/** One row of `transitions.parquet`: a cell of a matrix, or the customers who entered a state. */
export const transitionRow = z.strictObject({
  basis: z
    .enum(["raw", "apart", "hidden"])
    .describe(
      "What the states are and how far apart: raw labels of neighbouring windows; the same of windows whose look-backs do not overlap (a year apart with the usual look-back); hidden states a month apart.",
    ),
  from_segment: z.string().describe(`State in the earlier window, or ${enteredFrom}.`),
  to_segment: z.string().describe("State in the later window."),
  window_from: z.string().describe("End of the earlier window, yyyy-mm-dd, or pooled."),
  window_to: z.string().describe("End of the later window, yyyy-mm-dd, or pooled."),
  count: z
    .int()
    .min(0)
    .describe(
      "Customers who made the move; of hidden states, moves a month of the customers models were fitted to, as expected.",
    ),
  probability: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("Share of the row's customers; empty when there is nobody."),
  lo: z
    .number()
    .min(0)
    .max(1)
    .describe(
      "Lower end of the 95 % interval: Wilson's; of hidden states, by expected moves and two fits to half of the customers.",
    ),
  hi: z.number().min(0).max(1).describe("Upper end of it."),
  flags: z
    .string()
    .describe(
      `Comma-separated: few-moves (fewer than ${fewestMoves} in the row), short-window (a look-back is not full), incomplete-window (the history stops before a window ends).`,
    ),
});
export type TransitionRow = z.output<typeof transitionRow>;

/**
 * The model as rows for `transitions.parquet`: pairs of windows oldest first, then the pooled matrix; within each, every
 * cell in row-major order, then the entered row. A few thousand rows at most.
 */
export function transitionRows(model: TransitionModel): TransitionRow[] {
  const rows = model.pairs.flatMap((pair) =>
    matrixRows(model, pair, iso(pair.before.until), iso(pair.after.until), [
      ...(pair.short ? ["short-window"] : []),
      ...(pair.incomplete ? ["incomplete-window"] : []),
    ]),
  );
  if (model.apart !== undefined)
    rows.push(...matrixRows({ ...model, basis: "apart" }, model.apart, "pooled", "pooled", []));
  if (model.pooled.status === "done") rows.push(...matrixRows(model, model.pooled, "pooled", "pooled", []));
  return rows;
}

/** Hidden states a month apart, as rows of `transitions.parquet`; none where they do not stand. */
export function hiddenRows({ gate, states, matrix, lo, hi, moves }: DescribedActivity): TransitionRow[] {
  if (!gate.passed) return [];
  const pooled = { basis: "hidden", window_from: "pooled", window_to: "pooled" } as const;
  return states.flatMap((from, y) =>
    states.map((to, z): TransitionRow => {
      const count = Math.round(moves[y][z]);
      const few = moves[y].reduce((sum, moved) => sum + moved, 0) < fewestMoves;
      const estimate = { count, probability: matrix[y][z], lo: lo[y][z], hi: hi[y][z] };
      return { ...pooled, from_segment: from.id, to_segment: to.id, ...estimate, flags: few ? "few-moves" : "" };
    }),
  );
}

function matrixRows(
  { basis, states }: Pick<TransitionModel, "states"> & Pick<TransitionRow, "basis">,
  { counts, probabilities, lo, hi, entered }: TransitionMatrix,
  window_from: string,
  window_to: string,
  windowFlags: readonly string[],
): TransitionRow[] {
  const k = states.length;
  const rows: TransitionRow[] = [];
  for (const [from, from_segment] of states.entries()) {
    const flags = flagsOf(rowTotal(counts, from, k), windowFlags);
    for (const [to, to_segment] of states.entries()) {
      const cell = from * k + to;
      const probability = Number.isNaN(probabilities[cell]) ? null : probabilities[cell];
      const estimate = { count: counts[cell], probability, lo: lo[cell], hi: hi[cell] };
      rows.push({ basis, from_segment, to_segment, window_from, window_to, ...estimate, flags });
    }
  }

  const total = rowTotal(entered, 0, k);
  const flags = flagsOf(total, windowFlags);
  for (const [to, to_segment] of states.entries()) {
    const count = entered[to];
    const [low, high] = wilsonInterval(count, total);
    const estimate = { count, probability: total === 0 ? null : count / total, lo: low, hi: high };
    rows.push({ basis, from_segment: enteredFrom, to_segment, window_from, window_to, ...estimate, flags });
  }
  return rows;
}

function flagsOf(moves: number, windowFlags: readonly string[]): string {
  return [...(moves < fewestMoves ? ["few-moves"] : []), ...windowFlags].join(",");
}

function iso(day: EpochDay): string {
  return toIsoDate(day);
}
