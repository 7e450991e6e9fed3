import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { exitCodeOf, foreground, root } from "./foreground.mjs";
import { hashOfFiles } from "./hash-of-files.mjs";
import { verdictTable } from "./verdict-table.mjs";

const months = ["2025-12-01", "2026-01-01"];
const demo = join(root, "data", "out", "demo");

ensureInstalled();
await ensureBuilt();
makeDemoBase();
const runs = months.map((asOf) => runMonth(asOf, process.argv.slice(2)));

const runDir = resolve(root, runs.at(-1).runDir);
console.log(verdictTable(JSON.parse(readFileSync(join(runDir, "report.json"), "utf8"))));
console.log(`\nOpen the report: ${join(runDir, "report.html")}`);

/** Writes the synthetic base of the demo, unless the same generator has written it before. */
function makeDemoBase() {
  const marker = join(demo, ".generated-by");
  const generator = hashOfFiles(["data", "src/math"]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === generator) return;
  console.error("Making a synthetic base of 5,000 customers in data/out/demo …");
  rmSync(demo, { recursive: true, force: true });
  const size = ["--customers", "5000", "--seed", "1", "--format", "parquet"];
  foreground(process.execPath, ["dist/data/cli.js", "everyday", ...size, "--out", "data/out/demo"]);
  writeFileSync(marker, generator);
}

/** Runs one month and returns the line of JSON it prints. A run that fails its own gates (4) is there to be read. */
function runMonth(asOf, args) {
  console.error(`\nRunning as of ${asOf} …`);
  const tessera = ["dist/src/cli/tessera.js", "run", "--config", "data/demo/tessera.yaml", "--as-of", asOf];
  const child = spawnSync(process.execPath, [...tessera, "--out", "runs", "--json", ...args], {
    cwd: root,
    stdio: ["inherit", "pipe", "inherit"],
    encoding: "utf8",
  });
  const code = exitCodeOf("tessera", child);
  if (code !== 0 && code !== 4) process.exit(code);
  const result = child.stdout.trim().split("\n").at(-1);
  if (result.startsWith("{")) return JSON.parse(result);
  console.log(child.stdout); // --help was passed on
  process.exit(0);
}
