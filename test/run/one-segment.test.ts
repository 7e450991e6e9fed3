import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { segmentModel } from "../../src/segments/segment-model.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
let runDir = "";

/** 300 customers who buy at random over two years, of whom more is demanded than any segments can give. */
beforeAll(async () => {
  const random = createRandom(3);
  const lines = Array.from({ length: 3000 }, () => {
    const day = new Date(Date.UTC(2024, 0, 1 + random.below(730))).toISOString().slice(0, 10);
    return `c${random.below(300)},${day},${(20 + 10 * random.next()).toFixed(2)}`;
  });
  folder.write("sales.csv", `customer_id,ts,amount\n${lines.join("\n")}\n`);
  const config = folder.write(
    "tessera.yaml",
    `version: 1
project: shop
timezone: UTC
currency: EUR
sources:
  transactions: { path: sales.csv, orderKey: row }
windows: { count: 5 }
segments: { k: { min: 2, max: 3 } }
stability: { minJaccard: 1, minPredictionStrength: 1, bootstraps: 10 }
ltv: { horizon: 30y }
`,
  );
  runDir = (await run(config, "2026-01-01", { out: join(folder.path, "runs") })).runDir;
}, 60_000);
afterAll(folder.remove);

describe("a run in which no number of segments meets the demands", () => {
  const json = (name: string) => JSON.parse(readFileSync(join(runDir, name), "utf8"));

  it("puts everybody into one segment, and keeps the table of what was tried", () => {
    const { choice, segments } = segmentModel.parse(json("model.json"));
    expect(segments).toHaveLength(1);
    expect(choice).toMatchObject({ k: 1, verdict: "none", kind: null, unmeasured: [] });
    expect(choice.candidates.map(({ k }) => k)).toEqual([2, 3]);
    for (const { timeAri, revenue, misses } of choice.candidates) {
      expect(timeAri).not.toBeNull();
      expect(revenue?.se).toBeGreaterThan(0);
      expect(misses.length).toBeGreaterThan(0);
    }
  });

  it("publishes everything else: customers, windows, structures, the report with the reasons", async () => {
    const manifest = readManifest(runDir);
    expect(manifest?.status).toBe("done");
    expect(manifest?.verdict?.sentences[0]).toBe("One segment: there is nothing whose stability could be judged.");
    expect(manifest?.stages.find(({ name }) => name === "segments")?.warnings).toContainEqual(
      expect.stringContaining("no number of segments meets all demands, so everybody is in one segment"),
    );
    const customers = await readTable(runDir, "customers.parquet");
    expect(new Set(customers.map(({ segment_id }) => segment_id))).toContain("segment-1");
    expect((await readTable(runDir, "windows.parquet")).length).toBeGreaterThan(customers.length);
    expect(json("report.json").choice.verdict).toBe("none");
    expect(json("structures.json").structures.length).toBeGreaterThan(0);
  });
});
