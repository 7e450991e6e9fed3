import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../math/random.ts";
import { averageOutputs, type MoneyHead, type MoneySummary, moneyLoss } from "./money-head.ts";

/** Units of each layer of a net of d inputs: two of rectified units, then the outputs of the head. */
export function layerSizes(d: number, { outputs }: MoneyHead): readonly number[] {
  return [d, 64, 32, outputs];
}

/** Weights of one net: kernel and bias of each layer in turn; kernels are inputs × outputs, row-major. */
export type NetWeights = readonly Float32Array[];

/**
 * Where training starts: normal weights for the rectified units; a last layer a tenth as large, whose biases say of everyone
 * what is true on average.
 *
 * @param gain standard deviation of a weight × √inputs of its layer; √2, He's, keeps the size of what passes through layers
 * @see He et al. (2015), Delving deep into rectifiers, arXiv:1502.01852
 */
export function initialWeights(
  d: number,
  head: MoneyHead,
  summary: MoneySummary,
  gain: number,
  random: Random,
): NetWeights {
  const sizes = layerSizes(d, head);
  const weights: Float32Array[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const last = layer === sizes.length - 1;
    const spread = (gain / Math.sqrt(sizes[layer - 1])) * (last ? 0.1 : 1);
    weights.push(Float32Array.from({ length: sizes[layer - 1] * sizes[layer] }, () => spread * random.normal()));
    weights.push(last ? averageOutputs(head, summary) : new Float32Array(sizes[layer]));
  }
  return weights;
}

/** The weights as tensors in the memory of the backend; the caller disposes of them. */
export function toTensors(weights: NetWeights): tf.Tensor[] {
  return weights.map((values, i) => {
    if (i % 2 === 1) return tf.tensor1d(values);
    const units = weights[i + 1].length;
    return tf.tensor2d(values, [values.length / units, units]);
  });
}

/** Outputs of a net, B × those of its head, for B × d inputs and the tensors of its weights. */
export function applyNet(inputs: tf.Tensor2D, weights: readonly tf.Tensor[]): tf.Tensor2D {
  return activationsOf(inputs, weights)[weights.length / 2] as tf.Tensor2D; // B rows of a matrix product
}

/**
 * Loss of a net over a batch, and its gradient by the weights, by backpropagation.
 *
 * Written out because the WebAssembly backend has its fast product for plain matrices only: the gradients that the
 * library knows multiply by transposed matrices, some ten times as slowly there. Here every matrix is transposed first,
 * and columns are summed by a product with ones.
 *
 * @param inputs B × d
 * @param targets as `moneyLoss` reads them, B × 2
 * @returns the gradient shaped like the weights; the caller tidies up the tensors in between
 * @see Rumelhart, Hinton & Williams (1986), Nature 323, 533–536
 */
export function backpropagate(
  head: MoneyHead,
  inputs: tf.Tensor2D,
  targets: Float32Array,
  weights: readonly tf.Tensor[],
) {
  const activations = activationsOf(inputs, weights);
  const outputs = activations[activations.length - 1].dataSync<"float32">();
  const { loss, gradient } = moneyLoss(head, outputs, targets);
  const ones = tf.ones([1, inputs.shape[0]]);
  const gradients: Float32Array[] = [];
  let bySums: tf.Tensor = tf.tensor2d(gradient, [inputs.shape[0], head.outputs]);
  for (let layer = weights.length / 2 - 1; layer >= 0; layer--) {
    const below = activations[layer];
    const byKernel = tf.matMul(tf.transpose(below), bySums);
    const byBias = tf.matMul(ones, bySums);
    gradients.unshift(byKernel.dataSync<"float32">(), byBias.dataSync<"float32">());
    if (layer > 0) bySums = tf.mul(tf.matMul(bySums, tf.transpose(weights[layer * 2])), tf.step(below));
  }
  return { loss, gradients };
}

/** The inputs, then what comes out of each layer. */
function activationsOf(inputs: tf.Tensor2D, weights: readonly tf.Tensor[]): tf.Tensor[] {
  const activations: tf.Tensor[] = [inputs];
  for (let i = 0; i < weights.length; i += 2) {
    const sums = tf.add(tf.matMul(activations[i / 2], weights[i]), weights[i + 1]);
    activations.push(i + 2 < weights.length ? tf.relu(sums) : sums);
  }
  return activations;
}
