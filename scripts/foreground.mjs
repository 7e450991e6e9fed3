import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The checkout. */
export const root = resolve(import.meta.dirname, "..");

// A Ctrl-C reaches the child as well; waiting for it lets it end cleanly and give its own exit code.
process.on("SIGINT", () => {});

/**
 * Runs a program in the checkout with this process's streams, and ends this process when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function foreground(program, args, options = {}) {
  const code = exitCodeOf(program, spawnSync(program, args, { cwd: root, stdio: "inherit", ...options }));
  if (code !== 0) process.exit(code);
}

/** Exit code of a finished child; 128 plus the number of the signal that ended it. */
export function exitCodeOf(program, { status, signal, error }) {
  if (error) {
    console.error(`${program} could not be started: ${error.message}`);
    return 1;
  }
  return signal === null ? status : 128 + constants.signals[signal];
}

/** Runs npm. Under `npm run …` that is the npm already running, which needs no shell on any system. */
export function npm(...args) {
  const running = process.env.npm_execpath;
  if (running?.endsWith("npm-cli.js")) foreground(process.execPath, [running, ...args]);
  else if (process.platform === "win32") foreground("npm.cmd", args, { shell: true });
  else foreground("npm", args);
}

/** Runs a program of an installed package with this Node, such as `tsc` of `typescript`. */
export function packageProgram(packageName, program, ...args) {
  foreground(process.execPath, [pathOfProgram(packageName, program), ...args]);
}

function pathOfProgram(packageName, program) {
  const manifest = createRequire(join(root, "package.json")).resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[program]);
}
