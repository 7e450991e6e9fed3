import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { reportModel } from "../../src/report/report-model.ts";
import { readManifest } from "../../src/run/manifest.ts";
import { type NextSegments, nextSegments } from "../../src/transitions/next-state/next-segments.ts";
import { type TransitionRules, transitionRules } from "../../src/transitions/rules/transition-rules.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
const base = join(folder.path, "base");
const asOf = "2025-12-01";

/** A base with events after as-of, so that the next window can be told from this one. */
beforeAll(async () => {
  await generateBase({ world: everyday, customers: 1500, seed: 3, format: "parquet", out: base });
}, 120_000);
afterAll(folder.remove);

function configure(name: string, settings: string, transactions = `${base}/transactions.parquet`): string {
  return folder.write(
    `${name}/tessera.yaml`,
    `version: 1
project: shop
timezone: Europe/Berlin
sources:
  transactions: { path: ${transactions} }
  customers: { path: ${base}/customers.parquet }
segments: { k: 3, restarts: 1 }
stability: { bootstraps: 10 }
ltv: { horizon: 30y }
${settings}
`,
  );
}

const read = (runDir: string, name: string) => JSON.parse(readFileSync(join(runDir, name), "utf8"));
const rulesOf = (runDir: string) => transitionRules.parse(read(runDir, "transition_rules.json"));
const nextOf = (runDir: string) => nextSegments.parse(read(runDir, "next_segments.json"));

function done<T extends TransitionRules | NextSegments>(result: T): Extract<T, { status: "done" }> {
  if (result.status === "refused") throw new Error(result.reason.en);
  return result as Extract<T, { status: "done" }>; // what is not refused is done
}

