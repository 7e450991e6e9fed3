import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { isoDate } from "../../src/math/calendar.ts";
import { createProgress } from "../../src/run/progress.ts";
import { runBatch } from "../../src/run/run.ts";
import type { RunOutcome } from "../../src/run/run-contract.ts";
import type { PromotionPolicy } from "../../src/stability/promotion.ts";

/** Settings under which a run does everything but models of monthly activity, and little of it. */
export const quick = `
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
windows: { count: 3 }
transitions: { activity: { mode: off } }`;

/** The same without the net: no base has the history such a horizon asks for, so lifetime value is refused. */
export const quickWithoutNet = `${quick}
ltv: { horizon: 30y }`;

/** A folder of the test's own; `remove` it at the end. */
export function workFolder(): { path: string; write: (name: string, text: string) => string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "tessera-run-"));
  return {
    path,
    write: (name, text) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Runs the whole job in this process, without a word. */
export function run(
  configFile: string,
  asOf: string,
  options: { out: string; models?: string; promote?: PromotionPolicy; force?: boolean; signal?: AbortSignal },
): Promise<RunOutcome> {
  return runBatch({
    configFile,
    asOf: isoDate.parse(asOf),
    out: options.out,
    models: options.models ?? `${options.out}-models`,
    promote: options.promote ?? "auto",
    force: options.force ?? false,
    version: "0.0.0-test",
    env: {},
    signal: options.signal ?? new AbortController().signal,
    progress: createProgress({ stream: { write: () => true }, isTTY: false, mode: "plain", now: () => 0 }),
  });
}

export type ParquetRow = Record<string, unknown>;

/** Rows of one of a run's tables, read by hyparquet, which shares no code with the engine that wrote them. */
export async function readTable(runDir: string, name: string): Promise<ParquetRow[]> {
  return (await parquetReadObjects({ file: await asyncBufferFromFile(join(runDir, name)) })) as ParquetRow[];
}

/** A figure of the base over its whole history. */
export async function kpi(runDir: string, metric: string, scope = "all"): Promise<number> {
  const rows = await readTable(runDir, "kpis.parquet");
  const found = rows.filter((row) => row.scope === scope && row.period_kind === "history" && row.metric === metric);
  if (found.length !== 1) throw new Error(`${found.length} rows for ${metric}`);
  return Number(found[0].value);
}

/** Percentiles by linear interpolation, as pandas computes them. */
export function percentiles(values: readonly number[], levels: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return levels.map((level) => {
    const position = (level / 100) * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
