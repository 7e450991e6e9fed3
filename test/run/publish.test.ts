import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { isoDate } from "../../src/math/calendar.ts";
import type { RunManifest } from "../../src/run/manifest.ts";
import { discardStaging, keepFailed, openStaging, publishRun, recoverProject } from "../../src/run/publish.ts";
import { findPublished, readIndex } from "../../src/run/run-index.ts";
import { withProjectLock } from "../../src/storage/lock.ts";
import { UserError } from "../../src/user-error.ts";
import { bundleProgram, killProgram, startProgram } from "../child-program.ts";
import { manifestOf } from "./manifest-builder.ts";

const folder = fs.mkdtempSync(join(tmpdir(), "tessera-publish-"));
let out: string;
let projectDir: string;

beforeEach(() => {
  out = fs.mkdtempSync(join(folder, "runs-"));
  projectDir = join(out, "shop");
  fs.mkdirSync(projectDir);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const december = isoDate.parse("2024-12-01");
const january = isoDate.parse("2025-01-01");
const id = (digit: string) => digit.repeat(16);

/** Publishes a run with one table, whose content is given. */
async function publish(changes: Partial<RunManifest> = {}, content = "rows"): Promise<string> {
  const manifest = manifestOf(changes);
  const staging = await openStaging(projectDir, manifest.runId);
  fs.writeFileSync(join(staging, "customers.parquet"), content);
  return publishRun(projectDir, staging, manifest);
}

const indexFile = () => join(out, "index.ndjson");
const indexed = () => readIndex(projectDir).map(({ asOf, runId }) => `${asOf}/${runId.slice(0, 1)}`);
const latest = () => JSON.parse(fs.readFileSync(join(projectDir, "latest.json"), "utf8"));
const content = (dir: string) => fs.readFileSync(join(dir, "customers.parquet"), "utf8");

describe("publishRun", () => {
  it("makes the run visible under its as-of and id, records it, and leaves nothing else", async () => {
    const dir = await publish();
    expect(dir).toBe(join(projectDir, "2024-12-01", "0123456789abcdef"));
    expect(fs.readdirSync(dir).sort()).toEqual(["customers.parquet", "manifest.json"]);
    expect(fs.readdirSync(join(projectDir, ".staging"))).toEqual([]);
    expect(findPublished(projectDir, december, "0123456789abcdef")).toEqual({ dir, manifest: manifestOf() });
    expect(JSON.parse(fs.readFileSync(indexFile(), "utf8"))).toEqual({
      project: "shop",
      asOf: "2024-12-01",
      runId: "0123456789abcdef",
      dir: "shop/2024-12-01/0123456789abcdef",
      version: "0.1.0",
      promotion: "first",
      verdict: "safe",
      publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(latest()).toEqual({
      project: "shop",
      asOf: "2024-12-01",
      runId: "0123456789abcdef",
      dir: "2024-12-01/0123456789abcdef",
    });
  });

  it("replaces a run of the same id as a whole", async () => {
    await publish({}, "old");
    const dir = await publish({}, "new");
    expect(content(dir)).toBe("new");
    expect(indexed()).toEqual(["2024-12-01/0", "2024-12-01/0"]);
    await recoverProject(projectDir);
    expect(content(dir)).toBe("new");
  });

  it("lets latest.json name the last as-of, of several runs the one published last", async () => {
    await publish({ asOf: january, runId: id("a") });
    await publish({ asOf: january, runId: id("b") });
    await publish({ asOf: december, runId: id("c") });
    expect(latest()).toMatchObject({ asOf: "2025-01-01", runId: id("b") });
    expect(indexed()).toEqual(["2025-01-01/a", "2025-01-01/b", "2024-12-01/c"]);
  });

  it("begins a line of its own behind one that was torn", async () => {
    fs.writeFileSync(indexFile(), '{"project":"shop","as');
    await publish();
    expect(fs.readFileSync(indexFile(), "utf8")).toMatch(/^\{"project":"shop","as\n\{.*\}\n$/);
    expect(indexed()).toEqual(["2024-12-01/0"]);
  });

  it("says where it cannot write, and publishes nothing", async () => {
    fs.writeFileSync(join(projectDir, "2024-12-01"), "a file in the way");
    await expect(publish()).rejects.toThrow(
      new UserError(2, `${projectDir} cannot be written: there is a file of that name; name another place with --out`),
    );
    expect(fs.existsSync(indexFile())).toBe(false);
  });
});

describe("recoverProject", () => {
  it("removes what a killed run left unfinished", async () => {
    await publish();
    const staging = await openStaging(projectDir, id("a"));
    fs.writeFileSync(join(staging, "features.parquet"), "half");
    fs.writeFileSync(join(projectDir, "latest.json.1234567"), "half");
    await recoverProject(projectDir);
    expect(fs.readdirSync(projectDir).sort()).toEqual(["2024-12-01", "latest.json"]);
  });

  it("records a run that was published by a process killed before it could", async () => {
    await publish({ runId: id("a") });
    const before = fs.readFileSync(indexFile(), "utf8");
    await publish({ asOf: january, runId: id("b") });
    fs.writeFileSync(indexFile(), before);
    fs.writeFileSync(join(projectDir, "latest.json"), "{}");
    await recoverProject(projectDir);
    await recoverProject(projectDir);
    expect(indexed()).toEqual(["2024-12-01/a", "2025-01-01/b"]);
    expect(latest()).toMatchObject({ runId: id("b") });
  });

  it("writes latest.json again when only that is missing", async () => {
    await publish();
    fs.rmSync(join(projectDir, "latest.json"));
    await recoverProject(projectDir);
    expect(latest()).toMatchObject({ runId: "0123456789abcdef" });
  });

  it("brings a replaced run back when its replacement never came", async () => {
    const dir = await publish({}, "old");
    const aside = join(projectDir, ".staging", "replaced", "2024-12-01");
    fs.mkdirSync(aside, { recursive: true });
    fs.renameSync(dir, join(aside, "0123456789abcdef"));
    await recoverProject(projectDir);
    expect(content(dir)).toBe("old");
  });

  it("keeps the replacement when both are there", async () => {
    const dir = await publish({}, "new");
    fs.cpSync(dir, join(projectDir, ".staging", "replaced", "2024-12-01", "0123456789abcdef"), { recursive: true });
    fs.writeFileSync(
      join(projectDir, ".staging", "replaced", "2024-12-01", "0123456789abcdef", "customers.parquet"),
      "old",
    );
    await recoverProject(projectDir);
    expect(content(dir)).toBe("new");
  });

  it("does not take for a run what has no manifest of a finished one", async () => {
    fs.mkdirSync(join(projectDir, "2024-12-01", id("a")), { recursive: true });
    fs.mkdirSync(join(projectDir, "notes"));
    await recoverProject(projectDir);
    expect(findPublished(projectDir, december, id("a"))).toBeUndefined();
    expect(indexed()).toEqual([]);
    expect(fs.existsSync(join(projectDir, "latest.json"))).toBe(false);
  });

  it("leaves the runs of other projects alone", async () => {
    await publish();
    const other = join(out, "outlet");
    fs.mkdirSync(other);
    await recoverProject(other);
    expect(readIndex(other)).toEqual([]);
    expect(fs.readdirSync(other)).toEqual([]);
  });
});

describe("a process killed while it publishes", () => {
  it("never leaves a half run to be seen, and the next run mends the rest", async () => {
    const program = await bundleProgram(join(import.meta.dirname, "run-publisher.ts"), folder);
    for (const delay of [0, 2, 5, 11, 22, 37]) {
      const child = await startProgram(program, [projectDir]);
      await setTimeout(delay);
      await killProgram(child);

      expectWholeRuns();
      await withProjectLock(projectDir, () => recoverProject(projectDir));
      const runs = expectWholeRuns();
      expect([...new Set(indexed())].sort()).toEqual(runs.map((runId) => `2024-12-01/${runId.slice(0, 1)}`));
      expect(runs).toContain(latest().runId);
      expect(fs.existsSync(join(projectDir, ".staging"))).toBe(false);
    }
  });

  /** The ids of all visible runs, every one of them complete. */
  function expectWholeRuns(): string[] {
    const runs = fs.readdirSync(join(projectDir, "2024-12-01")).sort();
    for (const runId of runs) {
      const published = findPublished(projectDir, december, runId);
      expect(published?.manifest).toMatchObject({ runId, status: "done" });
      for (const part of ["a", "b", "c"]) {
        expect(fs.readFileSync(join(published?.dir ?? "", part), "utf8")).toBe(runId);
      }
    }
    return runs;
  }
});

describe("keepFailed", () => {
  const failure = manifestOf({ status: "failed", error: "5 % of the rows were rejected", verdict: null, model: null });

  it("keeps manifest, log and rejects in place of those of an earlier failure, and records no run", async () => {
    for (const attempt of ["first", "second"]) {
      const staging = await openStaging(projectDir, failure.runId);
      for (const name of ["log.ndjson", "rejects.parquet", "customers.parquet"]) {
        fs.writeFileSync(join(staging, name), attempt);
      }
      fs.mkdirSync(join(staging, "spill"));
      const dir = await keepFailed(projectDir, staging, failure);
      expect(dir).toBe(join(projectDir, "failed", failure.runId));
      expect(fs.readdirSync(dir).sort()).toEqual(["log.ndjson", "manifest.json", "rejects.parquet"]);
      expect(fs.readFileSync(join(dir, "log.ndjson"), "utf8")).toBe(attempt);
    }
    await recoverProject(projectDir);
    expect(indexed()).toEqual([]);
    expect(findPublished(projectDir, december, failure.runId)).toBeUndefined();
  });
});

describe("openStaging", () => {
  it("gives every attempt a folder of its own, which can be discarded", async () => {
    const [first, second] = [await openStaging(projectDir, id("a")), await openStaging(projectDir, id("a"))];
    expect(first).not.toBe(second);
    discardStaging(first);
    discardStaging(second);
    expect(fs.readdirSync(join(projectDir, ".staging"))).toEqual([]);
  });

  it("says where it cannot write", async () => {
    fs.writeFileSync(join(projectDir, ".staging"), "a file in the way");
    await expect(openStaging(projectDir, id("a"))).rejects.toThrow(
      new UserError(2, `${projectDir} cannot be written: a part of the path is a file; name another place with --out`),
    );
  });
});
