import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { foreground, root } from "./foreground.mjs";

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !existsSync(join(root, "bench", `${name}.ts`))) {
  const names = readdirSync(join(root, "bench")).flatMap((file) => file.match(/^(.*)\.ts$/)?.[1] ?? []);
  console.error(`bench: "${name ?? ""}" is not one of: ${names.join(", ")}`);
  process.exit(2);
}

ensureInstalled();
await ensureBuilt();
foreground(process.execPath, ["--expose-gc", join("dist", "bench", `${name}.js`), ...args]);
