import { poissonProbability } from "./poisson-probability.ts";

/** How many of the `drawn` out of `total` are marked, when `marked` of them are: one 2 × 2 table with its margins. */
export interface Drawing {
  readonly hits: number;
  readonly drawn: number;
  readonly marked: number;
  readonly total: number;
}

/**
 * Chance of at least so many hits when `drawn` of `total` are drawn without looking, `marked` of which count: the p of
 * Fisher's exact test against "greater". Relative error about 1e-13, also of tails far below it; 0 below 1e-300.
 *
 * O(√variance) steps from the number of hits on.
 *
 * @throws RangeError unless the four are whole numbers of one 2 × 2 table
 * @see Fisher (1935), The logic of inductive inference, JRSS 98, 39–82; Loader (2000), Fast and accurate computation of
 *   binomial probabilities, for the first term
 *
 * @example
 * hypergeometricUpperTail({ hits: 2, drawn: 2, marked: 2, total: 4 }); // 1/6
 */
export function hypergeometricUpperTail(drawing: Drawing): number {
  checkDrawing(drawing);
  const { hits, drawn, marked, total } = drawing;
  const least = Math.max(0, drawn + marked - total);
  if (hits <= least) return 1;
  // Above the mean the terms fall from the first on; below it the other tail is summed.
  if (hits * total >= drawn * marked) {
    const rises = (x: number) => ratio(x, drawing);
    return Math.min(1, probability(hits, drawing) * sumOfTerms(hits, 1, Math.min(drawn, marked), rises));
  }
  const falls = (x: number) => 1 / ratio(x - 1, drawing);
  return Math.max(0, 1 - probability(hits - 1, drawing) * sumOfTerms(hits - 1, -1, least, falls));
}

/** @throws RangeError unless the four are whole numbers of one 2 × 2 table */
export function checkDrawing({ hits, drawn, marked, total }: Drawing): void {
  const cells = [hits, drawn - hits, marked - hits, total - drawn - marked + hits];
  if (!cells.every((cell) => Number.isInteger(cell) && cell >= 0)) {
    throw new RangeError(`hypergeometric: ${hits} hits of ${drawn} drawn, ${marked} marked of ${total}`);
  }
}

/** Chance of x + 1 hits over that of x. */
function ratio(x: number, { drawn, marked, total }: Omit<Drawing, "hits">): number {
  return ((drawn - x) / (x + 1)) * ((marked - x) / (total - drawn - marked + x + 1));
}

/** 1 + r(x) + r(x) r(x ± 1) + … up to the last x or until nothing is added. */
function sumOfTerms(from: number, step: 1 | -1, last: number, next: (x: number) => number): number {
  let sum = 1;
  let term = 1;
  for (let x = from; x !== last && term > sum * 1e-17; x += step) {
    term *= next(x);
    sum += term;
  }
  return sum;
}

/** Chance of exactly x hits, as three binomial chances at p = drawn/total, none of which subtracts large logarithms. */
function probability(x: number, { drawn, marked, total }: Omit<Drawing, "hits">): number {
  const share = drawn / total;
  const over = binomial(x, marked, share) * binomial(drawn - x, total - marked, share);
  return over === 0 ? 0 : over / binomial(drawn, total, share);
}

/** Chance of x successes in n trials: three Poisson chances. */
function binomial(x: number, n: number, share: number): number {
  if (share === 0 || share === 1 || n === 0) return x === n * share ? 1 : 0;
  return (poissonProbability(x, n * share) * poissonProbability(n - x, n * (1 - share))) / poissonProbability(n, n);
}
