import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openLog } from "../../src/run/log.ts";
import { collectTimings, writeTimings } from "../../src/run/timings.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("openLog", () => {
  it("has every line on disk when the call returns, and hands it on", () => {
    const file = join(folder, "log.ndjson");
    const seen: string[] = [];
    const log = openLog(file, (line) => seen.push(line));
    log.info("read", { table: "transactions", rows: 10 });
    const written = readFileSync(file, "utf8");
    expect(JSON.parse(written)).toMatchObject({ level: "info", msg: "read", table: "transactions", rows: 10 });
    expect(JSON.parse(written).time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    log.warn("short history");
    log.error("failed", new RangeError("no customers"));
    log.close();

    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(seen).toEqual(lines);
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(["info", "warn", "error"]);
    expect(JSON.parse(lines[2]).err).toMatchObject({
      message: "no customers",
      stack: expect.stringContaining("log.test"),
    });
  });
});

describe("collectTimings", () => {
  it("gives every stage its share of the time, and the host apart from the run", () => {
    let clock = Date.UTC(2024, 11, 1, 3);
    const timings = collectTimings(() => clock);
    timings.stage("inputs");
    clock += 2500;
    timings.stage("features");
    clock += 40;
    const result = timings.finish();
    expect(result).toMatchObject({ start: "2024-12-01T03:00:00.000Z", host: hostname(), seconds: 2.54 });
    expect(result.stages.map(({ name, seconds }) => [name, seconds])).toEqual([
      ["inputs", 2.5],
      ["features", 0.04],
    ]);
  });

  it("sees the memory and the work of a stage", () => {
    const timings = collectTimings();
    timings.stage("small");
    timings.stage("large");
    const large = Buffer.alloc(200 * 2 ** 20, 1);
    const { stages, peakMiB } = timings.finish();
    expect(large.length).toBe(200 * 2 ** 20);
    expect(stages[1].peakMiB).toBeGreaterThanOrEqual(stages[0].peakMiB + 150);
    expect(stages[1].cpuSeconds).toBeGreaterThan(0);
    expect(peakMiB).toBeGreaterThanOrEqual(stages[1].peakMiB);
  });

  it("is written with the capacity of the engine, keys sorted", () => {
    const file = join(folder, "timings.json");
    const timings = collectTimings().finish();
    const engine = { kind: "duckdb", threads: 2, memory: "4GB" } as const;
    writeTimings(file, timings, engine);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ ...timings, engine: { threads: 2, memory: "4GB" } });
    expect(readFileSync(file, "utf8")).toMatch(/^\{\n {2}"cpuSeconds"/);
  });
});
