import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateBase } from "../../data/generate.ts";
import { everyday } from "../../data/worlds/everyday.ts";
import { lendEngine } from "../../src/run/lend-engine.ts";
import { scoreCustomers } from "../../src/run/score/score-customers.ts";
import { segmentModel } from "../../src/segments/segment-model.ts";
import { stabilityCertificate } from "../../src/stability/stability-certificate.ts";
import { readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
const models = join(folder.path, "models");
let runDir = "";

beforeAll(async () => {
  await generateBase({ world: everyday, customers: 1500, seed: 4, format: "parquet", out: join(folder.path, "base") });
  const tables = ["transactions", "customers"].map((table) => `  ${table}: { path: base/${table}.parquet }`);
  const config = folder.write(
    "tessera.yaml",
    `version: 1
project: shop
sources:
${tables.join("\n")}
features: { families: [recency, frequency, monetary, demographics] }
segments: { k: 3, restarts: 1, families: [recency, frequency, monetary, demographics] }
stability: { bootstraps: 10 }
windows: { count: 3 }
ltv: { horizon: 30y }
`,
  );
  runDir = (await run(config, "2026-01-01", { out: join(folder.path, "runs"), models })).runDir;
}, 120_000);
afterAll(folder.remove);

const score = (changes: Partial<Parameters<typeof scoreCustomers>[0]> = {}) =>
  scoreCustomers({
    ...{ models, model: "shop", input: join(runDir, "features.parquet"), language: "en" },
    output: join(folder.path, "scores.parquet"),
    signal: new AbortController().signal,
    ...changes,
  });

/** Another Parquet file made of the run's features. */
async function derived(name: string, select: string): Promise<string> {
  const path = join(folder.path, name);
  await lendEngine(async (open) => {
    const engine = await open();
    await engine.writeParquet(
      `SELECT ${select} FROM ${engine.dialect.parquet(join(runDir, "features.parquet"))}`,
      path,
    );
  });
  return path;
}

describe("scoring with a model that was kept", () => {
  it("puts the customers of a run where the run put them", async () => {
    const { customers, version, segments } = await score();
    const scores = await readTable(folder.path, "scores.parquet");
    const own = (await readTable(runDir, "customers.parquet")).filter(({ distance }) => distance !== null);
    expect({ customers, version }).toEqual({ customers: own.length, version: "v1" });
    expect(segments.reduce((sum, each) => sum + each.customers, 0)).toBe(own.length);
    const placed = new Map(own.map((row) => [row.customer_id, row]));
    for (const row of scores) {
      const expected = placed.get(row.customer_id);
      expect(row).toMatchObject({
        ...{ segment_id: expected?.segment_id, segment_name: expected?.segment_name },
        ...{ runner_up_id: expected?.runner_up_id, model_version: expected?.model_version },
      });
      expect(row.distance).toBeCloseTo(expected?.distance as number, 9);
    }
  });

  it("tells members by the rules of segments.parquet as well as the certificate says", async () => {
    const { meaning } = stabilityCertificate.parse(JSON.parse(readFileSync(join(runDir, "stability.json"), "utf8")));
    const rows = await readTable(runDir, "segments.parquet");
    const customers = await readTable(runDir, "customers.parquet");
    const members = new Map(customers.map(({ customer_id, segment_id }) => [customer_id, segment_id]));
    for (const { id, balancedAccuracy, actionable, sql } of meaning.segments) {
      const row = rows.find(({ segment_id }) => segment_id === id);
      expect(row).toMatchObject({ actionable, rule_sql: sql });
      const told = new Set(
        await lendEngine(async (open) => {
          const engine = await open();
          const features = engine.dialect.parquet(join(runDir, "features.parquet"));
          return (await engine.rows(`SELECT customer_id FROM ${features} WHERE ${sql}`)).map(
            ({ customer_id }) => customer_id,
          );
        }),
      );
      const clustered = customers
        .filter(({ distance }) => distance !== null)
        .map(({ customer_id }) => customer_id as string);
      const shareTold = (own: boolean) => {
        const some = clustered.filter((customer) => (members.get(customer) === id) === own);
        return some.filter((customer) => told.has(customer) === own).length / some.length;
      };
      expect((shareTold(true) + shareTold(false)) / 2).toBeCloseTo(balancedAccuracy as number, 12);
    }
  });

  it("refuses other features, with the difference", async () => {
    const input = await derived("fewer.parquet", "* EXCLUDE (recency_days), 'high' AS recency_days");
    await expect(score({ input })).rejects.toThrow(
      /^score: shop v1 cannot score .*fewer\.parquet: recency_days is a category and was a number; give it the features/,
    );
    const gone = await derived("gone.parquet", "* EXCLUDE (recency_days)");
    await expect(score({ input: gone })).rejects.toThrow("recency_days is missing");
  });

  it("takes a level that it has never seen as any other rare one", async () => {
    const { space } = segmentModel.parse(JSON.parse(readFileSync(join(runDir, "model.json"), "utf8")));
    const category = space.encodings.find(({ kind }) => kind === "category")?.feature;
    expect(category).toBeDefined();
    const input = await derived("new-level.parquet", `* EXCLUDE (${category}), 'unheard of' AS ${category}`);
    expect((await score({ input })).customers).toBeGreaterThan(0);
  });

  it("refuses customers that are there twice or have no id, and files that are none", async () => {
    const twice = await derived("twice.parquet", "* EXCLUDE (customer_id), 'one' AS customer_id");
    await expect(score({ input: twice })).rejects.toThrow(/twice\.parquet has \d+ rows for 1 customers/);
    const nameless = await derived("nameless.parquet", "* EXCLUDE (customer_id), NULL AS customer_id");
    await expect(score({ input: nameless })).rejects.toThrow(/rows of .*nameless\.parquet have no customer_id/);
    await expect(score({ input: folder.write("text.parquet", "customer_id\n1\n") })).rejects.toThrow(
      "is no Parquet file",
    );
    await expect(score({ input: join(folder.path, "nowhere") })).rejects.toThrow("there is no ");
    await expect(score({ input: await derived("anonymous.parquet", "* EXCLUDE (customer_id)") })).rejects.toThrow(
      "has no column customer_id",
    );
  });

  it("refuses a place that cannot be written", async () => {
    await expect(score({ output: folder.path })).rejects.toThrow(/is a folder; name the Parquet file/);
    const below = join(folder.write("a-file", "x"), "scores.parquet");
    await expect(score({ output: below })).rejects.toThrow(/cannot be written: .*; name another place with --out/);
  });

  it("names what there is when a model is not, and refuses one whose bits changed", async () => {
    await expect(score({ model: "shop@v7" })).rejects.toThrow(/there is no v7 in .*; there are v1, champion/);
    await expect(score({ model: "other" })).rejects.toThrow(/nothing of other .* there are models of shop/);
    const weights = join(models, "shop", "v1", "card.md");
    const bytes = readFileSync(weights);
    bytes[3] ^= 4;
    writeFileSync(weights, bytes);
    await expect(score()).rejects.toThrow("v1 is not the model that was kept: card.md was changed");
  });
});
