import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import {
  type ActivityEvidence,
  activityEvidence,
  type DescribedActivity,
} from "../../src/transitions/activity/choice/activity-evidence.ts";
import { type ParquetRow, quickWithoutNet, readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
let evidence: DescribedActivity;
let customers: ParquetRow[];
let transitions: ParquetRow[];

const settings = (months: number) => `version: 1
project: shop
timezone: Europe/Berlin
sources:
  transactions: { path: base/transactions.parquet }
  customers: { path: base/customers.parquet }
${quickWithoutNet.replace("mode: off", `months: ${months}`)}
`;

beforeAll(async () => {
  await generateBase({
    ...{ world: everyday, customers: 1500, seed: 6, format: "parquet", out: join(folder.path, "base") },
  });
  const config = folder.write("tessera.yaml", settings(15));
  const { runDir } = await run(config, "2026-01-01", { out: join(folder.path, "runs") });
  const saved = activityEvidence.parse(JSON.parse(readFileSync(join(runDir, "activity.json"), "utf8")));
  if (saved.status === "refused") throw new Error(saved.reason.en);
  evidence = saved;
  customers = await readTable(runDir, "customers.parquet");
  transitions = await readTable(runDir, "transitions.parquet");
}, 180_000);
afterAll(folder.remove);

const total = (column: string) => customers.reduce((sum, row) => sum + Number(row[column]), 0);

describe("what a run says of monthly activity", () => {
  it("is about the months before as-of", () => {
    expect([evidence.months, evidence.from, evidence.until]).toEqual([15, "2024-10-01", "2026-01-01"]);
    expect(evidence.cuts.map(({ until }) => until)).toEqual(["2025-07-01", "2025-10-01"]);
  });

  it("gives every customer a chance of an order, and orders that add up to what is expected of the base", () => {
    for (const { expected_orders, active_probability, activity_months } of customers) {
      expect(Number(active_probability)).toBeGreaterThanOrEqual(0);
      expect(Number(active_probability)).toBeLessThanOrEqual(Math.min(1, Number(expected_orders)) + 1e-9);
      expect(Number(activity_months)).toBe(3);
    }
    expect(total("expected_orders")).toBeCloseTo(evidence.expected.orders, 6);
    expect(total("active_probability")).toBeCloseTo(evidence.expected.active, 6);
  });

  it("gives each segment the mean of its customers", () => {
    for (const { segment, customers: size, expectedOrders, active } of evidence.segments) {
      const own = customers.filter(({ segment_id }) => segment_id === segment);
      const mean = (column: string) => own.reduce((sum, row) => sum + Number(row[column]), 0) / own.length;
      expect(own).toHaveLength(size);
      expect(mean("expected_orders")).toBeCloseTo(expectedOrders, 9);
      expect(mean("active_probability")).toBeCloseTo(active, 9);
    }
  });

  it("foretold the quarters before from what was known then, not far from what came", () => {
    const chosen = evidence.contenders.find((one) => one.chosen);
    for (const [at, { orders }] of evidence.cuts.entries()) {
      expect(Math.abs(Math.log((chosen?.cuts[at].expectedOrders ?? 0) / orders))).toBeLessThan(0.3);
    }
    const [best] = [...evidence.contenders].sort((a, b) => scoreOf(b) - scoreOf(a));
    // A simpler one may be chosen only where it is not plainly behind.
    expect(scoreOf(chosen)).toBeGreaterThan(scoreOf(best) - 0.02);
  });

  it("has chances that are chances, and hidden states in the tables only where they stand", () => {
    for (const row of [...evidence.matrix, ...evidence.segments.map(({ states }) => states)])
      expect(row.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
    for (const [y, row] of evidence.matrix.entries())
      for (const [z, chance] of row.entries()) {
        expect(evidence.lo[y][z]).toBeLessThanOrEqual(chance);
        expect(evidence.hi[y][z]).toBeGreaterThanOrEqual(chance);
      }
    const hidden = transitions.filter(({ basis }) => basis === "hidden");
    const k = evidence.states.length;
    expect(hidden).toHaveLength(evidence.gate.passed ? k * k : 0);
    const named = customers.filter(({ hidden_state }) => hidden_state !== null);
    expect(named).toHaveLength(evidence.gate.passed ? customers.length : 0);
    expect(evidence.gate.reasons.length > 0).toBe(!evidence.gate.passed);
  });

  it("is refused with a reason where there is too little, and leaves empty columns", async () => {
    await generateBase({
      ...{ world: everyday, customers: 300, seed: 6, format: "parquet", out: join(folder.path, "small", "base") },
    });
    const config = folder.write("small/tessera.yaml", settings(24));
    const { runDir } = await run(config, "2026-01-01", { out: join(folder.path, "small-runs") });
    const saved: ActivityEvidence = JSON.parse(readFileSync(join(runDir, "activity.json"), "utf8"));
    if (saved.status !== "refused") throw new Error("a base of 300 customers was judged");
    expect(saved.reason.en).toMatch(/^hidden states: 1000 customers with orders are needed, there are \d+$/);
    const rows = await readTable(runDir, "customers.parquet");
    expect(new Set(rows.map(({ expected_orders, hidden_state }) => expected_orders ?? hidden_state))).toEqual(
      new Set([null]),
    );
  }, 60_000);
});

function scoreOf(contender: DescribedActivity["contenders"][number] | undefined): number {
  return contender?.cuts.reduce((sum, { logLikelihood }) => sum + logLikelihood / 2, 0) ?? Number.NEGATIVE_INFINITY;
}
