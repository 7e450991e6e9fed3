import type { Contingency } from "./contingency.ts";

/** Chances below this part of the largest one no longer show in a double. */
const negligible = 1e-22;

/**
 * Mutual information that partitions with these cluster sizes have on average when they are independent.
 *
 * Exact: the customers two clusters share by chance follow the hypergeometric distribution, whose chances are built up
 * from the most likely count outwards, each from its neighbour, and divided by their own sum. That takes no factorials,
 * which lose digits as n grows, and ends where chances no longer count: O(kA·kB·√n).
 *
 * @returns nats
 * @see Vinh, Epps & Bailey (2010), Information theoretic measures for clusterings comparison, JMLR 11, eq. 24a
 */
export function expectedMutualInformation({ n, sizesA, sizesB }: Omit<Contingency, "shared">): number {
  let expected = 0;
  for (const a of sizesA) {
    if (a === 0) continue;
    for (const b of sizesB) if (b > 0) expected += expectedPart(a, b, n);
  }
  return expected;
}

/** What a cluster of `a` customers and one of `b` contribute on average, over the counts they may share. */
function expectedPart(a: number, b: number, n: number): number {
  const least = Math.max(0, a + b - n);
  const most = Math.min(a, b);
  const mode = Math.min(most, Math.max(least, Math.floor(((a + 1) * (b + 1)) / (n + 2))));
  const part = (shared: number) => (shared === 0 ? 0 : (shared / n) * Math.log((n * shared) / (a * b)));

  let chances = 1;
  let sum = part(mode);
  let chance = 1;
  for (let shared = mode + 1; shared <= most && chance > negligible; shared++) {
    chance *= ((a - shared + 1) * (b - shared + 1)) / (shared * (n - a - b + shared));
    chances += chance;
    sum += chance * part(shared);
  }
  chance = 1;
  for (let shared = mode - 1; shared >= least && chance > negligible; shared--) {
    chance *= ((shared + 1) * (n - a - b + shared + 1)) / ((a - shared) * (b - shared));
    chances += chance;
    sum += chance * part(shared);
  }
  return sum / chances;
}
