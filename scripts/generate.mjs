import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { kernelModules } from "./compile-kernel.mjs";
import { requirementsDocument } from "./document-requirements.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { root } from "./foreground.mjs";

ensureInstalled();
await ensureBuilt();

const { configurationJsonSchema } = await built("src/run/json-schema.js");
const { inputsDocument } = await built("src/inputs/document-inputs.js");
const { featuresDocument } = await built("src/features/document-features.js");
const { metricsDocument } = await built("src/metrics/document-metrics.js");

const generated = {
  "schema/tessera.schema.json": `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`,
  "docs/inputs.md": inputsDocument(),
  "docs/features.md": featuresDocument(),
  "docs/metrics.md": metricsDocument(),
  "docs/requirements.md": requirementsDocument(),
  ...(await kernelModules()),
};

const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(generated)) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8").replaceAll("\r\n", "\n") === text) continue;
  if (check) {
    console.error(`${path} is not what the sources say: run "npm run generate" and commit it.`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.error(`wrote ${path}`);
  }
}

function built(module) {
  return import(pathToFileURL(join(root, "dist", module)).href);
}
