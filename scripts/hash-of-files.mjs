import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./foreground.mjs";

/** Kinds of files that programs are made of; data lies beside the sources of its generator. */
const source = /\.(ts|mjs|json|css)$/;

/**
 * One sha256 over the names and contents of files and of the source files below folders.
 *
 * @param {readonly string[]} paths relative to the checkout, with `/`; those that do not exist count as absent
 * @returns {string} hexadecimal
 */
export function hashOfFiles(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesBelow)) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function filesBelow(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? !["out", "results"].includes(entry.name) : source.test(entry.name)))
    .map((entry) => `${path}/${entry.name}`)
    .sort()
    .flatMap(filesBelow);
}
