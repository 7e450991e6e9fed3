import { assignAtLeastCost } from "../../src/segments/agreement/assignment.ts";
import { customersOf } from "../../src/transitions/activity/panel/activity-panel.ts";
import type { PlantedPanel } from "./planted-panel.ts";

/** How customers moved between archetypes. */
export interface PlantedMoves {
  /** Chances as planted and as they came, archetypes × archetypes, row-major. */
  readonly planted: Float64Array;
  readonly realised: Float64Array;
  /** Share of customer-months after which the customer moved. */
  readonly moves: number;
}

export function plantedMoves({ world, panel, archetypes }: PlantedPanel): PlantedMoves {
  const a = world.archetypes.length;
  const { months } = panel;
  const realised = new Float64Array(a * a);
  for (let i = 0; i < customersOf(panel); i++)
    for (let t = 1; t < months; t++) {
      const before = archetypes[i * months + t - 1];
      if (before >= 0) realised[before * a + archetypes[i * months + t]] += 1;
    }
  let [all, moved] = [0, 0];
  for (let y = 0; y < a; y++) {
    const row = realised.subarray(y * a, (y + 1) * a);
    const total = row.reduce((sum, count) => sum + count, 0);
    all += total;
    moved += total - row[y];
    for (let z = 0; z < a; z++) row[z] = total > 0 ? row[z] / total : Number(z === y);
  }
  return { planted: Float64Array.from(world.monthlyMatrix.flat()), realised, moves: moved / all };
}

/**
 * State that stands for each archetype: those that share the most customer-months, −1 where there are too few states.
 *
 * @param together customer-months, states × archetypes
 */
export function statesOfArchetypes(together: Float64Array, states: number, archetypes: number): Int32Array {
  const cost = Float64Array.from(
    { length: archetypes * states },
    (_, cell) => -together[(cell % states) * archetypes + Math.floor(cell / states)],
  );
  return assignAtLeastCost(cost, archetypes, states).columns;
}

/** Half of the absolute differences of each row, to archetypes and to states that stand for none: their mean and the largest. */
export function totalVariation(truth: Float64Array, matrix: Float64Array, states: number, stateOf: Int32Array) {
  const a = stateOf.length;
  const rows = Array.from(stateOf, (state, y) => {
    let [differences, matched] = [0, 0];
    for (const [z, other] of stateOf.entries()) {
      const chance = state < 0 || other < 0 ? 0 : matrix[state * states + other];
      matched += chance;
      differences += Math.abs(chance - truth[y * a + z]);
    }
    return (differences + Math.max(1 - matched, 0)) / 2;
  });
  return { mean: rows.reduce((sum, row) => sum + row, 0) / a, worst: Math.max(...rows) };
}
