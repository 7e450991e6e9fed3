import type { World } from "../../data/worlds/world.ts";
import { addSpan, parseIsoDate } from "../../src/math/calendar.ts";
import { segmentId } from "../../src/segments/segmentation.ts";
import { statesOf } from "../../src/segments/state-history.ts";
import { estimateTransitions } from "../../src/transitions/estimate-transitions.ts";
import { smoothTransitions } from "../../src/transitions/smoothing/smooth-transitions.ts";
import { totalVariation } from "./carry-matrix.ts";
import { archetypeColumn, query, windowEnds } from "./query.ts";

/** The estimator on planted archetypes as states, at the ends of a run's windows, against the planted matrix. */
export async function plantedMoves(base: string, runDir: string, { archetypes, monthlyMatrix }: World) {
  const k = archetypes.length;
  const ends = await windowEnds(runDir);
  const truth = await query(`SELECT ${ends.map(archetypeColumn).join(", ")} FROM '${base}/truth/customers.parquet'`);
  const model = estimateTransitions({
    windows: ends.map((end) => {
      const until = parseIsoDate(end);
      if (until === undefined) throw new Error(`${end} is no date`);
      return { from: addSpan(until, { count: 12, unit: "month" }, -1), until, short: false, incomplete: false };
    }),
    // Nobody is in the two states that every history has besides.
    states: statesOf(archetypes.map((name) => segmentId.parse(name.replaceAll("_", "-")))),
    labels: ends.map((end) => Int16Array.from(truth, (row) => Number(row[archetypeColumn(end)] ?? -1))),
  });
  if (model.status === "refused") throw new Error(model.reason.en);
  if (model.pooled.status === "refused") throw new Error(model.pooled.reason.en);
  const counts = archetypesOnly(model.pooled.counts, k);
  const smoothed = smoothTransitions([counts], k);
  if (smoothed.status === "refused") throw new Error(smoothed.reason.en);
  const planted = Float64Array.from(monthlyMatrix.flat());
  const probabilities = archetypesOnly(model.pooled.probabilities, k);
  return {
    archetypes,
    windows: ends.length,
    moves: counts.reduce((sum, count) => sum + count, 0),
    counted: totalVariation(probabilities, planted, k),
    smoothed: totalVariation(smoothed.origins.probabilities, planted, k),
    nobodyMoves: totalVariation(identity(k), planted, k),
    matrix: rowsOf(probabilities, k),
  };
}

/** The first k of k + 2 states. */
function archetypesOnly(matrix: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, cell) => matrix[Math.floor(cell / k) * (k + 2) + (cell % k)]);
}

export function identity(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, cell) => (cell % (k + 1) === 0 ? 1 : 0));
}

export function rowsOf(matrix: Float64Array, k: number): number[][] {
  return Array.from({ length: k }, (_, row) => [...matrix.subarray(row * k, (row + 1) * k)]);
}
