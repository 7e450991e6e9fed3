/** Mean of the differences of two scores, customer by customer. */
export interface PairedDifference {
  readonly mean: number;
  readonly standardError: number;
  /** 95 % band, normal. */
  readonly lo: number;
  readonly hi: number;
}

/** Standard errors in half a 95 % band. */
const normalBand = 1.96;

/** @param ours length n ≥ 2, as `theirs` */
export function pairedDifference(ours: Float64Array, theirs: Float64Array): PairedDifference {
  const n = ours.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const difference = ours[i] - theirs[i];
    sum += difference;
    squares += difference * difference;
  }
  const mean = sum / n;
  const standardError = Math.sqrt(Math.max(squares / n - mean * mean, 0) / (n - 1));
  return { mean, standardError, lo: mean - normalBand * standardError, hi: mean + normalBand * standardError };
}
