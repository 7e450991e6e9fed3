import * as tf from "@tensorflow/tfjs-core";

/** Where the arithmetic of the LTV net runs. Results differ in the last digits from one to the other. */
export type NumericBackend = "tfjs-node" | "wasm";

/**
 * Makes TensorFlow.js ready: tfjs-node where the user has installed it and it works, otherwise WebAssembly, which is part
 * of our own installation. Whatever goes wrong with tfjs-node (not installed, installed without its native library, an
 * unsupported Node) means WebAssembly. Later calls return the first choice.
 */
export function openBackend(): Promise<NumericBackend> {
  opened ??= choose();
  return opened;
}

let opened: Promise<NumericBackend> | undefined;

async function choose(): Promise<NumericBackend> {
  if (await tryNative()) return "tfjs-node";
  await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend("wasm"))) throw new Error("ltv: the WebAssembly backend of TensorFlow.js did not start");
  return "wasm";
}

async function tryNative(): Promise<boolean> {
  restoreRemovedNodeFunctions();
  const optionalPeer: string = "@tensorflow/tfjs-node"; // as a variable, since the compiler must not look for it
  try {
    await import(optionalPeer);
    if (!(await tf.setBackend("tensorflow"))) return false;
    return tf.tidy(() => tf.add(tf.ones([1]), 1).dataSync()[0] === 2);
  } catch {
    return false;
  }
}

/** tfjs-node 4.22.0 calls `util.isNullOrUndefined`, which Node 24 no longer has. */
function restoreRemovedNodeFunctions() {
  const util = globalThis.process.getBuiltinModule("node:util") as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
