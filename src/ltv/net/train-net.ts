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

/** What of a training may be chosen. */
export interface TrainingSettings {
  /** Rows of all cuts that are used at most; where there are more, so many are drawn. */
  readonly mostRows: number;
  /** Standard deviation of a first weight × √inputs of its layer: √2 is He's, 1/√3 PyTorch's. */
  readonly startGain: number;
  /** Epochs over whose steps weights are averaged, each step counting less the older it is; 0 takes the latest weights. */
  readonly averagedEpochs: number;
}

/** The training of a run. */
export const usualTraining: TrainingSettings = { mostRows: 30_000, startGain: Math.SQRT2, averagedEpochs: 0 };

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
  /** Weights after the epoch with the lowest held-out loss, averaged if so asked. */
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
 * Averaged weights are steadier: with steps of this size the loss hardly moves from one to the next, but forecast totals do, by
 * several per cent.
 *
 * The same arguments give the same weights on the same backend and platform.
 *
 * @param onEpoch called with the share of the longest possible training that is behind
 * @throws the reason of `signal` when aborted
 * @see Morales-Brotons, Vogels & Hendrikx (2024), Exponential moving average of weights in deep learning, arXiv:2411.18704
 */
export async function trainNet(
  { head, d, training, heldOut, summary }: TrainingData,
  random: Random,
  { startGain, averagedEpochs }: Omit<TrainingSettings, "mostRows">,
  onEpoch: (share: number) => void,
  signal?: AbortSignal,
): Promise<TrainedNet> {
  const weights = initialWeights(d, head, summary, startGain, random);
  const averaged = weights.map((values) => values.slice());
  const adam = startAdam(weights);
  const step = (rows: Int32Array) => {
    const inputs = tf.tensor2d(takeRows(training.inputs, d, rows), [rows.length, d]);
    const targets = takeRows(training.targets, 2, rows);
    const { gradients } = backpropagate(head, inputs, targets, toTensors(weights));
    stepAdam(adam, weights, gradients, learningRate, weightDecay);
    moveTowards(averaged, weights, Math.min(1, Math.max(1 / adam.steps, 1 / averagedSteps)));
  };
  const lossOfHeldOut = () => {
    const inputs = tf.tensor2d(heldOut.inputs, [heldOut.targets.length / 2, d]);
    return moneyLoss(head, applyNet(inputs, toTensors(averaged)).dataSync<"float32">(), heldOut.targets).loss;
  };

  const order = Int32Array.from({ length: training.targets.length / 2 }, (_, row) => row);
  const batch = Math.max(smallestBatch, Math.min(largestBatch, Math.floor(order.length / stepsPerEpoch)));
  const averagedSteps = averagedEpochs * Math.ceil(order.length / batch);
  let best: TrainedNet = { weights: averaged, epoch: 0, heldOutLoss: Number.POSITIVE_INFINITY };
  for (let epoch = 1; epoch <= mostEpochs && epoch - best.epoch <= patience; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += batch) tf.tidy(() => step(order.subarray(from, from + batch)));
    const heldOutLoss = tf.tidy(lossOfHeldOut);
    if (heldOutLoss < best.heldOutLoss - leastProgress) {
      best = { weights: averaged.map((values) => values.slice()), epoch, heldOutLoss };
    }
    onEpoch(epoch / mostEpochs);
    await yieldToEvents(signal);
  }
  if (best.epoch === 0)
    throw new Error("ltv: the held-out loss was never a number; the inputs or labels are not finite");
  return best;
}

/** Moves averaged weights towards the latest ones by a share of the way, in place. */
function moveTowards(averaged: NetWeights, weights: NetWeights, share: number): void {
  for (const [i, mean] of averaged.entries()) {
    const latest = weights[i];
    for (let j = 0; j < mean.length; j++) mean[j] = (1 - share) * mean[j] + share * latest[j];
  }
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
