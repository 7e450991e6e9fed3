/**
 * q-values of Benjamini and Hochberg: calling every test with q ≤ .05 a finding keeps the expected share of false ones
 * among the findings at or below 5 %. O(m log m).
 *
 * @param p p-value of each of the m tests; NaN is "not tested" and counts for nothing
 * @returns q of each test, at least its p; NaN where not tested
 * @see Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289–300
 *
 * @example
 * benjaminiHochberg(Float64Array.of(0.01, 0.04, 0.03)); // 0.03, 0.04, 0.04
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const tested = Array.from(p.keys()).filter((test) => !Number.isNaN(p[test]));
  tested.sort((a, b) => p[a] - p[b]);
  const q = new Float64Array(p.length).fill(Number.NaN);
  let least = 1;
  for (let rank = tested.length; rank > 0; rank--) {
    const test = tested[rank - 1];
    least = Math.min(least, p[test] * (tested.length / rank));
    q[test] = least;
  }
  return q;
}
