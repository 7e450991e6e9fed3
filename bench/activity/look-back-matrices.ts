import { EVD, inverse, Matrix } from "ml-matrix";
import type { ClusteringEngine } from "../../src/segments/clustering-engine.ts";
import type { Points } from "../../src/segments/points.ts";
import { customersOf } from "../../src/transitions/activity/panel/activity-panel.ts";
import { lookBacksUntil } from "../../src/transitions/activity/search/start-activity.ts";
import { plantedMoves, statesOfArchetypes, totalVariation } from "./planted-moves.ts";
import type { PlantedPanel } from "./planted-panel.ts";

const lookback = 12;

/**
 * What segments say of moves: customers are labelled at the end of every month by k-means (learned at the newest) of what they did in the 12 months
 * before. `raw` is the matrix of neighbouring months; `apart` that of labels 12 months apart, whose windows do not overlap, and of it
 * the twelfth root. Both are compared with the planted and the realised moves of archetypes; a panel of 24 months at least.
 */
export async function lookBackMatrices(base: PlantedPanel, k: number, engine: ClusteringEngine, seed: number) {
  const { world, panel, archetypes } = base;
  const a = world.archetypes.length;
  const { months } = panel;
  const ends = Array.from({ length: months - lookback + 1 }, (_, w) => months - w);
  const { points, customer, until } = lookBacksUntil(panel, lookback, ends);
  const newest = until.lastIndexOf(months) + 1;
  const { values, d } = points;
  const { centroids } = await engine.fitKMeans({ n: newest, d, values: values.subarray(0, newest * d) }, k, {
    restarts: 5,
    seed,
  });
  const labels = new Int8Array(customersOf(panel) * (months + 1)).fill(-1);
  const together = new Float64Array(k * a);
  for (let at = 0; at < customer.length; at++) {
    const label = nearest(points, at, centroids);
    labels[customer[at] * (months + 1) + until[at]] = label;
    const archetype = archetypes[customer[at] * months + until[at] - 1];
    together[label * a + archetype] += 1;
  }
  const moves = plantedMoves(base);
  const stateOf = statesOfArchetypes(together, k, a);
  const compared = (matrix: Float64Array) => ({
    planted: totalVariation(moves.planted, matrix, k, stateOf).mean,
    realised: totalVariation(moves.realised, matrix, k, stateOf).mean,
  });
  return {
    raw: compared(movesApart(labels, months + 1, k, 1)),
    apart: compared(twelfthRoot(movesApart(labels, months + 1, k, lookback), k)),
  };
}

function nearest({ values, d }: Points, at: number, centroids: Points): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let c = 0; c < centroids.n; c++) {
    let distance = 0;
    for (let j = 0; j < d; j++) distance += (values[at * d + j] - centroids.values[c * d + j]) ** 2;
    if (distance < least) [best, least] = [c, distance];
  }
  return best;
}

/** Shares of labels some months later, k × k. */
function movesApart(labels: Int8Array, width: number, k: number, apart: number): Float64Array {
  const matrix = new Float64Array(k * k);
  for (let at = 0; at < labels.length; at++)
    if (labels[at] >= 0 && (at % width) + apart < width) matrix[labels[at] * k + labels[at + apart]] += 1;
  return withRowsOfOne(matrix, k);
}

/**
 * The principal 12th root by eigenvalues, what is below 0 put to 0. Of an eigenvalue below 0, whose root is not real, the real part of
 * the root is taken.
 */
function twelfthRoot(matrix: Float64Array, k: number): Float64Array {
  const rows = Array.from({ length: k }, (_, y) => Array.from(matrix.subarray(y * k, (y + 1) * k)));
  const { eigenvectorMatrix, diagonalMatrix } = new EVD(new Matrix(rows), { assumeSymmetric: false });
  // Pairs of complex eigenvalues are blocks [a b; −b a] of the diagonal.
  const roots = Matrix.zeros(k, k);
  for (let z = 0; z < k; z++) {
    const isPair = z + 1 < k && diagonalMatrix.get(z, z + 1) !== 0;
    const [real, imaginary] = [diagonalMatrix.get(z, z), isPair ? diagonalMatrix.get(z, z + 1) : 0];
    const size = Math.hypot(real, imaginary) ** (1 / lookback);
    const angle = Math.atan2(imaginary, real) / lookback;
    roots.set(z, z, size * Math.cos(angle));
    if (!isPair) continue;
    roots.set(z, z + 1, size * Math.sin(angle));
    roots.set(z + 1, z, -size * Math.sin(angle));
    roots.set(z + 1, z + 1, size * Math.cos(angle));
    z += 1;
  }
  const root = eigenvectorMatrix.mmul(roots).mmul(inverse(eigenvectorMatrix));
  return withRowsOfOne(
    Float64Array.from(root.to1DArray(), (chance) => Math.max(chance, 0)),
    k,
  );
}

/** Rows that sum to 1, in place; nobody moves from where nobody was. */
function withRowsOfOne(matrix: Float64Array, k: number): Float64Array {
  for (let y = 0; y < k; y++) {
    const row = matrix.subarray(y * k, (y + 1) * k);
    const total = row.reduce((sum, value) => sum + value, 0);
    for (let z = 0; z < k; z++) row[z] = total > 0 ? row[z] / total : Number(z === y);
  }
  return matrix;
}
