import { chiSquareUpperTail } from "../../math/chi-square.ts";

/** A statistic that is about chi-square under the hypothesis of its test. */
export interface ChiSquareTest {
  readonly chiSquare: number;
  /** 0 where the table leaves nothing to test. */
  readonly degreesOfFreedom: number;
  /** Chance of as large a statistic under the hypothesis; 1 where nothing is tested. */
  readonly p: number;
}

/**
 * Bowker's test of symmetry: do as many customers go from one segment to another as come back? With two segments it is
 * McNemar's test, without continuity correction.
 *
 *     χ² = Σ (nᵢⱼ − nⱼᵢ)² / (nᵢⱼ + nⱼᵢ)   over the pairs i < j between which anybody moves
 *
 * Each of these pairs is a degree of freedom. (statsmodels counts the others as well, which makes p larger.) O(k²).
 *
 * @param counts customers by segment before and after, k × k, row-major
 * @throws RangeError if the counts do not fill k × k
 * @see Bowker (1948), A test for symmetry in contingency tables, JASA 43, 572–574
 *
 * @example
 * symmetryTest(Float64Array.of(50, 9, 3, 40), 2).chiSquare; // 3 = (9 − 3)²/12
 */
export function symmetryTest(counts: Float64Array, k: number): ChiSquareTest {
  if (counts.length !== k * k) throw new RangeError(`symmetryTest: ${counts.length} counts for ${k} × ${k} cells`);
  let chiSquare = 0;
  let pairs = 0;
  for (let i = 0; i < k; i++) {
    for (let j = i + 1; j < k; j++) {
      const [there, back] = [counts[i * k + j], counts[j * k + i]];
      if (there + back === 0) continue;
      chiSquare += (there - back) ** 2 / (there + back);
      pairs += 1;
    }
  }
  return { chiSquare, degreesOfFreedom: pairs, p: pairs === 0 ? 1 : chiSquareUpperTail(chiSquare, pairs) };
}
