import type { Engine } from "../../engine/engine.ts";
import type { SegmentId } from "../../segments/segmentation.ts";
import type { ForetoldMoves } from "../../transitions/next-state/foretell-moves.ts";

/** Loads `next_states`: where everybody is likely to be one window later; empty where that is refused. */
export async function loadNextStates(engine: Engine, foretold: ForetoldMoves | undefined): Promise<void> {
  const nobody = new Float64Array(0);
  const n = foretold?.customers.length ?? 0;
  const unknown = new Float64Array(n).fill(Number.NaN);
  await engine.load("next_states", [
    { name: "customer", type: "INTEGER", values: foretold?.customers ?? new Int32Array(0) },
    { name: "next", type: "INTEGER", values: foretold?.next ?? new Int16Array(0) },
    { name: "next_chance", type: "DOUBLE", values: foretold?.nextChance ?? nobody },
    { name: "move", type: "DOUBLE", values: foretold?.move ?? nobody },
    { name: "fall", type: "DOUBLE", values: foretold?.fall ?? unknown },
    { name: "rise", type: "DOUBLE", values: foretold?.rise ?? unknown },
  ]);
}

/** The columns of `customers.parquet` that tell it, of `next_states n`. */
export function nextStateColumns({ dialect }: Engine, states: readonly SegmentId[]): string {
  const ids = states.map((id, state) => `WHEN ${state} THEN ${dialect.text(id)}`).join(" ");
  return `CASE n.next ${ids} END AS next_segment_id, n.next_chance AS next_segment_probability,
       n.move AS move_probability, n.fall AS fall_probability, n.rise AS rise_probability`;
}
