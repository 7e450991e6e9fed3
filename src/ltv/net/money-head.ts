/** Families of distributions that the outputs of a net may mean. */
export type MoneyHeadKind = "ziln" | "mixture";

/**
 * How the outputs of a net are read: nothing with chance 1 − p, otherwise one lognormal (`ziln`) or one of two (`mixture`). The
 * outputs are the logit of p, mean and raw standard deviation of log money of each lognormal, and of a mixture the logit of the
 * first's share.
 */
export interface MoneyHead {
  readonly kind: MoneyHeadKind;
  readonly components: 1 | 2;
  /** Outputs of the net. */
  readonly outputs: number;
  /** Keeps sigma, and with it the likelihood of a single amount, away from 0 and infinity: the larger, the fewer rows can share a lognormal. */
  readonly smallestSigma: number;
}

export const moneyHeads: Readonly<Record<MoneyHeadKind, MoneyHead>> = {
  ziln: { kind: "ziln", components: 1, outputs: 3, smallestSigma: 1e-3 },
  // A second lognormal would settle on one frequent price.
  mixture: { kind: "mixture", components: 2, outputs: 6, smallestSigma: 0.05 },
};

/** The money of some rows at a glance, from which a net starts. */
export interface MoneySummary {
  /** Share of rows with money, strictly between 0 and 1. */
  readonly chance: number;
  /** Mean and standard deviation of log money among them. */
  readonly mu: number;
  readonly sigma: number;
}

/** How far the two lognormals of a mixture start from the mean, and how wide, in standard deviations. */
const apart = 0.3;
const width = 0.9;

/** Outputs that say of everyone what is true on average; two lognormals start a little apart, since alike they would stay so. */
export function averageOutputs(head: MoneyHead, { chance, mu, sigma }: MoneySummary): Float32Array {
  const logit = Math.log(chance / (1 - chance));
  if (head.components === 1) return Float32Array.of(logit, mu, rawOfSigma(head, sigma));
  const raw = rawOfSigma(head, width * sigma);
  return Float32Array.of(logit, mu - apart * sigma, raw, mu + apart * sigma, raw, 0);
}

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/**
 * Mean negative log-likelihood of the money of B rows, and its gradient. With p = sigmoid(a), sigma = softplus(b) + smallest,
 * z = (log y − mu) / sigma, and the shares w = sigmoid(c), 1 − w of two lognormals (1 of one):
 *
 *     loss   = −[y = 0] log(1 − p) − [y > 0] (log p + log Σ w φ(z) / sigma − log y)
 *     ∂/∂a   = p − [y > 0]
 *     ∂/∂mu  = −[y > 0] r z / sigma,   ∂/∂b = −[y > 0] r (z² − 1) / sigma · sigmoid(b),   ∂/∂c = −[y > 0] (r₁ − w)
 *
 * where r is what a lognormal has of the density. −log(1 − p) and −log p are softplus(a) and softplus(a) − a, which neither overflow
 * nor lose digits. For a few columns, this arithmetic in double precision is several times as fast as a chain of thirty
 * operations of TensorFlow.js.
 *
 * @param outputs of each row, B × `head.outputs`, row-major
 * @param targets [y > 0] and log y (0 where y is 0) of each row, B × 2, row-major
 * @returns the loss and its gradient by `outputs`, in the same shape
 * @see Wang, Liu & Miao (2019), arXiv:1912.07753; Bishop (1994), Mixture density networks, NCRG/94/004
 */
export function moneyLoss(
  head: MoneyHead,
  outputs: ArrayLike<number>,
  targets: ArrayLike<number>,
): { loss: number; gradient: Float32Array } {
  const { components, outputs: count } = head;
  const rows = outputs.length / count;
  const gradient = new Float32Array(outputs.length);
  const [sigmas, scores, logs] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * count;
    const a = outputs[at];
    const bought = targets[row * 2];
    loss += softplus(a) - bought * a;
    gradient[at] = (sigmoid(a) - bought) / rows;
    if (bought === 0) continue;

    const logMoney = targets[row * 2 + 1];
    const c = components === 2 ? outputs[at + 5] : 0;
    for (let k = 0; k < components; k++) {
      sigmas[k] = sigmaOf(head, outputs[at + 2 + 2 * k]);
      scores[k] = (logMoney - outputs[at + 1 + 2 * k]) / sigmas[k];
      const logShare = components === 1 ? 0 : -softplus(k === 0 ? -c : c);
      logs[k] = logShare - (scores[k] * scores[k]) / 2 - Math.log(sigmas[k]);
    }
    const most = components === 1 ? logs[0] : Math.max(logs[0], logs[1]);
    const density = components === 1 ? most : most + Math.log(Math.exp(logs[0] - most) + Math.exp(logs[1] - most));
    loss += halfLogTwoPi + logMoney - density;
    for (let k = 0; k < components; k++) {
      const own = Math.exp(logs[k] - density) / rows;
      const z = scores[k];
      gradient[at + 1 + 2 * k] = (-own * z) / sigmas[k];
      gradient[at + 2 + 2 * k] = ((own * (1 - z * z)) / sigmas[k]) * sigmoid(outputs[at + 2 + 2 * k]);
    }
    if (components === 2) gradient[at + 5] = (sigmoid(c) - Math.exp(logs[0] - density)) / rows;
  }
  return { loss: loss / rows, gradient };
}

/**
 * Writes the lognormals that the outputs of a row mean: weight, mu and sigma of each; the weights add up to the chance of money times
 * `share`.
 */
export function writeLognormals(
  head: MoneyHead,
  outputs: ArrayLike<number>,
  row: number,
  share: number,
  into: Float64Array,
  at: number,
): void {
  const from = row * head.outputs;
  const chance = share * sigmoid(outputs[from]);
  for (let k = 0; k < head.components; k++) {
    const own = head.components === 1 ? 1 : sigmoid(k === 0 ? outputs[from + 5] : -outputs[from + 5]);
    into[at + 3 * k] = chance * own;
    into[at + 3 * k + 1] = outputs[from + 1 + 2 * k];
    into[at + 3 * k + 2] = sigmaOf(head, outputs[from + 2 + 2 * k]);
  }
}

/** The standard deviation of log money that a raw output means. */
export function sigmaOf({ smallestSigma }: MoneyHead, raw: number): number {
  return smallestSigma + softplus(raw);
}

/** The raw output that means `sigma`, which is larger than the smallest. */
export function rawOfSigma({ smallestSigma }: MoneyHead, sigma: number): number {
  return Math.log(Math.expm1(sigma - smallestSigma));
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
