import type { Contingency } from "./contingency.ts";

/** What two partitions tell, alone and about each other, in nats. */
export interface Information {
  /** Entropy of a: 0 for one cluster, ln kA for kA equal ones. */
  readonly inA: number;
  readonly inB: number;
  /** What a and b tell in common; at least 0. */
  readonly mutual: number;
  /** What is left open of a once b is known; exactly 0 when every cluster of b lies within one of a. */
  readonly aGivenB: number;
  readonly bGivenA: number;
}

/** Entropies of the two margins and of the table, O(kA·kB). */
export function information({ n, shared, sizesA, sizesB }: Contingency): Information {
  const kB = sizesB.length;
  let mutual = 0;
  let aGivenB = 0;
  let bGivenA = 0;
  for (let i = 0; i < sizesA.length; i++) {
    for (let j = 0; j < kB; j++) {
      const both = shared[i * kB + j];
      if (both === 0) continue;
      mutual += (both / n) * Math.log((n * both) / (sizesA[i] * sizesB[j]));
      aGivenB += (both / n) * Math.log(sizesB[j] / both);
      bGivenA += (both / n) * Math.log(sizesA[i] / both);
    }
  }
  // Rounding may leave independent partitions a hair below 0.
  return { inA: entropy(sizesA, n), inB: entropy(sizesB, n), mutual: Math.max(0, mutual), aGivenB, bGivenA };
}

/** Entropy of a division into parts of the given sizes that sum to n, in nats. */
export function entropy(sizes: Float64Array, n: number): number {
  let nats = 0;
  for (const size of sizes) if (size > 0) nats += (size / n) * Math.log(n / size);
  return nats;
}
