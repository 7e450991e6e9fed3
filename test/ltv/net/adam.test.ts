import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { startAdam, stepAdam } from "../../../src/ltv/net/adam.ts";
import { openBackend } from "../../../src/ltv/net/open-backend.ts";

beforeAll(async () => void (await openBackend()));

describe("stepAdam", () => {
  it("moves every weight by the rate at first, against its gradient, and decays it", () => {
    const weights = [Float32Array.of(1, -2)];
    stepAdam(startAdam(weights), weights, [Float32Array.of(0.5, -40)], 0.1, 0.25);
    expect([...weights[0]]).toEqual([expect.closeTo(1 - 0.1 - 0.025, 6), expect.closeTo(-2 + 0.1 + 0.05, 6)]);
  });

  it("agrees with the optimiser of TensorFlow.js over 50 steps", () => {
    const gradient = (w: Float32Array, step: number) =>
      w.map((value, i) => 2 * value * (i + 1) + Math.sin(step * (i + 1)));
    const weights = [Float32Array.of(1, -3, 0.5)];
    const state = startAdam(weights);
    const peer = tf.variable(tf.tensor1d(weights[0].slice()));
    const optimizer = tf.train.adam(0.05);
    for (let step = 0; step < 50; step++) {
      const tensor = tf.tensor1d(gradient(Float32Array.from(peer.dataSync()), step));
      optimizer.applyGradients([{ name: peer.name, tensor }]);
      stepAdam(state, weights, [gradient(weights[0], step)], 0.05, 0);
    }
    expect([...weights[0]]).toEqual([...peer.dataSync()].map((value) => expect.closeTo(value, 4)));
  });
});
