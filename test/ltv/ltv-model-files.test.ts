import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { describe, expect, it } from "vitest";
import { fitZiln } from "../../src/ltv/fit-ziln.ts";
import { ltvModelFiles } from "../../src/ltv/ltv-model-files.ts";
import { predictZiln } from "../../src/ltv/predict-ziln.ts";
import { encodeInputs } from "../../src/ltv/ziln-inputs.ts";
import { sigmaOf } from "../../src/ltv/ziln-loss.ts";
import { smallBase } from "./small-base.ts";

describe("ltvModelFiles", () => {
  it("can be loaded by TensorFlow.js and then says the same", async () => {
    const base = smallBase(200, 3);
    const model = await fitZiln([base], 7, () => {});
    const before = tf.memory().numTensors;
    const files = await ltvModelFiles(model);
    expect(tf.memory().numTensors).toBe(before);
    expect([...files.keys()]).toEqual(["model.json", "weights.bin"]);

    const json = JSON.parse(new TextDecoder().decode(files.get("model.json")));
    expect(json.userDefinedMetadata).toMatchObject({ kind: "ziln", horizonDays: 90, nets: 3, inputs: model.inputs });
    const loaded = await loadLayersModel({
      load: async () => ({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: Uint8Array.from(files.get("weights.bin") ?? []).buffer,
      }),
    });
    const rows = base.customers;
    const outputs = tf.tidy(() => {
      const inputs = tf.tensor2d(encodeInputs(model.inputs, base.columns, rows), [rows.length, 3]);
      return (loaded.predict(inputs) as tf.Tensor).dataSync();
    });
    const expected = (await predictZiln(model, base)).parameters;
    const meant = [...outputs].map((value, i) =>
      i % 3 === 0 ? 1 / (1 + Math.exp(-value)) : i % 3 === 1 ? value : sigmaOf(value),
    );
    expect(meant).toEqual([...expected].map((value) => expect.closeTo(value, 4)));
    loaded.dispose();
  });

  it("has the same bytes every time", async () => {
    const base = smallBase(200, 3);
    const [first, again] = [await fitZiln([base], 7, () => {}), await fitZiln([base], 7, () => {})];
    expect(await ltvModelFiles(again)).toEqual(await ltvModelFiles(first));
  });

  it("writes a baseline as what it is", async () => {
    const files = await ltvModelFiles({ kind: "textbook", horizonDays: 90 });
    expect(new TextDecoder().decode(files.get("model.json"))).toBe('{"kind":"textbook","horizonDays":90}\n');
    expect(files.size).toBe(1);
  });
});
