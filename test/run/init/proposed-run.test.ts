import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { locateInputs, stageInputs } from "../../../src/inputs/stage-inputs.ts";
import type { StagedTables } from "../../../src/inputs/staged-tables.ts";
import { isoDate, toEpochDay } from "../../../src/math/calendar.ts";
import { loadConfiguration } from "../../../src/run/configuration.ts";
import { initConfiguration } from "../../../src/run/init/init-configuration.ts";
import { lendEngine } from "../../../src/run/lend-engine.ts";
import { quick, run, workFolder } from "../batch.ts";

// Expected values were computed with pandas (the data's notes, ground-numbers.md), not by this engine.
const data = resolve(import.meta.dirname, "../../../../shared/data");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(data);
if (!present && !required) console.warn(`proposed-run: skipped, there is no reference data in ${data}`);

const folder = workFolder();
afterAll(folder.remove);

async function propose(name: string, path: string, contactsAt?: string): Promise<string> {
  const { file } = await initConfiguration({
    dir: join(folder.path, name),
    from: [join(data, path)],
    force: true,
    given: { dates: new Map(), contactsAt },
  });
  return file;
}

/** Stages what a proposed configuration names, and hands the tables to the work. */
async function staged(file: string, work: (engine: Engine, tables: StagedTables) => Promise<void>) {
  const { configuration, baseDir } = loadConfiguration(file, {});
  await lendEngine(async (open) => {
    const engine = await open();
    const asOf = toEpochDay(isoDate.parse("2015-01-01"));
    const files = await locateInputs(engine, configuration.sources, baseDir);
    await work(engine, await stageInputs(engine, files, { ...configuration, baseDir, asOf }));
  });
}

/** Sum over all customers of every metric, by name. */
async function metricSums(engine: Engine, { profileMetrics }: StagedTables): Promise<Record<string, number>> {
  const rows = await engine.rows(
    "SELECT CAST(metric AS DOUBLE) AS metric, CAST(sum(CAST(value AS DECIMAL(18,2))) AS DOUBLE) AS total FROM profiles GROUP BY metric",
  );
  return Object.fromEntries(rows.map((row) => [profileMetrics[Number(row.metric)].metric, Number(row.total)]));
}

describe.skipIf(!present && !required)("a proposed configuration", () => {
  it("of marketing_campaign gives the profiles that pandas gives", async () => {
    await staged(await propose("marketing", "marketing_campaign/marketing_campaign.csv.gz"), async (engine, tables) => {
      expect(tables.customers).toBe(2240);
      const sums = await metricSums(engine, tables);
      const spend = Object.entries(sums).filter(([metric]) => metric.startsWith("spend:"));
      expect(spend.reduce((sum, [, value]) => sum + value, 0)).toBe(1_356_988);
      expect(sums).toMatchObject({
        "orders:web": 9150,
        "orders:catalog": 5963,
        "orders:store": 12_970,
        discount_orders: 5208,
        complaints: 21,
        conversions: 334,
        "conversions:1": 144,
        "conversions:2": 30,
        "conversions:3": 163,
        "conversions:4": 167,
        "conversions:5": 163,
      });
      const levels = await engine.rows(
        "SELECT family_status AS level, CAST(count(*) AS DOUBLE) AS n FROM attributes GROUP BY level ORDER BY n DESC",
      );
      expect(levels.map(({ level, n }) => [level, n])).toEqual([
        ["married", 864],
        ["partnered", 580],
        ["single", 483],
        ["divorced", 232],
        ["widowed", 77],
        ["unknown", 4],
      ]);
    });
  });

  it("of Hillstrom keeps all 64,000 people, their areas and what came of the arms", async () => {
    await staged(await propose("hillstrom", "hillstrom/hillstrom.csv.gz", "2008-03-20"), async (engine, tables) => {
      expect(tables.customers).toBe(64_000);
      expect(await metricSums(engine, tables)).toMatchObject({ newbie: 32_144 });
      const [contacts] = await engine.rows(
        `SELECT CAST(count(*) FILTER (is_message = 1) AS DOUBLE) AS messages, CAST(sum(visited) AS DOUBLE) AS visited,
          CAST(sum(converted) AS DOUBLE) AS converted FROM contacts`,
      );
      expect(contacts).toEqual({ messages: 21_307 + 21_387, visited: 9394, converted: 578 });
      const [{ n }] = await engine.rows(
        "SELECT CAST(count(*) AS DOUBLE) AS n FROM attributes WHERE area_type = 'suburban'",
      );
      expect(n).toBe(28_776);
    });
  });

  it("runs without an event log, and refuses what needs one with the reason", async () => {
    const file = await propose("refused", "marketing_campaign/marketing_campaign.csv.gz");
    folder.write("refused/tessera.yaml", `${readFileSync(file, "utf8")}${quick}\n`);
    const { runDir } = await run(file, "2014-12-07", { out: join(folder.path, "runs") });
    const manifest = JSON.parse(readFileSync(join(runDir, "manifest.json"), "utf8"));
    const stage = (name: string) => manifest.stages.find((each: { name: string }) => each.name === name);
    expect(stage("transitions")).toMatchObject({ status: "refused", reason: expect.stringMatching(/no event log/) });
    expect(stage("lifetime value")).toMatchObject({ status: "refused", reason: expect.stringMatching(/\S/) });
    expect(stage("stability").warnings.join(" ")).toMatch(/no event log/);
  });
});
