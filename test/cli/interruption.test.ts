import { once } from "node:events";
import fs from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleProgram, killProgram, type StartedProgram, startProgram } from "../child-program.ts";

// Inside the repository, because the command reads its version from the package.json above it.
const root = join(import.meta.dirname, "../..");
fs.mkdirSync(join(root, ".tmp"), { recursive: true });
const folder = fs.mkdtempSync(join(root, ".tmp", "interruption-"));
const children: StartedProgram[] = [];
let program: string;

beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, "waiting-command.ts"), folder);
});
afterAll(async () => {
  for (const child of children) await killProgram(child);
  fs.rmSync(folder, { recursive: true });
});

async function start(...args: string[]): Promise<{ child: StartedProgram; projectDir: string }> {
  const out = fs.mkdtempSync(join(folder, "runs-"));
  const child = await startProgram(program, [out, ...args]);
  children.push(child);
  return { child, projectDir: join(out, "shop") };
}

describe("a run that is interrupted", () => {
  it.each([
    ["SIGINT", 130, "interrupted"],
    ["SIGTERM", 143, "terminated"],
  ] as const)("by %s tidies up and ends with %i", async (signal, exitCode, word) => {
    const { child, projectDir } = await start();
    expect(fs.readdirSync(projectDir).sort()).toEqual([".lock", ".staging"]);
    const said = text(child.stderr);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([exitCode, null]);
    expect(await said).toBe(`tessera: ${word}; nothing was published\n`);
    expect(fs.readdirSync(projectDir)).toEqual([".staging"]);
    expect(fs.readdirSync(join(projectDir, ".staging"))).toEqual([]);
  });

  it("ends at once on the second signal when it does not react to the first", async () => {
    const { child } = await start("deaf");
    child.kill("SIGINT");
    await setTimeout(100);
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
  });
});
