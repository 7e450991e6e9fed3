import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./ensure-installed.mjs";
import { npm, root } from "./foreground.mjs";

ensureInstalled();
const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const peer = "@tensorflow/tfjs-node";
npm("install", "--no-save", "--no-audit", "--no-fund", `${peer}@${peerDependencies[peer]}`);

// A child process: a binding that does not fit may end the process instead of throwing. Node 24 removed a function of
// node:util that the package still calls.
const trial = `
  const util = require("node:util");
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const tf = require("${peer}");
  if (tf.tensor([2]).square().dataSync()[0] !== 4) throw new Error("2 squared is not 4");
`;
const { status, stderr } = spawnSync(process.execPath, ["-e", trial], { cwd: root, encoding: "utf8" });
if (status === 0) console.log("Runs will train lifetime value on tfjs-node, until the next npm ci removes it.");
else {
  console.error(stderr);
  console.log("tfjs-node is installed but does not load here, so runs will go on training lifetime value on wasm.");
  process.exitCode = 1;
}
