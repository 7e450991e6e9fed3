import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePage } from "./bundle-page.mjs";
import { packageProgram, root } from "./foreground.mjs";
import { hashOfFiles } from "./hash-of-files.mjs";

const dist = join(root, "dist");
const marker = join(dist, ".built-from");

const sources = [
  "src",
  "data",
  "bench",
  "scripts/ensure-built.mjs",
  "scripts/bundle-page.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
];

/** Builds unless dist/ was built from exactly these sources. */
export async function ensureBuilt() {
  if (existsSync(marker) && readFileSync(marker, "utf8") === hashOfFiles(sources)) return;
  await build();
}

/** Compiles src/, data/ and bench/ into a fresh dist/, then bundles the page of the report. */
export async function build() {
  const from = hashOfFiles(sources);
  console.error("Building …");
  rmSync(dist, { recursive: true, force: true });
  packageProgram("typescript", "tsc", "-p", "tsconfig.build.json");
  packageProgram("typescript", "tsc", "-p", "src/report/page/tsconfig.json");
  mkdirSync(join(dist, "src", "report"), { recursive: true });
  writeFileSync(join(dist, "src", "report", "page.json"), JSON.stringify(await bundlePage()));
  writeFileSync(marker, from);
}
