/** Counts added to every state in a row, so that what was never seen is not ruled out. */
const added = 0.5;

/** Chance of every state by how many customers moved there. */
export function smoothedRow(counts: Float64Array): number[] {
  const total = counts.reduce((sum, count) => sum + count + added, 0);
  return Array.from(counts, (count) => (count + added) / total);
}