async function rowsOf(sql: string) {
  const connection = await (await DuckDBInstance.create()).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

describe("the movers of a run", () => {
  let runDir = "";
  /** The run of a month before, by the same model: its features are those of the last window that has a next one. */
  let before = "";
  beforeAll(async () => {
    const options = { out: join(folder.path, "runs"), models: join(folder.path, "models") };
    const config = configure("plain", "windows: { count: 7 }");
    before = (await run(config, "2025-11-01", options)).runDir;
    runDir = (await run(config, asOf, { ...options, promote: "never" })).runDir;
  }, 120_000);

  it("have rules that cover and hit as many customers as their SQL finds in the features of that window", async () => {
    const { rules, confirmedOn, trainedOn } = done(rulesOf(runDir));
    expect(rules.length).toBeGreaterThan(2);
    expect([trainedOn.length, confirmedOn]).toEqual([5, "2025-11-01"]);
    expect(readManifest(runDir)?.model).toEqual(readManifest(before)?.model);
    for (const { origin, destination, sql, later } of rules) {
      const [found] = await rowsOf(`
        SELECT CAST(count(*) AS INTEGER) AS customers,
          CAST(count(*) FILTER (a.segment_id = '${destination}') AS INTEGER) AS moved,
          CAST(count(*) FILTER (${sql}) AS INTEGER) AS covered,
          CAST(count(*) FILTER (a.segment_id = '${destination}' AND ${sql}) AS INTEGER) AS hits
        FROM '${before}/features.parquet' f
        SEMI JOIN (FROM '${before}/customers.parquet' WHERE segment_id = '${origin}') c USING (customer_id)
        JOIN (SELECT customer_id, segment_id FROM '${runDir}/customers.parquet') a USING (customer_id)`);
      const { customers, moved, covered, hits } = later;
      expect(found).toEqual({ customers, moved, covered, hits });
      expect(later.lift).toBeCloseTo(hits / covered / (moved / customers), 12);
    }
  });

  it("say how many customers a rule covers today", async () => {
    for (const { origin, sql, now } of done(rulesOf(runDir)).rules) {
      const [{ n }] = await rowsOf(`
        SELECT CAST(count(*) AS INTEGER) AS n FROM '${runDir}/features.parquet' f
        SEMI JOIN (FROM '${runDir}/customers.parquet' WHERE segment_id = '${origin}') c USING (customer_id) WHERE ${sql}`);
      expect(now).toBe(n);
    }
  });

  it("foretell everybody, by chances that agree with one another and with the file", async () => {
    const { expected, model, values } = done(nextOf(runDir));
    const customers = await readTable(runDir, "customers.parquet");
    expect(values?.slice(-2)).toEqual([0, 0]);
    for (const { origin, row } of model.origins)
      expect([origin, row.reduce((sum, chance) => sum + chance, 0)]).toEqual([origin, expect.closeTo(1, 12)]);
    for (const row of customers) {
      const [next, move, fall, rise] = ["next_segment", "move", "fall", "rise"].map((of) =>
        Number(row[`${of}_probability`]),
      );
      expect(next).toBeGreaterThanOrEqual(1 / model.states.length);
      if (row.next_segment_id === row.segment_id) expect(next + move).toBeCloseTo(1, 12);
      else expect(next).toBeLessThanOrEqual(move + 1e-12);
      // No two segments bring the same; the two states without orders do.
      if (!["none", "dormant"].includes(String(row.segment_id))) expect(fall + rise).toBeCloseTo(move, 12);
      else expect([fall, rise <= move]).toEqual([0, true]);
    }
    for (const { state, customers: count, stays, falls, rises } of expected) {
      const own = customers.filter(({ segment_id }) => segment_id === state);
      const sum = (column: string) => own.reduce((total, row) => total + Number(row[column]), 0);
      expect(count).toBe(own.length);
      expect(stays).toBeCloseTo(count - sum("move_probability"), 6);
      expect([falls, rises]).toEqual([
        expect.closeTo(sum("fall_probability"), 6),
        expect.closeTo(sum("rise_probability"), 6),
      ]);
    }
    expect(expected.reduce((total, state) => total + state.customers, 0)).toBe(customers.length);
  });

  it("give those without features the shares of all who were where they are", async () => {
    const { model } = done(nextOf(runDir));
    const pooled = (await readTable(runDir, "transitions.parquet")).filter(
      ({ window_from, from_segment }) => window_from === "pooled" && from_segment === "dormant",
    );
    const counts = model.states.map((id) => Number(pooled.find(({ to_segment }) => to_segment === id)?.count));
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
    const row = model.origins.find(({ origin }) => origin === "dormant")?.row;
    expect(row).toEqual(counts.map((count) => expect.closeTo((count + 0.5) / total, 12)));
  });

  it("tell the report how many rules and chances there are, and no customer", async () => {
    const { rules, nextSegments: next } = reportModel.parse(read(runDir, "report.json"));
    expect(rules.status === "done" && rules.rules.length).toBe(done(rulesOf(runDir)).rules.length);
    expect(next.status === "done" && next.states.length).toBe(5);
    const [{ customer_id }] = await readTable(runDir, "customers.parquet");
    expect(readFileSync(join(runDir, "report.json"), "utf8")).not.toContain(`"${customer_id}"`);
  });

  it("are the same bytes when run again, and when the base knows what came later", async () => {
    const known = join(folder.path, "known");
    mkdirSync(known);
    await rowsOf(
      `COPY (FROM '${base}/transactions.parquet' WHERE ts < TIMESTAMP '${asOf}') TO '${known}/transactions.parquet'`,
    );
    const again = async (name: string, transactions?: string) =>
      (await run(configure(name, "windows: { count: 7 }", transactions), asOf, { out: join(folder.path, name) }))
        .runDir;
    const [first, second, past] = [
      await again("a"),
      await again("b"),
      await again("c", `${known}/transactions.parquet`),
    ];
    for (const file of ["transition_rules.json", "next_segments.json"]) {
      const bytes = (dir: string) => readFileSync(join(dir, file), "utf8");
      expect(bytes(second)).toBe(bytes(first));
      expect(bytes(past)).toBe(bytes(first));
    }
  }, 120_000);
});

describe("the movers are refused with a reason, and the run goes on", () => {
  it.each([
    [1, "transitions: a move needs 2 windows, got 1"],
    [
      2,
      "the next state needs 2 pairs of neighbouring windows, one to learn from and one to be held against; there is 1",
    ],
  ])(
    "with %i window(s)",
    async (count, reason) => {
      const config = configure(`few-${count}`, `windows: { count: ${count} }`);
      const { runDir } = await run(config, asOf, { out: join(folder.path, `few-${count}`) });
      expect(nextOf(runDir)).toMatchObject({ status: "refused", reason: { en: reason } });
      expect(rulesOf(runDir).status).toBe("refused");
      const stage = readManifest(runDir)?.stages.find(({ name }) => name === "movers");
      expect(stage).toMatchObject({ status: "refused", reason });
      for (const row of await readTable(runDir, "customers.parquet"))
        expect([row.next_segment_id, row.move_probability, row.fall_probability]).toEqual([null, null, null]);
      expect(read(runDir, "report.json").nextSegments.status).toBe("refused");
    },
    60_000,
  );
});
