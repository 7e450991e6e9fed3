import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { quick, workFolder } from "./batch.ts";

const program = resolve(import.meta.dirname, "../../dist/src/cli/tessera.js");
const folder = workFolder();
beforeAll(async () => {
  if (!existsSync(program)) throw new Error(`${program} is not built; run the tests with npm test`);
  await generateBase({ world: everyday, customers: 1500, seed: 3, format: "parquet", out: join(folder.path, "base") });
}, 120_000);
afterAll(folder.remove);

/** Files that tell of the execution, not of the result. */
const notResults = ["timings.json", "log.ndjson"];

describe("the same inputs give the same bytes", () => {
  it("for 1, 2 and 4 threads, in UTC and in New York, in processes of their own", () => {
    const reference = runWith(1, "UTC");
    expect([...reference.keys()]).toContain("manifest.json");
    expect(reference.size).toBeGreaterThanOrEqual(15);
    for (const [threads, zone] of [
      [2, "America/New_York"],
      [4, "UTC"],
    ] as const) {
      const other = runWith(threads, zone);
      expect([...other.keys()]).toEqual([...reference.keys()]);
      for (const [file, bytes] of reference) {
        expect(other.get(file)?.equals(bytes), `${file}, ${threads} threads, ${zone}`).toBe(true);
      }
    }
  }, 240_000);
});

function runWith(threads: number, zone: string): Map<string, Buffer> {
  const name = `threads-${threads}`;
  const sources = ["transactions", "customers", "contacts", "costs"].map(
    (table) => `  ${table}: { path: ../base/${table}.parquet }`,
  );
  const config = folder.write(
    `${name}/tessera.yaml`,
    `version: 1\nproject: shop\ntimezone: Europe/Berlin\nsources:\n${sources.join("\n")}\n${quick}\nengine: { threads: ${threads}, memory: 1GB }\n`,
  );
  const out = join(folder.path, `runs-${name}`);
  const models = join(folder.path, `models-${name}`);
  const args = [
    program,
    "run",
    "--config",
    config,
    "--as-of",
    "2026-01-01",
    "--out",
    out,
    "--models",
    models,
    "--json",
  ];
  let line: string;
  try {
    line = execFileSync(process.execPath, args, {
      env: { ...process.env, TZ: zone },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    line = String((error as { stdout: string }).stdout); // exit 4: the segments of so small a base may fail their gates
  }
  const { runDir } = JSON.parse(line) as { runDir: string };
  const files = readdirSync(runDir, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(runDir, file)).isFile() && !notResults.includes(file))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(runDir, file))]));
}
