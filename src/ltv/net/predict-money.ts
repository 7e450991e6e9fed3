import * as tf from "@tensorflow/tfjs-core";
import type { LtvCut } from "../protocol/ltv-cut.ts";
import type { NetModel } from "./fit-net.ts";
import { chanceOfMoney, type LognormalMixture, meanMoney, quantileOfMoney } from "./lognormal-mixture.ts";
import { moneyHeads, writeLognormals } from "./money-head.ts";
import { applyNet, toTensors } from "./money-net.ts";
import { encodeInputs } from "./net-inputs.ts";
import { openBackend } from "./open-backend.ts";
import { yieldToEvents } from "./yield-to-events.ts";

/** Rows that are in the memory of the backend at a time. */
const blockRows = 32_768;

/** Forecast money of n customers over the horizon, in minor units; arrays have length n. */
export interface LtvForecast {
  readonly mean: Float64Array;
  /** 10 % and 90 % quantile. Money is often 0 or much: the mean may lie above the upper one. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** Chance of bringing any money. */
  readonly chance: Float64Array;
}

/**
 * The forecast distribution of every customer of a cut. O(n), in blocks, so that the backend holds 32,768 rows at most.
 *
 * @throws RangeError if the columns of the cut are not those the model learned
 * @throws the reason of `signal` when aborted
 */
export async function predictMoney(
  model: NetModel,
  { columns, customers }: LtvCut,
  signal?: AbortSignal,
): Promise<LognormalMixture> {
  const [names, expected] = [columns.map(({ name }) => name).join(), model.inputs.map(({ name }) => name).join()];
  if (names !== expected) throw new RangeError(`ltv: the model reads [${expected}], the cut has [${names}]`);
  await openBackend();

  const n = customers.length;
  const d = model.inputs.length;
  const head = moneyHeads[model.kind];
  const components = model.nets.length * head.components;
  const parameters = new Float64Array(n * components * 3);
  const weights = model.nets.map(toTensors);
  try {
    for (let from = 0; from < n; from += blockRows) {
      const rows = Int32Array.from({ length: Math.min(blockRows, n - from) }, (_, i) => from + i);
      const encoded = encodeInputs(model.inputs, columns, rows);
      for (const [net, tensors] of weights.entries()) {
        const outputs = tf.tidy(() => applyNet(tf.tensor2d(encoded, [rows.length, d]), tensors).dataSync());
        for (let i = 0; i < rows.length; i++) {
          const at = ((from + i) * components + net * head.components) * 3;
          writeLognormals(head, outputs, i, 1 / model.nets.length, parameters, at);
        }
      }
      await yieldToEvents(signal);
    }
  } finally {
    tf.dispose(weights);
  }
  return { customers: n, components, parameters };
}

/** Mean, 80 % interval and chance of money of every customer. About 2 µs each. */
export function summariseMixture(mixture: LognormalMixture): LtvForecast {
  const n = mixture.customers;
  const [mean, lo, hi, chance] = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    mean[i] = meanMoney(mixture, i);
    lo[i] = quantileOfMoney(mixture, i, 0.1);
    hi[i] = quantileOfMoney(mixture, i, 0.9);
    chance[i] = chanceOfMoney(mixture, i);
  }
  return { mean, lo, hi, chance };
}
