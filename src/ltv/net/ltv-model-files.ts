import { dispose, type io } from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model as layersModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { LtvModel } from "../fit-ltv.ts";
import type { NetModel } from "./fit-net.ts";
import { moneyHeads } from "./money-head.ts";
import { layerSizes, toTensors } from "./money-net.ts";
import { openBackend } from "./open-backend.ts";

/**
 * A model as files to be written beside each other: name → bytes. Nets become `model.json` and `weights.bin` in the
 * layers format of TensorFlow.js, which Keras' converter reads too: one network with the outputs of each of m nets side by side (those
 * of the head called `kind`, see `MoneyHead`), for inputs scaled as its `userDefinedMetadata` says. A baseline is one `model.json`.
 *
 * The same model gives the same bytes.
 */
export async function ltvModelFiles(model: LtvModel): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!("nets" in model)) return new Map([["model.json", encodeJson(model)]]);
  await openBackend();
  const network = buildNetwork(model);
  try {
    const { nets, ...metadata } = model;
    network.setUserDefinedMetadata({ ...metadata, nets: nets.length });
    let files = new Map<string, Uint8Array>();
    await network.save({
      save: async (artifacts: io.ModelArtifacts) => {
        files = layersFormat(artifacts);
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
      },
    });
    return files;
  } finally {
    network.dispose();
  }
}

/** The nets side by side over the same inputs. Every name is given: those the library makes up differ from call to call. */
function buildNetwork({ kind, inputs, nets }: NetModel): LayersModel {
  const [d, ...units] = layerSizes(inputs.length, moneyHeads[kind]);
  const source = input({ shape: [d], name: "inputs" });
  const outputs = nets.map((weights, net) => {
    const tensors = toTensors(weights);
    const output = units.reduce((tensor, size, layer) => {
      const activation = layer < units.length - 1 ? "relu" : "linear";
      const name = `net_${net}_layer_${layer + 1}`;
      const dense = layers.dense({ units: size, activation, name, weights: tensors.slice(layer * 2, layer * 2 + 2) });
      return dense.apply(tensor) as SymbolicTensor; // symbolic in, symbolic out
    }, source);
    dispose(tensors);
    return output;
  });
  const joined = outputs.length === 1 ? outputs[0] : layers.concatenate({ name: "outputs" }).apply(outputs);
  return layersModel({ inputs: source, outputs: joined as SymbolicTensor, name: kind }); // as above
}

function layersFormat(artifacts: io.ModelArtifacts): Map<string, Uint8Array> {
  const { modelTopology, format, generatedBy, userDefinedMetadata, weightSpecs, weightData } = artifacts;
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  const parts = Array.isArray(weightData) ? weightData : [weightData as ArrayBuffer]; // set by LayersModel.save
  return new Map([
    ["model.json", encodeJson({ format, generatedBy, modelTopology, userDefinedMetadata, weightsManifest })],
    ["weights.bin", joinBytes(parts)],
  ]);
}

function joinBytes(parts: readonly ArrayBuffer[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, { byteLength }) => total + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return bytes;
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
