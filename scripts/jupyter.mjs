import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { exitCodeOf, foreground, npm, root } from "./foreground.mjs";

const denoVersion = "2.9.6";
const nbconvertVersion = "7.17.2";

/** Everything that is installed to execute notebooks; git does not see it. */
const cache = join(root, ".tmp", "notebooks");

/** Of one cell; the slowest of ours takes about a second. */
const secondsPerCell = 300;

/**
 * A Python that can make virtual environments, as a command and its first arguments.
 *
 * @returns {string[] | null} null when there is none
 */
export function findPython() {
  const recent = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))";
  const candidates = [["python3"], ["python"], ["py", "-3"]];
  return candidates.find(([program, ...args]) => spawnSync(program, [...args, "-c", recent]).status === 0) ?? null;
}

/**
 * Installs Deno and nbconvert into the checkout unless they are there, and describes Deno to Jupyter as a kernel. Nothing is
 * written to the user's home.
 *
 * @param {readonly string[]} python what `findPython` found
 * @returns {{ python: string, env: Record<string, string | undefined> }}
 */
export function prepareJupyter(python) {
  mkdirSync(cache, { recursive: true });
  const argv = [ensureDeno(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  const kernel = join(cache, "data", "kernels", "deno");
  mkdirSync(kernel, { recursive: true });
  writeFileSync(join(kernel, "kernel.json"), JSON.stringify({ argv, display_name: "Deno", language: "typescript" }));
  const env = {
    ...process.env,
    JUPYTER_DATA_DIR: join(cache, "data"),
    JUPYTER_CONFIG_DIR: join(cache, "config"),
    JUPYTER_RUNTIME_DIR: join(cache, "runtime"),
    IPYTHONDIR: join(cache, "ipython"),
    DENO_DIR: join(cache, "deno-cache"),
    DENO_NO_UPDATE_CHECK: "1",
  };
  return { python: ensureNbconvert(python), env };
}

/**
 * Executes a notebook in its own folder and writes what it says as one page, without the code, that loads nothing.
 *
 * @param {Record<string, string>} variables of the environment, for the notebook
 * @returns {{ page: string } | { failure: string }} the page, or the cell that failed and its error
 */
export function executeNotebook({ python, env }, notebook, outDir, variables) {
  const offline = ["require_js_url", "mathjax_url", "jquery_url"].map((url) => `--HTMLExporter.${url}=`);
  const limit = `--ExecutePreprocessor.timeout=${secondsPerCell}`;
  const args = ["--to", "html", "--execute", limit, "--no-input", ...offline, "--output-dir", outDir, notebook];
  const child = spawnSync(python, ["-m", "nbconvert", ...args], {
    cwd: root,
    env: { ...env, ...variables },
    encoding: "utf8",
  });
  if (exitCodeOf("nbconvert", child) === 0)
    return { page: join(outDir, basename(notebook).replace(/\.ipynb$/, ".html")) };
  const text = stripVTControlCharacters(child.stderr ?? "");
  const told = text.lastIndexOf("An error occurred while executing the following cell");
  return { failure: text.slice(Math.max(0, told)).trim() };
}

/** The program itself, of the package for this system: so no install script is needed. */
function ensureDeno() {
  const modules = join(cache, "deno", "node_modules");
  const manifest = join(modules, "deno", "package.json");
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version !== denoVersion) {
    console.error(`Installing Deno ${denoVersion} …`);
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    npm("install", "--prefix", join(cache, "deno"), ...quiet, `deno@${denoVersion}`);
  }
  const systems = existsSync(join(modules, "@deno")) ? readdirSync(join(modules, "@deno")) : [];
  const program = systems
    .map((system) => join(modules, "@deno", system, process.platform === "win32" ? "deno.exe" : "deno"))
    .find((path) => existsSync(path));
  if (program !== undefined) return program;
  console.error(`There is no Deno ${denoVersion} for ${process.platform}-${process.arch} on npm.`);
  process.exit(1);
}

function ensureNbconvert([program, ...args]) {
  const venv = join(cache, "venv");
  const python = join(venv, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
  const installed = spawnSync(python, ["-c", "import nbconvert; print(nbconvert.__version__)"], { encoding: "utf8" });
  if (installed.stdout?.trim() === nbconvertVersion) return python;
  console.error(`Installing nbconvert ${nbconvertVersion} …`);
  rmSync(venv, { recursive: true, force: true });
  foreground(program, [...args, "-m", "venv", venv]);
  foreground(python, ["-m", "pip", "install", "--quiet", `nbconvert==${nbconvertVersion}`]);
  return python;
}
