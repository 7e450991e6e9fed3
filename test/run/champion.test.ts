import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { isoDate } from "../../src/math/calendar.ts";
import { moveAliases, readAliases, readHistory } from "../../src/registry/aliases.ts";
import { readVersion, versionsIn } from "../../src/registry/model-version.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { retireModel } from "../../src/run/models/manage-models.ts";
import { createProgress } from "../../src/run/progress.ts";
import { runBatch } from "../../src/run/run.ts";
import type { SegmentModel } from "../../src/segments/segment-model.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
const settings = `segments: { k: 3, restarts: 3 }
stability: { bootstraps: 10 }
windows: { count: 5 }
ltv: { horizon: 30y }`;

beforeAll(async () => {
  await generateBase({ world: everyday, customers: 1500, seed: 3, format: "parquet", out: join(folder.path, "base") });
}, 120_000);
afterAll(folder.remove);

function configured(name: string, more = ""): string {
  const tables = ["transactions", "customers"].map((table) => `  ${table}: { path: ../base/${table}.parquet }`);
  return folder.write(
    `${name}/tessera.yaml`,
    `version: 1\nproject: shop\nsources:\n${tables.join("\n")}\n${settings}\n${more}\n`,
  );
}

/** A project of its own: runs of it, and its registry. */
function project(name: string, more = "") {
  const config = configured(name, more);
  const out = join(folder.path, name, "runs");
  const models = join(folder.path, name, "models");
  return {
    models,
    registry: join(models, "shop"),
    run: (asOf: string, options: Partial<Parameters<typeof run>[2]> = {}, other = config) =>
      run(other, asOf, { out, models, ...options }),
  };
}

const promotionOf = (runDir: string) => {
  const manifest = readManifest(runDir);
  if (manifest === undefined) throw new Error(`${runDir} has no manifest`);
  return manifest.promotion;
};
const names = ({ segments }: SegmentModel) => segments.map(({ id, name }) => `${id} ${name.en}`);

describe("runs of one project", () => {
  const shop = project("months");

  it("make the first model champion, and find it again without a change when run again", async () => {
    const first = await shop.run("2025-11-01");
    expect(first).toMatchObject({ status: "done", promotion: "first" });
    expect(readAliases(shop.registry)).toEqual({ champion: "v1", challenger: null, previous: null });
    expect(promotionOf(first.runDir)).toMatchObject({ decision: "first", champion: null });

    expect(await shop.run("2025-11-01")).toMatchObject({ status: "unchanged", runId: first.runId });
    const bytes = readFileSync(join(first.runDir, "manifest.json"));
    const again = await shop.run("2025-11-01", { force: true });
    expect(again.runId).toBe(first.runId);
    expect(readFileSync(join(again.runDir, "manifest.json")).equals(bytes)).toBe(true);
    expect(versionsIn(shop.registry)).toEqual(["v1"]);
    expect(readHistory(shop.registry)).toHaveLength(1);
  }, 120_000);

  it("measure the next model by it, and keep ids and names of the segments that stay", async () => {
    const second = await shop.run("2025-12-01");
    const { decision, champion, fitted, reasons } = promotionOf(second.runDir);
    const [v1, v2] = [readVersion(shop.registry, "v1"), readVersion(shop.registry, "v2")];
    expect(["promoted", "kept"]).toContain(decision);
    expect(reasons.length).toBeGreaterThan(0);
    expect(champion).not.toBe(fitted);
    expect(names(v2)).toEqual(names(v1));
    expect(readAliases(shop.registry)).toMatchObject(
      decision === "promoted" ? { champion: "v2", previous: "v1" } : { champion: "v1", challenger: "v2" },
    );
    const used = JSON.parse(readFileSync(join(second.runDir, "model.json"), "utf8"));
    expect(used).toEqual(decision === "promoted" ? v2 : v1);
    const ids = new Set((await readTable(second.runDir, "customers.parquet")).map(({ segment_id }) => segment_id));
    for (const { id } of v1.segments) expect(ids).toContain(id);
  }, 120_000);

  it("keep their models for their own days when they look back, each going by the one before", async () => {
    const aliases = readAliases(shop.registry);
    const back = await shop.run("2025-09-01");
    expect(promotionOf(back.runDir)).toMatchObject({ decision: "none", champion: null });
    expect(promotionOf(back.runDir).reasons[0]).toContain("a model of a later day is in use");
    const next = await shop.run("2025-10-01");
    expect(promotionOf(next.runDir)).toMatchObject({ decision: "none", champion: promotionOf(back.runDir).fitted });
    expect(readAliases(shop.registry)).toEqual(aliases);
    expect(versionsIn(shop.registry)).toEqual(["v1", "v2", "v3", "v4"]);
    const modelOf = (runDir: string) => JSON.parse(readFileSync(join(runDir, "model.json"), "utf8")) as SegmentModel;
    expect(modelOf(next.runDir)).toEqual(modelOf(back.runDir));
    const [v1, v3] = [readVersion(shop.registry, "v1"), readVersion(shop.registry, "v3")];
    for (const { id } of v3.segments) expect(v1.segments.map((segment) => segment.id)).not.toContain(id);

    const bytes = readFileSync(join(back.runDir, "manifest.json"));
    const again = await shop.run("2025-09-01", { force: true });
    expect(readFileSync(join(again.runDir, "manifest.json")).equals(bytes)).toBe(true);
    expect(versionsIn(shop.registry)).toHaveLength(4);
  }, 120_000);

  it("number their segments as if a version that nothing came of had never been", async () => {
    const torn = project("torn");
    const first = await torn.run("2025-11-01");
    // As if the run had been killed between its version and the line of the history.
    rmSync(join(torn.registry, "history.ndjson"));
    rmSync(join(torn.registry, "aliases.json"));
    const again = await torn.run("2025-11-01", { force: true });
    expect(readFileSync(join(again.runDir, "model.json"))).toEqual(readFileSync(join(first.runDir, "model.json")));
    expect(readAliases(torn.registry).champion).toBe("v2");
  }, 120_000);

  it("refuse a champion whose features are gone, until it is retired; its ids are not given again", async () => {
    const other = configured("months", "features: { families: [frequency, monetary] }");
    await expect(shop.run("2026-01-01", {}, other)).rejects.toThrow(
      /the champion v\d cannot score these customers: .*recency.* is missing.*tessera models retire --project shop/,
    );
    await retireModel({ models: shop.models, project: "shop" }, "other features", "2026-01-01T00:00:00.000Z");
    const anew = await shop.run("2026-01-01", {}, other);
    expect(anew.promotion).toBe("first");
    const model = JSON.parse(readFileSync(join(anew.runDir, "model.json"), "utf8")) as SegmentModel;
    const given = readVersion(shop.registry, "v1").segments.map(({ id }) => id);
    for (const { id } of model.segments) expect(given).not.toContain(id);
  }, 120_000);
});

