import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, root } from "./foreground.mjs";

const marker = join(root, "node_modules", ".tessera-installed");

/**
 * Installs the packages of the lock file unless node_modules already holds exactly these for this system.
 * Development packages are included whatever NODE_ENV says, and nothing depends on install scripts.
 */
export function ensureInstalled() {
  requireNode();
  const wanted = installationKey();
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  console.error("Installing the packages of package-lock.json …");
  npm("ci", "--include=dev", "--no-audit", "--no-fund");
  writeFileSync(marker, wanted);
}

function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split(".").map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return;
  console.error(`Node ${process.versions.node} is too old: Tessera needs Node ${major}.${minor} or later.`);
  process.exit(1);
}

/** Native packages differ between systems, so a folder carried to another one is installed again. */
function installationKey() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}
