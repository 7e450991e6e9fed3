import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { describe, expect, it } from "vitest";
import { fitNet } from "../../../src/ltv/net/fit-net.ts";
import { ltvModelFiles } from "../../../src/ltv/net/ltv-model-files.ts";
import { type MoneyHeadKind, moneyHeads, writeLognormals } from "../../../src/ltv/net/money-head.ts";
import { encodeInputs } from "../../../src/ltv/net/net-inputs.ts";
import { predictMoney } from "../../../src/ltv/net/predict-money.ts";
import { smallBase } from "../small-base.ts";

describe("ltvModelFiles", () => {
  it.each<MoneyHeadKind>(["ziln", "mixture"])(
    "can be loaded by TensorFlow.js and then says the same: %s",
    async (kind) => {
      const base = smallBase(200, 3);
      const model = await fitNet(kind, [base], 7, () => {});
      const before = tf.memory().numTensors;
      const files = await ltvModelFiles(model);
      expect(tf.memory().numTensors).toBe(before);
      expect([...files.keys()]).toEqual(["model.json", "weights.bin"]);

      const json = JSON.parse(new TextDecoder().decode(files.get("model.json")));
      expect(json.userDefinedMetadata).toMatchObject({ kind, horizonDays: 90, nets: 3, inputs: model.inputs });
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
      const expected = (await predictMoney(model, base)).parameters;
      const head = moneyHeads[kind];
      const meant = new Float64Array(expected.length);
      for (let row = 0; row < rows.length * 3; row++)
        writeLognormals(head, outputs, row, 1 / 3, meant, row * head.components * 3);
      expect([...meant]).toEqual([...expected].map((value) => expect.closeTo(value, 4)));
      loaded.dispose();
    },
  );

  it("has the same bytes every time", async () => {
    const base = smallBase(200, 3);
    const [first, again] = [await fitNet("ziln", [base], 7, () => {}), await fitNet("ziln", [base], 7, () => {})];
    expect(await ltvModelFiles(again)).toEqual(await ltvModelFiles(first));
  });

  it("writes a baseline as what it is", async () => {
    const files = await ltvModelFiles({ kind: "textbook", horizonDays: 90 });
    expect(new TextDecoder().decode(files.get("model.json"))).toBe('{"kind":"textbook","horizonDays":90}\n');
    expect(files.size).toBe(1);
  });
});
