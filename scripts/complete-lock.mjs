import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./foreground.mjs";

/**
 * Completes package-lock.json with the native packages of other systems. A registry mirror that does not carry them makes
 * npm leave them out of the lock, and `npm ci` refuses such a lock everywhere, here too. Run it after `npm install`.
 */
const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];

for (const [place, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const own = `node_modules/${name}`;
    if (lock.packages[own] !== undefined || lock.packages[`${place}/${own}`] !== undefined) continue;
    lock.packages[own] = {
      version,
      ...systemOf(name),
      ...(parent.dev ? { dev: true } : {}),
      license: parent.license,
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}

if (added.length > 0) {
  const packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
}
console.error(added.length === 0 ? "The lock is complete." : `Added to the lock: ${added.join(", ")}`);

/** Operating system, processor and C library as the package's name tells them, such as `cli-linux-x64-musl`. */
function systemOf(name) {
  const [, os, cpu, libc] = /(android|darwin|linux|win32|freebsd)-(arm64|x64)(?:-(musl|gnu))?$/.exec(name) ?? [];
  if (os === undefined) throw new Error(`complete-lock: ${name} is missing from the lock and names no system`);
  return { cpu: [cpu], ...(libc === "musl" ? { libc: ["musl"] } : {}), os: [os] };
}
