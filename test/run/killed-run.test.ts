import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { createRandom } from "../../src/math/random.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { quickWithoutNet, workFolder } from "./batch.ts";

const program = resolve(import.meta.dirname, "../../dist/src/cli/tessera.js");
const folder = workFolder();
const out = join(folder.path, "runs");
const kills = 20;

beforeAll(async () => {
  await generateBase({ world: everyday, customers: 400, seed: 9, format: "parquet", out: join(folder.path, "base") });
  folder.write(
    "tessera.yaml",
    `version: 1\nproject: shop\nsources: { transactions: { path: base/transactions.parquet } }\n${quickWithoutNet}\n`,
  );
}, 120_000);
afterAll(folder.remove);

it("a run killed at any moment leaves nothing half published, and the next one succeeds", async () => {
  const begun = performance.now();
  await expect(tessera()).resolves.toSatisfy((code) => code === 0 || code === 4);
  const wholeRun = performance.now() - begun;
  const seen = published();
  expect(seen).toHaveLength(1);

  const random = createRandom(20, 0);
  for (let kill = 0; kill < kills; kill++) {
    // --force, so that every run goes through to replacing the published one.
    await tessera(["--force"], random.next() * wholeRun);
    for (const runDir of published()) assertWhole(runDir);
  }
  await expect(tessera(["--force"])).resolves.toSatisfy((code) => code === 0 || code === 4);
  expect(published()).toEqual(seen);
  assertWhole(seen[0]);
  expect(readdirSync(join(out, "shop"))).not.toContain(".lock");
  const leftovers = join(out, "shop", ".staging");
  expect(existsSync(leftovers) ? readdirSync(leftovers).filter((name) => name !== "replaced") : []).toEqual([]);
}, 300_000);

/** Runs the command; with `killAfter`, SIGKILL comes after so many milliseconds. */
async function tessera(args: readonly string[] = [], killAfter?: number): Promise<number | null> {
  const command = [
    program,
    "run",
    "--config",
    join(folder.path, "tessera.yaml"),
    "--as-of",
    "2026-01-01",
    "--out",
    out,
    "--models",
    join(folder.path, "models"),
    ...args,
  ];
  const child = spawn(process.execPath, command, { stdio: "ignore" });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return code;
}

/** Folders of runs that anybody can see. */
function published(): string[] {
  const day = join(out, "shop", "2026-01-01");
  return existsSync(day) ? readdirSync(day).map((name) => join(day, name)) : [];
}

/** Every file the manifest names is there with the bytes it names. */
function assertWhole(runDir: string) {
  const manifest = readManifest(runDir);
  expect(manifest?.status).toBe("done");
  for (const { file, sha256 } of manifest?.outputs ?? []) {
    const bytes = readFileSync(join(runDir, file));
    expect([file, createHash("sha256").update(bytes).digest("hex")]).toEqual([file, sha256]);
  }
}
