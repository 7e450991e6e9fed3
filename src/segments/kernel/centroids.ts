import type { Arena } from "./arena.ts";
import { never, placeInTiles } from "./twin.ts";

/** Writes centroids, k × d, into the arena, padded. */
export function setCentroids({ d, k, stride, centroids }: Arena, values: Float64Array): void {
  for (let c = 0; c < k; c++)
    centroids.fill(0, c * stride, (c + 1) * stride).set(values.subarray(c * d, (c + 1) * d), c * stride);
}

/** Writes the centroids where scores are worked out from them. */
export function setTiles(arena: Arena): void {
  const { centroids, k, stride } = arena;
  clearTiles(arena);
  for (let c = 0; c < k; c++) setTile(arena, c, centroids.subarray(c * stride, (c + 1) * stride));
}

/** Takes all centroids out of the tiles. */
export function clearTiles({ tiles, halfNorms }: Arena): void {
  tiles.fill(0);
  halfNorms.fill(never);
}

/** Writes one centroid, `stride` numbers, into the tiles. */
export function setTile(arena: Arena, c: number, centroid: Float32Array | Float64Array): void {
  const { at, step } = placeInTiles(c, arena);
  let squared = 0;
  for (const [j, coordinate] of centroid.entries()) {
    const rounded = Math.fround(coordinate);
    arena.tiles[at + j * step] = rounded;
    squared += rounded * rounded;
  }
  arena.halfNorms[c] = -squared / 2;
}

/** Adds up the sums that the threads have kept, into means. Clusters without rows keep their centroid. */
export function setMeans({ sums, counts, centroids, k, stride }: Arena): Int32Array {
  const sizes = new Int32Array(k);
  for (let c = 0; c < k; c++) {
    for (const own of counts) sizes[c] += own[c];
    if (sizes[c] === 0) continue;
    for (let j = 0; j < stride; j++) {
      let sum = 0;
      for (const own of sums) sum += own[c * stride + j];
      centroids[c * stride + j] = sum / sizes[c];
    }
  }
  return sizes;
}

/** The centroids without padding, k × d. */
export function centroidsOf({
  d,
  k,
  stride,
  centroids,
}: Pick<Arena, "d" | "k" | "stride" | "centroids">): Float64Array {
  const values = new Float64Array(k * d);
  for (let c = 0; c < k; c++) values.set(centroids.subarray(c * stride, c * stride + d), c * d);
  return values;
}
