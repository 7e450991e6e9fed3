import type { Points } from "../../segments/points.ts";

/** Rows that are worked on together: each coefficient is read once for four of them. */
const rowBlock = 4;

/**
 * Minus the log likelihood of a multinomial logit, and its gradient, as a function of the coefficients.
 *
 * O(n · d · c) a call.
 *
 * @param x n × d
 * @param labels class of each row, length n, values 0…c−1
 */
export function lossOf({ n, d, values }: Points, labels: Int32Array, classes: number) {
  const width = classes - 1;
  const size = d + 1;
  // A class after the other, so that what is read in a row lies in a row; `values` lack the ones of the constants.
  const own = new Float64Array(width * size);
  const slopes = new Float64Array(width * size);
  const odds = new Float64Array(width);
  const beyond = new Float64Array(rowBlock * width);
  return (coefficients: Float64Array, gradient: Float64Array): number => {
    for (let j = 0; j < width; j++) for (let c = 0; c < size; c++) own[j * size + c] = coefficients[c * width + j];
    slopes.fill(0);
    let loss = 0;
    for (let first = 0; first < n; first += rowBlock) {
      const rows = Math.min(rowBlock, n - first);
      oddsOfBlock(own, values, first, rows, d, width, beyond);
      for (let r = 0; r < rows; r++) {
        const label = labels[first + r];
        for (let j = 0; j < width; j++) odds[j] = beyond[j * rowBlock + r];
        const log = logOfSum(odds);
        loss += log - (label === 0 ? 0 : odds[label - 1]);
        // From here on what was foretold less what came.
        for (let j = 0; j < width; j++) beyond[j * rowBlock + r] = Math.exp(odds[j] - log) - (label === j + 1 ? 1 : 0);
      }
      addSlopes(slopes, values, first, rows, d, width, beyond);
    }
    for (let j = 0; j < width; j++) for (let c = 0; c < size; c++) gradient[c * width + j] = slopes[j * size + c];
    return loss;
  };
}

/** Log odds of up to four rows, `rowBlock` places for each class. Four sums go on side by side. */
function oddsOfBlock(
  own: Float64Array,
  values: Float64Array,
  first: number,
  rows: number,
  d: number,
  width: number,
  odds: Float64Array,
): void {
  const last = rows - 1; // stands in for rows that the last block lacks
  const a = first * d;
  const b = a + Math.min(1, last) * d;
  const c = a + Math.min(2, last) * d;
  const e = a + Math.min(3, last) * d;
  for (let j = 0; j < width; j++) {
    const at = j * (d + 1);
    const constant = own[at];
    let sumA = constant;
    let sumB = constant;
    let sumC = constant;
    let sumE = constant;
    for (let i = 0; i < d; i++) {
      const coefficient = own[at + 1 + i];
      sumA += coefficient * values[a + i];
      sumB += coefficient * values[b + i];
      sumC += coefficient * values[c + i];
      sumE += coefficient * values[e + i];
    }
    odds[j * rowBlock] = sumA;
    odds[j * rowBlock + 1] = sumB;
    odds[j * rowBlock + 2] = sumC;
    odds[j * rowBlock + 3] = sumE;
  }
}

/** Adds what up to four rows, `rowBlock` places for each class, add to the slopes of every class. */
function addSlopes(
  slopes: Float64Array,
  values: Float64Array,
  first: number,
  rows: number,
  d: number,
  width: number,
  beyond: Float64Array,
): void {
  const last = rows - 1; // stands in for rows that the last block lacks, and adds nothing
  const a = first * d;
  const b = a + Math.min(1, last) * d;
  const c = a + Math.min(2, last) * d;
  const e = a + Math.min(3, last) * d;
  for (let j = 0; j < width; j++) {
    const at = j * (d + 1);
    const byA = beyond[j * rowBlock];
    const byB = rows > 1 ? beyond[j * rowBlock + 1] : 0;
    const byC = rows > 2 ? beyond[j * rowBlock + 2] : 0;
    const byE = rows > 3 ? beyond[j * rowBlock + 3] : 0;
    slopes[at] += byA + byB + byC + byE;
    for (let i = 0; i < d; i++) {
      slopes[at + 1 + i] += byA * values[a + i] + byB * values[b + i] + byC * values[c + i] + byE * values[e + i];
    }
  }
}

/** ln(1 + Σ exp), the largest taken out so that nothing overflows. */
export function logOfSum(odds: Float64Array): number {
  let largest = 0;
  for (let j = 0; j < odds.length; j++) if (odds[j] > largest) largest = odds[j];
  let sum = Math.exp(-largest);
  for (let j = 0; j < odds.length; j++) sum += Math.exp(odds[j] - largest);
  return largest + Math.log(sum);
}
