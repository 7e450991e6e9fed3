import type { World } from "../../data/worlds/world.ts";
import { carryMatrix, totalVariation } from "./carry-matrix.ts";
import { identity, rowsOf } from "./planted-moves.ts";
import { archetypeColumn, lastOnes, query, windowEnds } from "./query.ts";

const why =
  "Labels come of look-backs of twelve months, neighbouring ones of which share eleven. So the noise of one label is not that of a fresh draw: labels move far less often than if everybody were labelled anew each month by the confusion (relabelled), but several times as often as archetypes do, because customers near a border cross it without any move, and somebody who truly moves crosses it weeks or months later. Nor do labels change with the archetype only (kept): that matrix is nearer, and still not what is counted. The planted matrix cannot be read from raw moves and a confusion table; it takes a model of the months themselves.";

/** The moves a run counted between its segments, against the planted matrix as it would be seen through them. */
export async function learnedMoves(base: string, runDir: string, { archetypes, monthlyMatrix }: World) {
  const raw = await query(
    `SELECT from_segment, to_segment, CAST("count" AS DOUBLE) AS moves, probability FROM '${runDir}/transitions.parquet'
     WHERE basis = 'raw' AND window_from = 'pooled' AND from_segment <> '(entered)'
     ORDER BY ${lastOnes("from_segment")}, ${lastOnes("to_segment")}`,
  );
  const states = [...new Set(raw.map(({ from_segment }) => String(from_segment)))];
  const k = states.length;
  const cellOf = (from: unknown, to: unknown) => states.indexOf(String(from)) * k + states.indexOf(String(to));
  const counted = new Float64Array(k * k);
  const counts = new Float64Array(k * k);
  for (const { from_segment, to_segment, moves, probability } of raw) {
    counted[cellOf(from_segment, to_segment)] = Number(probability ?? Number.NaN);
    counts[cellOf(from_segment, to_segment)] = Number(moves);
  }
  const confusion = await confusionOf(base, runDir, states, archetypes.length);
  const { relabelled, kept } = carryMatrix(monthlyMatrix, confusion, k);
  const moves = counts.reduce((sum, count) => sum + count, 0);
  return {
    states,
    moves,
    /** Share of customers whose label, and whose archetype, is another one a month later. */
    moved: 1 - states.reduce((sum, _, s) => sum + counts[s * (k + 1)], 0) / moves,
    plantedMoved: movingShare(monthlyMatrix, confusion, k),
    variation: {
      "the planted matrix carried through the confusion, everybody relabelled": totalVariation(counted, relabelled, k),
      "the same, labels changing only with the archetype": totalVariation(counted, kept, k),
      '"nobody moves"': totalVariation(counted, identity(k), k),
    },
    why,
    counted: rowsOf(counted, k),
    relabelled: rowsOf(relabelled, k),
    kept: rowsOf(kept, k),
    confusion: rowsOf(confusion, k),
  };
}

/** Customers by archetype and state at the ends of all windows, row-major. */
async function confusionOf(base: string, runDir: string, states: readonly string[], archetypes: number) {
  const ofWindow = (await windowEnds(runDir)).map(
    (until) => `SELECT segment_id, ${archetypeColumn(until)} AS archetype
      FROM '${runDir}/windows.parquet' JOIN '${base}/truth/customers.parquet' USING (customer_id) WHERE as_of = DATE '${until}'`,
  );
  const cells = await query(
    `SELECT segment_id, archetype, CAST(count(*) AS DOUBLE) AS customers FROM (${ofWindow.join(" UNION ALL ")}) GROUP BY ALL`,
  );
  const k = states.length;
  const confusion = new Float64Array(archetypes * k);
  for (const { segment_id, archetype, customers } of cells) {
    if (archetype === null) throw new Error("a customer is in a window before the registration");
    confusion[Number(archetype) * k + states.indexOf(String(segment_id))] += Number(customers);
  }
  return confusion;
}

/** Share of customers who leave their archetype in a month. */
function movingShare(planted: readonly (readonly number[])[], confusion: Float64Array, k: number): number {
  let [all, moving] = [0, 0];
  for (const [cell, customers] of confusion.entries()) {
    const archetype = Math.floor(cell / k);
    all += customers;
    moving += customers * (1 - planted[archetype][archetype]);
  }
  return moving / all;
}