describe("a run", () => {
  it("leaves the decision to people when asked to, with the model ready for them", async () => {
    const shop = project("asked");
    await shop.run("2025-11-01", { promote: "never" });
    const second = await shop.run("2025-12-01", { promote: "never" });
    expect(promotionOf(second.runDir)).toMatchObject({ decision: "kept" });
    expect(promotionOf(second.runDir).reasons).toContainEqual("promotion is left to people (--promote never)");
    expect(second.summary).toContainEqual(expect.stringMatching(/^Model: the champion stays \(.*left to people/));
    expect(readAliases(shop.registry)).toEqual({ champion: "v1", challenger: "v2", previous: null });
  }, 120_000);

  it("refuses one folder for runs and models", async () => {
    const config = configured("one-folder");
    const out = join(folder.path, "one-folder", "all");
    await expect(run(config, "2025-11-01", { out, models: out })).rejects.toThrow(
      /--out and --models are both .*; give models a folder of their own/,
    );
  });

  it("refuses a registry that was damaged by hand", async () => {
    const shop = project("damaged");
    await shop.run("2025-11-01");
    const path = join(shop.registry, "v1", "model.json");
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    await expect(shop.run("2025-12-01")).rejects.toThrow("v1 is not the model that was kept: model.json was changed");
    expect(existsSync(join(folder.path, "damaged", "runs", "shop", "2025-12-01"))).toBe(false);
  }, 120_000);

  it("gives way when somebody else changes the champion meanwhile", async () => {
    const shop = project("raced");
    await shop.run("2025-11-01");
    const quiet = createProgress({ stream: { write: () => true }, isTTY: false, mode: "plain", now: () => 0 });
    const racing = runBatch({
      ...{
        configFile: configured("raced"),
        asOf: isoDate.parse("2025-12-01"),
        out: join(folder.path, "raced", "runs"),
      },
      ...{ models: shop.models, promote: "auto", force: false, version: "0.0.0-test", env: {} },
      signal: new AbortController().signal,
      progress: {
        ...quiet,
        stage: (name, place) => {
          quiet.stage(name, place);
          if (name === "figures") void retire();
        },
      },
    });
    const retire = () =>
      moveAliases(
        shop.registry,
        { champion: null, challenger: null, previous: "v1" },
        { when: "2026-01-01T00:00:00.000Z", why: "a rival" },
      );
    await expect(racing).rejects.toThrow("the models of shop changed while this run was made with v1; try again");
    expect(versionsIn(shop.registry)).toEqual(["v1"]);
    expect(readdirSync(shop.registry).filter((name) => name.startsWith("."))).toEqual([]);
  }, 120_000);
});
