import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../math/random.ts";
import { startAdam, stepAdam } from "./adam.ts";
import { type MoneyHead, type MoneySummary, moneyLoss } from "./money-head.ts";
import { applyNet, backpropagate, initialWeights, type NetWeights, toTensors } from "./money-net.ts";
import { yieldToEvents } from "./yield-to-events.ts";

const largestBatch = 1024;
const smallestBatch = 32;
/** Fewest steps of one epoch, for which small bases get smaller batches. */
const stepsPerEpoch = 16;
const learningRate = 2e-3;
const weightDecay = 1e-4;
const mostEpochs = 80;
/** Epochs without a better held-out loss after which training ends. */
const patience = 6;
/** Least fall of the held-out loss that counts as one. */
const leastProgress = 1e-5;

/** Rows a net learns from, or is held against. */
export interface NetRows {
  /** n × d, row-major. */
  readonly inputs: Float32Array;
  /** [money > 0] and log money (0 without money) of each row: n × 2, row-major. */
  readonly targets: Float32Array;
}

export interface TrainingData {
  readonly head: MoneyHead;
  /** Inputs of each row. */
  readonly d: number;
  readonly training: NetRows;
  readonly heldOut: NetRows;
  /** Of the training rows. */
  readonly summary: MoneySummary;
}

export interface TrainedNet {
  /** Weights after the epoch with the lowest held-out loss. */
  readonly weights: NetWeights;
  /** That epoch, from 1. */
  readonly epoch: number;
  readonly heldOutLoss: number;
}

/**
 * Trains one net by Adam on shuffled batches of 1,024 rows (smaller below 16 batches an epoch) with a learning rate of
 * 0.002 and a decoupled weight decay of 1e-4; stops when the loss of the held-out rows has not fallen for 6 epochs, after
 * 80 at the latest, and goes back to the best epoch. Between epochs it yields to the event loop and looks at `signal`.
 *
 * The same arguments give the same weights on the same backend and platform.
 *
 * @param onEpoch called with the share of the longest possible training that is behind
 * @throws the reason of `signal` when aborted
 */
export async function trainNet(
  { head, d, training, heldOut, summary }: TrainingData,
  random: Random,
  onEpoch: (share: number) => void,
  signal?: AbortSignal,
): Promise<TrainedNet> {
  const weights = initialWeights(d, head, summary, random);
  const adam = startAdam(weights);
  const step = (rows: Int32Array) => {
    const inputs = tf.tensor2d(takeRows(training.inputs, d, rows), [rows.length, d]);
    const targets = takeRows(training.targets, 2, rows);
    const { gradients } = backpropagate(head, inputs, targets, toTensors(weights));
    stepAdam(adam, weights, gradients, learningRate, weightDecay);
  };
  const lossOfHeldOut = () => {
    const inputs = tf.tensor2d(heldOut.inputs, [heldOut.targets.length / 2, d]);
    return moneyLoss(head, applyNet(inputs, toTensors(weights)).dataSync<"float32">(), heldOut.targets).loss;
  };

  const order = Int32Array.from({ length: training.targets.length / 2 }, (_, row) => row);
  const batch = Math.max(smallestBatch, Math.min(largestBatch, Math.floor(order.length / stepsPerEpoch)));
  let best: TrainedNet = { weights, epoch: 0, heldOutLoss: Number.POSITIVE_INFINITY };
  for (let epoch = 1; epoch <= mostEpochs && epoch - best.epoch <= patience; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += batch) tf.tidy(() => step(order.subarray(from, from + batch)));
    const heldOutLoss = tf.tidy(lossOfHeldOut);
    if (heldOutLoss < best.heldOutLoss - leastProgress) {
      best = { weights: weights.map((values) => values.slice()), epoch, heldOutLoss };
    }
    onEpoch(epoch / mostEpochs);
    await yieldToEvents(signal);
  }
  if (best.epoch === 0)
    throw new Error("ltv: the held-out loss was never a number; the inputs or labels are not finite");
  return best;
}

/** Some rows of a row-major matrix. */
function takeRows(matrix: Float32Array, width: number, rows: Int32Array): Float32Array {
  const taken = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) taken[i * width + j] = matrix[rows[i] * width + j];
  }
  return taken;
}

/** Fisher and Yates. */
function shuffle(order: Int32Array, random: Random) {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
}
