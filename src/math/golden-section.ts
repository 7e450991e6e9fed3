/**
 * Where a function with one top is highest between two numbers, by golden sections, to about 1e-8 of the numbers' size:
 * nearer to the top, rounding hides what the function does. 40 to 60 evaluations.
 *
 * @param f with one top between `lo` and `hi`, which may be at an end
 * @throws RangeError unless lo < hi
 * @see Kiefer (1953), Sequential minimax search for a maximum, Proceedings of the AMS 4, 502–506
 *
 * @example
 * goldenSectionMaximum((x) => x * (3 - x), 0, 10); // 1.5
 */
export function goldenSectionMaximum(f: (x: number) => number, lo: number, hi: number): number {
  if (!(lo < hi)) throw new RangeError(`goldenSectionMaximum: from ${lo} to ${hi} there is nothing between`);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [lo, hi];
  let [a, b] = [right - golden * (right - left), left + golden * (right - left)];
  let [atA, atB] = [f(a), f(b)];
  const enough = 1e-9 * Math.max(1, Math.abs(lo), Math.abs(hi));
  while (right - left > enough) {
    if (atA < atB) {
      left = a;
      [a, atA] = [b, atB];
      b = left + golden * (right - left);
      atB = f(b);
    } else {
      right = b;
      [b, atB] = [a, atA];
      a = right - golden * (right - left);
      atA = f(a);
    }
  }
  const middle = (left + right) / 2;
  // The sections come close to an end, but never try it.
  const best = [lo, middle, hi].map((x) => ({ x, value: f(x) }));
  return best.reduce((top, one) => (one.value > top.value ? one : top), best[1]).x;
}
