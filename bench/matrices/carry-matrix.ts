/** What moves between segments would look like, had customers moved between archetypes as planted. All matrices row-major. */
export interface CarriedMatrix {
  /** Everybody gets a segment anew in every window, by the archetype alone: segments × segments. */
  readonly relabelled: Float64Array;
  /** Who stays in an archetype keeps the segment, and who moves gets one of the new archetype. */
  readonly kept: Float64Array;
}

/**
 * A planted matrix as it is seen through labels:
 *
 *     relabelled  Q(s, t) = Σₐ P(a | s) Σ_b A(a, b) P(t | b)
 *     kept        Q(s, t) = Σₐ P(a | s) (A(a, a) [s = t] + Σ_{b ≠ a} A(a, b) P(t | b))
 *
 * with both conditional shares of one confusion table. Rows of segments that nobody was in are NaN.
 *
 * @param planted A, chance of moving from archetype to archetype, a × a
 * @param confusion customers by archetype and segment, a × k
 */
export function carryMatrix(
  planted: readonly (readonly number[])[],
  confusion: Float64Array,
  k: number,
): CarriedMatrix {
  const a = planted.length;
  const ofArchetype = new Float64Array(a);
  const ofSegment = new Float64Array(k);
  for (let cell = 0; cell < a * k; cell++) {
    ofArchetype[Math.floor(cell / k)] += confusion[cell];
    ofSegment[cell % k] += confusion[cell];
  }
  const relabelled = new Float64Array(k * k);
  const kept = new Float64Array(k * k);
  for (let s = 0; s < k; s++) {
    for (let from = 0; from < a; from++) {
      const share = confusion[from * k + s] / ofSegment[s];
      kept[s * k + s] += share * planted[from][from];
      for (let to = 0; to < a; to++) {
        for (let t = 0; t < k; t++) {
          const chance = share * planted[from][to] * (confusion[to * k + t] / ofArchetype[to]);
          relabelled[s * k + t] += chance;
          if (from !== to) kept[s * k + t] += chance;
        }
      }
    }
  }
  return { relabelled, kept };
}

/** Half the absolute differences of the rows of two k × k matrices: their mean, and the largest. */
export function totalVariation(
  a: Float64Array,
  b: Float64Array,
  k: number,
): { readonly mean: number; readonly worst: number } {
  const rows = Array.from({ length: k }, (_, row) => {
    let sum = 0;
    for (let cell = row * k; cell < (row + 1) * k; cell++) sum += Math.abs(a[cell] - b[cell]);
    return sum / 2;
  });
  return { mean: rows.reduce((sum, row) => sum + row, 0) / k, worst: Math.max(...rows) };
}
