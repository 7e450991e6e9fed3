import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { build } from "esbuild";

export type StartedProgram = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Makes a TypeScript program runnable in a process of its own, which Node 20 cannot do by itself.
 *
 * @param source path of the program
 * @param folder where the runnable file goes
 * @returns the path of the runnable file
 */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  const outfile = join(folder, "program.mjs");
  const commonJs = "const require = createRequire(import.meta.url), __filename = import.meta.filename;";
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: `import { createRequire } from "node:module"; ${commonJs}` },
  });
  return outfile;
}

/**
 * Starts a bundled program and waits until it says something on stdout.
 *
 * @throws Error with its stderr when it ends before
 */
export async function startProgram(program: string, args: readonly string[]): Promise<StartedProgram> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit").then(async () => {
    throw new Error(`${program} ended before it said anything: ${await text(child.stderr)}`);
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => {}); // once it has spoken, it may end
  return child;
}

/** Ends a program as a power cut would, and waits until it is gone. */
export async function killProgram(child: StartedProgram): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}
