import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { backfillText } from "../../src/cli/backfill-command.ts";
import { isoDate } from "../../src/math/calendar.ts";
import { readAliases } from "../../src/registry/aliases.ts";
import { versionsIn } from "../../src/registry/model-version.ts";
import { backfill } from "../../src/run/backfill.ts";
import { createProgress } from "../../src/run/progress.ts";
import { readIndex } from "../../src/run/run-index.ts";
import { workFolder } from "./batch.ts";

const folder = workFolder();
const registry = join(folder.path, "models", "shop");
let configFile = "";

beforeAll(async () => {
  await generateBase({ world: everyday, customers: 800, seed: 3, format: "parquet", out: join(folder.path, "base") });
  configFile = folder.write(
    "tessera.yaml",
    `version: 1
project: shop
sources:
  transactions: { path: base/transactions.parquet }
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
windows: { count: 5 }
ltv: { horizon: 30y }
`,
  );
}, 120_000);
afterAll(folder.remove);

function filled(
  from: string,
  to: string,
  signal = new AbortController().signal,
  onNote: (line: string) => void = () => {},
) {
  const progress = createProgress({ stream: { write: () => true }, isTTY: false, mode: "plain", now: () => 0 });
  return backfill({
    ...{ configFile, from: isoDate.parse(from), to: isoDate.parse(to), out: join(folder.path, "runs") },
    ...{ models: join(folder.path, "models"), promote: "auto", force: false, version: "0.0.0-test", env: {}, signal },
    progress: { ...progress, note: onNote },
  });
}

describe("a backfill", () => {
  it("stops when it is asked to, and goes on where it stopped", async () => {
    const stop = new AbortController();
    const notes: string[] = [];
    const cut = filled("2025-09-30", "2025-12-31", stop.signal, (line) => {
      notes.push(line);
      if (line.startsWith("2025-11-30")) stop.abort(new Error("enough"));
    });
    await expect(cut).rejects.toThrow();
    expect(readIndex(join(folder.path, "runs", "shop")).map(({ asOf }) => asOf)).toEqual(["2025-09-30", "2025-10-30"]);

    const { runs, exitCode, project } = await filled("2025-09-30", "2025-12-31");
    expect(runs.map(({ asOf, status }) => [asOf, status])).toEqual([
      ["2025-09-30", "unchanged"],
      ["2025-10-30", "unchanged"],
      ["2025-11-30", "done"],
      ["2025-12-30", "done"],
    ]);
    expect(runs[0].promotion).toBe("first");
    expect(versionsIn(registry)).toEqual(["v1", "v2", "v3", "v4"]);
    expect(readAliases(registry).champion).not.toBeNull();

    const text = backfillText({ runs, exitCode, project }, 200);
    expect(text[0]).toBe("shop");
    expect(text.filter((line) => /^2025-\d\d-30 +(done|unchanged) +(first|promoted|kept)/.test(line))).toHaveLength(4);
    const segments = text.filter((line) => /^segment-\d/.test(line));
    expect(segments.length).toBeGreaterThanOrEqual(3);
    expect(segments[0]).toMatch(/^segment-1 .*\d+ +\d+ +\d+ +\d+$/);
  }, 120_000);

  it("refuses days in the wrong order, and names the period that a sentence is about", async () => {
    await expect(filled("2025-12-01", "2025-10-01")).rejects.toThrow(
      "backfill: --from 2025-12-01 is after --to 2025-10-01",
    );
    await expect(filled("2001-01-01", "2001-02-01")).rejects.toThrow(/^as of 2001-01-01: /);
  }, 60_000);
});
