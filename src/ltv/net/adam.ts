/** What Adam remembers of the gradients so far. */
export interface AdamState {
  steps: number;
  /** Decaying means of the gradients and of their squares, shaped like the weights. */
  readonly means: readonly Float32Array[];
  readonly squares: readonly Float32Array[];
}

const meanDecay = 0.9;
const squareDecay = 0.999;
const smallest = 1e-8;

export function startAdam(weights: readonly Float32Array[]): AdamState {
  const zeros = () => weights.map(({ length }) => new Float32Array(length));
  return { steps: 0, means: zeros(), squares: zeros() };
}

/**
 * One step of Adam with decoupled weight decay, in place:
 *
 *     m ← 0.9 m + 0.1 g,   v ← 0.999 v + 0.001 g²
 *     w ← w − rate · (m / (1 − 0.9ᵗ)) / (√(v / (1 − 0.999ᵗ)) + 1e-8) − rate · decay · w
 *
 * @param weights changed by this call, as is `state`
 * @param gradients of the loss, shaped like the weights
 * @see Kingma & Ba (2015), arXiv:1412.6980; Loshchilov & Hutter (2019), arXiv:1711.05101
 */
export function stepAdam(
  state: AdamState,
  weights: readonly Float32Array[],
  gradients: readonly Float32Array[],
  rate: number,
  decay: number,
) {
  state.steps += 1;
  const meanBias = 1 - meanDecay ** state.steps;
  const squareBias = 1 - squareDecay ** state.steps;
  for (const [i, w] of weights.entries()) {
    const [g, m, v] = [gradients[i], state.means[i], state.squares[i]];
    for (let j = 0; j < w.length; j++) {
      m[j] = meanDecay * m[j] + (1 - meanDecay) * g[j];
      v[j] = squareDecay * v[j] + (1 - squareDecay) * g[j] * g[j];
      w[j] -= rate * (m[j] / meanBias / (Math.sqrt(v[j] / squareBias) + smallest) + decay * w[j]);
    }
  }
}
