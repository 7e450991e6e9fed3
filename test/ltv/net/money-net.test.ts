import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of the operations used here around ours
import { beforeAll, describe, expect, it } from "vitest";
import { moneyHeads, sigmaOf } from "../../../src/ltv/net/money-head.ts";
import { applyNet, backpropagate, initialWeights, toTensors } from "../../../src/ltv/net/money-net.ts";
import { openBackend } from "../../../src/ltv/net/open-backend.ts";
import { createRandom } from "../../../src/math/random.ts";

beforeAll(async () => void (await openBackend()));

const d = 4;
const head = moneyHeads.ziln;
const start = initialWeights(d, head, { chance: 0.2, mu: 8, sigma: 1.5 }, Math.SQRT2, createRandom(3));

describe("initialWeights", () => {
  it("say of an average customer what is true on average", () => {
    const outputs = tf.tidy(() => applyNet(tf.zeros([1, d]), toTensors(start)).dataSync());
    expect(1 / (1 + Math.exp(-outputs[0]))).toBeCloseTo(0.2, 6);
    expect(outputs[1]).toBeCloseTo(8, 6);
    expect(sigmaOf(head, outputs[2])).toBeCloseTo(1.5, 6);
  });

  it("spread as He et al. say, a tenth of it in the last layer", () => {
    const deviation = (values: Float32Array) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    expect(deviation(start[2])).toBeCloseTo(Math.sqrt(2 / 64), 1.7);
    expect(deviation(start[4])).toBeCloseTo(0.1 * Math.sqrt(2 / 32), 1.7);
    const half = initialWeights(d, head, { chance: 0.2, mu: 8, sigma: 1.5 }, Math.SQRT2 / 2, createRandom(3));
    expect(deviation(half[2])).toBeCloseTo(deviation(start[2]) / 2, 6);
  });
});

describe("applyNet", () => {
  it("computes rectified layers by hand", () => {
    // One input, and every unit passes it on: 2 · 64 · 32 · x + 1 at the end.
    const ones = (length: number) => new Float32Array(length).fill(1);
    const weights = [
      ones(64),
      new Float32Array(64),
      ones(64 * 32),
      new Float32Array(32),
      ones(32 * 3).fill(2),
      Float32Array.of(1, 1, 1),
    ];
    const outputs = tf.tidy(() => applyNet(tf.tensor2d([[3], [-3]]), toTensors(weights)).dataSync());
    expect([...outputs]).toEqual([...Array(3).fill(2 * 64 * 32 * 3 + 1), ...Array(3).fill(1)]);
  });
});

describe("backpropagate", () => {
  const rows = 7;
  const random = createRandom(9);
  const weights = start.map((values) => values.map((value) => value + 0.1 * random.normal()));
  const inputs = Float32Array.from({ length: rows * d }, () => random.normal());
  const targets = Float32Array.from([0, 0, 1, 7, 1, 9.5, 0, 0, 0, 0, 1, 8, 0, 0]);

  /** The same loss as a chain of operations, whose gradient TensorFlow.js finds by itself. */
  function lossByOperations(tensors: readonly tf.Tensor[]): tf.Scalar {
    const [bought, logMoney] = tf.split(tf.tensor2d(targets, [rows, 2]), 2, 1);
    const [a, mu, b] = tf.split(applyNet(tf.tensor2d(inputs, [rows, d]), tensors), 3, 1);
    const sigma = tf.add(tf.softplus(b), 1e-3);
    const z = tf.div(tf.sub(logMoney, mu), sigma);
    const density = tf.sub(
      tf.sub(tf.sub(tf.mul(-0.5, tf.square(z)), tf.log(sigma)), Math.log(2 * Math.PI) / 2),
      logMoney,
    );
    return tf.mean(tf.sub(tf.sub(tf.softplus(a), tf.mul(bought, a)), tf.mul(bought, density)));
  }

  it("has the loss and gradient that TensorFlow.js finds by itself", () => {
    tf.tidy(() => {
      const tensors = toTensors(weights);
      const { loss, gradients } = backpropagate(head, tf.tensor2d(inputs, [rows, d]), targets, tensors);
      const peer = tf.valueAndGrads((...values) => lossByOperations(values))(tensors);
      expect(loss).toBeCloseTo(peer.value.dataSync()[0], 4);
      for (const [i, gradient] of gradients.entries()) {
        const expected = peer.grads[i].dataSync();
        expect(gradient.length).toBe(weights[i].length);
        expect(Math.max(...gradient.map((slope, j) => Math.abs(slope - expected[j])))).toBeLessThan(1e-4);
        expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-3);
      }
    });
  });
});
