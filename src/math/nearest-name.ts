/**
 * The known name a misspelt one was probably meant to be: the one at the smallest edit distance, letter case aside,
 * if at most 40 % of the longer name would have to change; otherwise the only known name that contains it.
 * Ties go to the name that sorts first, so the answer does not depend on the order of `known`.
 *
 * @returns undefined when nothing is near, or when the name is itself known
 *
 * @example
 * nearestName("seeed", ["k", "seed", "minShare"]); // "seed"
 * nearestName("date", ["Invoice", "InvoiceDate"]); // "InvoiceDate"
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  const wanted = name.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of [...known].sort()) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    const near = distance <= 0.4 * Math.max(name.length, candidate.length);
    if (near && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  if (best !== undefined) return best.candidate;

  const containing = known.filter((candidate) => candidate.toLowerCase().includes(wanted));
  return wanted.length >= 3 && containing.length === 1 ? containing[0] : undefined;
}

/**
 * Letters to insert, delete, replace or swap with their neighbour to turn `a` into `b`, no place edited twice
 * (optimal string alignment). O(|a|·|b|) time and memory.
 *
 * @see Damerau (1964), A technique for computer detection and correction of spelling errors, CACM 7(3), 171–176
 */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const distance = new Uint32Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) distance[i * width] = i;
  for (let j = 0; j <= b.length; j++) distance[j] = j;

  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const at = i * width + j;
      const replaced = distance[at - width - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      distance[at] = Math.min(distance[at - width] + 1, distance[at - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance[at] = Math.min(distance[at], distance[at - 2 * width - 2] + 1);
    }
  }
  return distance[a.length * width + b.length];
}
