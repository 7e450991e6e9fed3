import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { packageProgram } from "./foreground.mjs";

ensureInstalled();
await ensureBuilt();
packageProgram("vitest", "vitest", "run", ...process.argv.slice(2));
