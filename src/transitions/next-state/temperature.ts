/** Chances of classes from log odds that are divided by a temperature: above 1 they are less sure of themselves. */
export interface HeldOutOdds {
  /** Log odds against class 0, n × (c − 1), row-major. */
  readonly odds: Float64Array;
  /** Class of each row, 0…c−1. */
  readonly labels: Int32Array;
}

/** Temperatures that are thought of, as logarithms. */
const coldest = -1.5;
const hottest = 1.5;
const golden = (Math.sqrt(5) - 1) / 2;
const steps = 40;

/**
 * The temperature at which log odds suit what happened best, if one learned from half of the rows also suits the other half
 * better than none; 1 otherwise.
 *
 * O(n · c).
 *
 * @see Guo, Pleiss, Sun & Weinberger (2017), On calibration of modern neural networks, ICML 70, 1321–1330
 */
export function fitTemperature(heldOut: HeldOutOdds): number {
  const halves = [0, 1].map((half) => everyOther(heldOut, half));
  const gain = halves.reduce((sum, half, at) => {
    const other = halves[1 - at];
    return sum + lossAt(other, 1) - lossAt(other, best(half));
  }, 0);
  return gain > 0 ? best(heldOut) : 1;
}

/** Golden-section search: the loss is convex in the inverse of the temperature, and falls to one side of its lowest point. */
function best(rows: HeldOutOdds): number {
  let [low, high] = [coldest, hottest];
  const lossOf = (logarithm: number) => lossAt(rows, Math.exp(logarithm));
  let a = high - golden * (high - low);
  let b = low + golden * (high - low);
  let [lossA, lossB] = [lossOf(a), lossOf(b)];
  for (let step = 0; step < steps; step++) {
    if (lossA <= lossB) {
      [high, b, lossB] = [b, a, lossA];
      a = high - golden * (high - low);
      lossA = lossOf(a);
    } else {
      [low, a, lossA] = [a, b, lossB];
      b = low + golden * (high - low);
      lossB = lossOf(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Sum of the log losses. */
function lossAt({ odds, labels }: HeldOutOdds, temperature: number): number {
  const width = odds.length / labels.length;
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    let largest = 0;
    for (let j = 0; j < width; j++) largest = Math.max(largest, odds[i * width + j] / temperature);
    let sum = Math.exp(-largest);
    for (let j = 0; j < width; j++) sum += Math.exp(odds[i * width + j] / temperature - largest);
    const own = labels[i] === 0 ? 0 : odds[i * width + labels[i] - 1] / temperature;
    loss += largest + Math.log(sum) - own;
  }
  return loss;
}

function everyOther({ odds, labels }: HeldOutOdds, first: number): HeldOutOdds {
  const width = odds.length / labels.length;
  const rows = Int32Array.from(labels.keys()).filter((row) => row % 2 === first);
  return {
    labels: labels.filter((_, row) => row % 2 === first),
    odds: Float64Array.from(
      { length: rows.length * width },
      (_, at) => odds[rows[Math.floor(at / width)] * width + (at % width)],
    ),
  };
}
