import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { foreground } from "./foreground.mjs";

ensureInstalled();
await ensureBuilt();
foreground(process.execPath, ["dist/data/cli.js", ...process.argv.slice(2)]);
