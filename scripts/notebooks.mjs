import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { foreground, root } from "./foreground.mjs";
import { executeNotebook, findPython, prepareJupyter } from "./jupyter.mjs";

const notebooks = join(root, "notebooks");
const out = join(root, "data", "out", "notebooks");

const python = findPython();
if (python === null) skip("no Python 3.9 or later with venv was found");

ensureInstalled();
await ensureBuilt();
const run = process.argv[2] === undefined ? demoRun() : resolve(process.argv[2]);
mkdirSync(out, { recursive: true });
const jupyter = prepareJupyter(python);
const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
for (const name of names.sort()) {
  console.error(`Executing notebooks/${name} on ${relative(root, run)} …`);
  const { page, failure } = executeNotebook(jupyter, join(notebooks, name), out, { TESSERA_RUN: run });
  if (page !== undefined) console.log(`Open the notebook's page: ${page}`);
  else {
    console.error(`\nnotebooks/${name}: ${failure}`);
    process.exitCode = 1;
  }
}

/** The newest run of the demo; made anew when there is none, or when an earlier build made it. */
function demoRun() {
  const project = join(root, "runs", "demo");
  const latest = join(project, "latest.json");
  const newest = () => join(project, JSON.parse(readFileSync(latest, "utf8")).dir);
  const written = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const built = written(join(root, "dist", ".built-from"));
  if (!existsSync(latest) || written(join(newest(), "manifest.json")) < built)
    foreground(process.execPath, ["scripts/start.mjs", "--force"]);
  return newest();
}

/** Ends the process: without a word too many, or as a failure where notebooks are required. */
function skip(reason) {
  const required = process.env.TESSERA_REQUIRE?.split(",").includes("notebooks") ?? false;
  console.error(
    required ? `TESSERA_REQUIRE names notebooks, but ${reason}` : `The notebooks were not executed: ${reason}`,
  );
  process.exit(required ? 1 : 0);
}
