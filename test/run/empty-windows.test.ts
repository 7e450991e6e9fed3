import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
afterAll(folder.remove);

const day = (random: ReturnType<typeof createRandom>, from: string, days: number) =>
  new Date(Date.parse(from) + 86_400_000 * random.below(days)).toISOString().slice(0, 10);

it("windows in which nobody bought are shown, and left out of verdicts over time; the run goes on", async () => {
  const random = createRandom(5);
  const lines = Array.from({ length: 3000 }, (_, i) => {
    // Half a year of business, half a year of nothing, half a year of business.
    const from = i % 2 === 0 ? "2025-01-01" : "2026-01-01";
    return `c${random.below(300)},${day(random, from, 180)},${(10 + 5 * random.below(10)).toFixed(2)}`;
  });
  folder.write("sales.csv", `customer_id,ts,amount\n${lines.join("\n")}\n`);
  const config = folder.write(
    "tessera.yaml",
    `version: 1
project: shop
sources:
  transactions: { path: sales.csv, orderKey: row }
windows: { lookback: 3mo, count: 12 }
segments: { k: 2, restarts: 2 }
stability: { bootstraps: 10 }
ltv: { horizon: 30y }
`,
  );
  const { runDir } = await run(config, "2026-06-30", { out: join(folder.path, "runs") });
  expect(readManifest(runDir)?.status).toBe("done");
  const states = (await readTable(runDir, "windows.parquet")).filter(
    ({ as_of }) => new Date(as_of as Date).toISOString().slice(0, 10) === "2025-12-30",
  );
  expect(states.length).toBeGreaterThan(250);
  expect(new Set(states.map(({ segment_id }) => segment_id))).toEqual(new Set(["dormant"]));
  const { time, drift, breaks } = JSON.parse(readFileSync(join(runDir, "stability.json"), "utf8"));
  for (const { fittedAsOf, refittedAsOf } of time.pairs) {
    expect([fittedAsOf, refittedAsOf]).not.toContain("2025-12-30");
    expect([fittedAsOf, refittedAsOf]).not.toContain("2025-11-30");
  }
  expect(drift.found.from).not.toBe("2025-12-30");
  expect(breaks.segments.flatMap(({ means }: { means: number[] }) => means).every(Number.isFinite)).toBe(true);
}, 120_000);
