import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ColumnTable } from "arquero";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { isoDate } from "../../src/math/calendar.ts";
import { type RunManifest, writeManifest } from "../../src/run/manifest.ts";
import { openRun } from "../../src/run/open-run.ts";
import { recordRun } from "../../src/run/run-index.ts";
import { sha256OfFile } from "../../src/storage/sha256.ts";
import { quick, readTable, run, workFolder } from "./batch.ts";
import { manifestOf } from "./manifest-builder.ts";

const folder = workFolder();
let engine: Engine;

beforeAll(async () => {
  engine = await openDuckDb({ kind: "duckdb", memory: "1GB", threads: 1 }, folder.path);
});

afterAll(async () => {
  await engine.close();
  folder.remove();
});

/** A run's folder with tables made by queries and JSON files, and a manifest that lists them. */
async function writeRun(
  dir: string,
  files: Record<string, string>,
  changes: Partial<RunManifest> = {},
): Promise<string> {
  const place = join(folder.path, dir);
  mkdirSync(place, { recursive: true });
  const outputs: RunManifest["outputs"] = [];
  for (const [file, content] of Object.entries(files)) {
    const path = join(place, file);
    if (file.endsWith(".parquet")) await engine.writeParquet(content, path);
    else writeFileSync(path, content);
    outputs.push({ file, sha256: await sha256OfFile(path) });
  }
  writeManifest(place, manifestOf({ outputs, ...changes }));
  return place;
}

async function batchesOf(stream: AsyncIterable<ColumnTable>): Promise<ColumnTable[]> {
  const batches: ColumnTable[] = [];
  for await (const batch of stream) batches.push(batch);
  return batches;
}

const fourCustomers = `SELECT * FROM (VALUES
    ('ann', DATE '2024-12-01', 's1', 'Loyal', 0.5::DOUBLE, 's2', true,  'regular', NULL::VARCHAR, 7::BIGINT, 13351.54::DECIMAL(18,2), 100.10::DECIMAL(18,2), 90::INTEGER, 'r', 'm'),
    ('bob', DATE '2024-12-01', 's1', 'Loyal', 1.5,         's2', NULL,  'new',     NULL,          1,         0.07,                    50.05,                  90,          'r', 'm'),
    ('cy',  DATE '2024-12-01', 's2', 'Rare',  0.1,         's1', false, 'new',     NULL,          2,         -3.10,                   0.35,                   90,          'r', 'm'),
    ('di',  DATE '2024-12-01', 'none', 'Never bought', NULL, NULL, NULL, NULL,     NULL,          0,         0,                       NULL,                   NULL,        'r', 'm')
  ) t(customer_id, as_of, segment_id, segment_name, distance, runner_up_id, high_income, lifecycle, psychographic, frequency, monetary, ltv,
      ltv_horizon_days, run_id, model_version)`;

const windows = `SELECT * FROM (VALUES
    ('ann', DATE '2024-11-01', 's1'), ('bob', DATE '2024-11-01', 'dormant'),
    ('ann', DATE '2024-12-01', 's1'), ('bob', DATE '2024-12-01', 's1'), ('cy', DATE '2024-12-01', 's2')
  ) t(customer_id, as_of, segment_id)`;

const segments = `SELECT 's1' AS segment_id, 'Loyal' AS name, 2::BIGINT AS size, 1.5::DOUBLE AS centre_orders, 4::DOUBLE AS mean_orders,
    0.7::DOUBLE AS contrast_orders, 0.25::DOUBLE AS "centre_sex=f", 0.25::DOUBLE AS "mean_sex=f", NULL::DOUBLE AS "contrast_sex=f"`;

describe("a folder with tables", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await writeRun("four", {
      "customers.parquet": fourCustomers,
      "windows.parquet": windows,
      "segments.parquet": segments,
      "ltv_evaluation.json": JSON.stringify({ status: "refused", reason: { en: "no events", ru: "нет событий" } }),
    });
  });

  it("tells what the run was and whether it can be used", () => {
    const { manifest, verdict } = openRun(dir);
    expect(manifest.project).toBe("shop");
    expect(verdict).toEqual({ word: "safe", sentences: ["All segments stand."] });
  });

  it("gives money in the currency, whole numbers as numbers, dates as texts, the unknown as null", async () => {
    const columns = ["customer_id", "as_of", "distance", "frequency", "monetary", "high_income"];
    const batches = await batchesOf(openRun(dir).customers({ columns }));
    expect(batches.map((batch) => batch.numRows())).toEqual([4]);
    expect(batches[0].columnNames()).toEqual(columns);
    expect(batches[0].objects()).toEqual([
      {
        customer_id: "ann",
        as_of: "2024-12-01",
        distance: 0.5,
        frequency: 7,
        monetary: 13351.54, // 13351.540000000001 when a power of ten is multiplied
        high_income: true,
      },
      {
        customer_id: "bob",
        as_of: "2024-12-01",
        distance: 1.5,
        frequency: 1,
        monetary: 0.07,
        high_income: null,
      },
      {
        customer_id: "cy",
        as_of: "2024-12-01",
        distance: 0.1,
        frequency: 2,
        monetary: -3.1,
        high_income: false,
      },
      {
        customer_id: "di",
        as_of: "2024-12-01",
        distance: null,
        frequency: 0,
        monetary: 0,
        high_income: null,
      },
    ]);
  });

  it("counts the parts of every structure it finds; an empty column is a refused one", async () => {
    const table = await openRun(dir).structures();
    expect(table.objects()).toEqual([
      { structure: "segment", part: "none", customers: 1, share: 0.25 },
      { structure: "segment", part: "s1", customers: 2, share: 0.5 },
      { structure: "segment", part: "s2", customers: 1, share: 0.25 },
      { structure: "high_income", part: "false", customers: 1, share: 0.25 },
      { structure: "high_income", part: "true", customers: 1, share: 0.25 },
      { structure: "high_income", part: "unknown", customers: 2, share: 0.5 },
      { structure: "lifecycle", part: "new", customers: 2, share: 0.5 },
      { structure: "lifecycle", part: "regular", customers: 1, share: 0.25 },
      { structure: "lifecycle", part: "unknown", customers: 1, share: 0.25 },
    ]);
  });

  it("crosses a structure with the segments, empty pairs included", async () => {
    const table = await openRun(dir).crossTable("lifecycle");
    expect(table.columnNames()).toEqual(["lifecycle", "segment", "customers"]);
    expect([...table.array("customers")]).toEqual([0, 1, 1, /**/ 0, 1, 0, /**/ 1, 0, 0]);
    expect([...table.array("lifecycle")].filter((_, i) => i % 3 === 0)).toEqual(["new", "regular", "unknown"]);
    expect([...table.array("segment")].slice(0, 3)).toEqual(["none", "s1", "s2"]);
  });

  it("counts each window apart, states that are empty there included", async () => {
    const table = await openRun(dir).windows();
    expect(table.objects()).toEqual([
      { as_of: "2024-11-01", segment_id: "dormant", customers: 1, share: 0.5 },
      { as_of: "2024-11-01", segment_id: "s1", customers: 1, share: 0.5 },
      { as_of: "2024-11-01", segment_id: "s2", customers: 0, share: 0 },
      { as_of: "2024-12-01", segment_id: "dormant", customers: 0, share: 0 },
      { as_of: "2024-12-01", segment_id: "s1", customers: 2, share: 2 / 3 },
      { as_of: "2024-12-01", segment_id: "s2", customers: 1, share: 1 / 3 },
    ]);
  });

  it("sums lifetime value up per segment of those who have one", async () => {
    const table = await openRun(dir).ltv();
    expect(table.select("segment_id", "customers", "ltv", "ltv_mean", "ltv_p90", "horizon_days").objects()).toEqual([
      { segment_id: "s1", customers: 2, ltv: 150.15, ltv_mean: 75.075, ltv_p90: 95.095, horizon_days: 90 },
      { segment_id: "s2", customers: 1, ltv: 0.35, ltv_mean: 0.35, ltv_p90: 0.35, horizon_days: 90 },
    ]);
    expect(table.get("ltv_share", 1)).toBe(35 / 15050);
  });

  it("has no forecasts to compare where lifetime value was refused", async () => {
    const table = await openRun(dir).ltvModels();
    expect([table.columnNames(), table.numRows()]).toEqual([["model", "champion"], 0]);
  });

  it("turns the profile of a segment into rows", async () => {
    expect((await openRun(dir).profiles()).objects()).toEqual([
      { segment_id: "s1", name: "Loyal", feature: "orders", level: null, centre: 1.5, mean: 4, contrast: 0.7 },
      { segment_id: "s1", name: "Loyal", feature: "sex", level: "f", centre: 0.25, mean: 0.25, contrast: null },
    ]);
  });

  it("names segments and reserved states", async () => {
    expect([...(await openRun(dir).stateNames())]).toEqual([
      ["s1", "Loyal"],
      ["none", "Never bought"],
      ["dormant", "Dormant"],
    ]);
  });

  it("names the column or structure that was probably meant", async () => {
    const opened = openRun(dir);
    await expect(opened.customers({ columns: ["monetry"] }).next()).rejects.toThrow(
      'openRun: customers.parquet has no column "monetry"; did you mean "monetary"?',
    );
    await expect(opened.crossTable("lifecicle")).rejects.toThrow(
      'openRun: the run has no structure "lifecicle"; did you mean "lifecycle"?',
    );
    await expect(opened.crossTable("monetary")).rejects.toThrow(
      'the run has no structure "monetary"; it has segment, high_income, lifecycle, psychographic',
    );
    await expect(opened.crossTable("segment")).rejects.toThrow('"segment" is crossed with itself');
  });
});

it("reads long tables a row group at a time, in their order", async () => {
  const customers =
    "SELECT printf('%07d', range) AS customer_id, CAST(range % 7 AS DECIMAL(9,2)) / 4 AS ltv FROM range(250000)";
  const opened = openRun(await writeRun("long", { "customers.parquet": customers }));
  const sizes: number[] = [];
  let next = 0;
  for await (const batch of opened.customers({ columns: ["ltv", "customer_id"] })) {
    sizes.push(batch.numRows());
    expect(batch.columnNames()).toEqual(["ltv", "customer_id"]);
    for (const [i, id] of [...batch.array("customer_id")].entries()) {
      if (Number(id) !== next || batch.get("ltv", i) !== (next % 7) / 4) throw new Error(`row ${next} came as ${id}`);
      next += 1;
    }
  }
  expect(sizes).toEqual([122_880, 122_880, 250_000 - 2 * 122_880]);
});

it("gives the columns of a table without rows", async () => {
  const opened = openRun(
    await writeRun("empty", { "transitions.parquet": "SELECT 'a' AS basis, 1::BIGINT AS count WHERE false" }),
  );
  const table = await opened.transitions();
  expect([table.columnNames(), table.numRows()]).toEqual([["basis", "count"], 0]);
});

describe("what is no finished run", () => {
  it("is a folder without a manifest", () => {
    expect(() => openRun(folder.path)).toThrow(
      `openRun: ${folder.path} is no run: it has no manifest.json; give a folder such as runs/shop/2026-01-01/4f1c9a7be2d05836`,
    );
  });

  it("is a run of another schema version", () => {
    folder.write("other/manifest.json", JSON.stringify({ schemaVersion: 2 }));
    const dir = join(folder.path, "other");
    expect(() => openRun(dir)).toThrow(
      `openRun: ${dir} has schema version 2, this version of Tessera reads 1; run it again`,
    );
  });

  it("is a damaged manifest", () => {
    const torn = folder.write("torn/manifest.json", '{"schemaVersion": 1');
    expect(() => openRun(dirname(torn))).toThrow(`openRun: ${torn} is damaged: `);
    const wrong = folder.write("wrong/manifest.json", JSON.stringify({ ...manifestOf(), runId: "x" }));
    expect(() => openRun(dirname(wrong))).toThrow(
      `openRun: ${wrong} is damaged: runId: a run id is 16 hexadecimal digits`,
    );
  });

  it("is a failed run", async () => {
    const dir = await writeRun("failed", {}, { status: "failed", error: "inputs: 3 rows too many" });
    expect(() => openRun(dir)).toThrow(`openRun: ${dir} is a failed run and holds no results: inputs: 3 rows too many`);
  });

  it("is a file that is not the published one, missing or unknown to the manifest", async () => {
    const dir = await writeRun("changed", { "kpis.parquet": "SELECT 1 AS value", "windows.parquet": windows });
    appendFileSync(join(dir, "kpis.parquet"), "!");
    rmSync(join(dir, "windows.parquet"));
    const opened = openRun(dir);
    await expect(opened.metrics()).rejects.toThrow(`${join(dir, "kpis.parquet")} is not the file that was published`);
    await expect(opened.windows()).rejects.toThrow(`${join(dir, "windows.parquet")} is missing`);
    await expect(opened.segments()).rejects.toThrow(`${dir} has no segments.parquet in its manifest`);
    await expect(opened.segments()).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
  });
});

describe("a project", () => {
  it("gives its newest run, of one day the one published last", async () => {
    const runs = [
      ["2024-11-01", "1111111111111111"],
      ["2024-12-01", "2222222222222222"],
      ["2024-12-01", "3333333333333333"],
      ["2024-10-01", "4444444444444444"],
    ] as const;
    for (const [day, runId] of runs) {
      const manifest = manifestOf({ asOf: isoDate.parse(day), runId });
      await writeRun(`published/shop/${day}/${runId}`, {}, manifest);
      recordRun(join(folder.path, "published", "shop"), manifest);
    }
    const place = { out: join(folder.path, "published"), project: "shop" };
    expect(openRun(place).manifest.runId).toBe("3333333333333333");
    expect(openRun({ ...place, asOf: "2024-11-01" }).manifest.runId).toBe("1111111111111111");
    expect(() => openRun({ ...place, asOf: "2024-11-02" })).toThrow(
      "openRun: there is no run of shop as of 2024-11-02; there are 2024-10-01, 2024-11-01, 2024-12-01",
    );
    expect(() => openRun({ ...place, asOf: "last" })).toThrow(
      'openRun: asOf is "last", needed a day such as 2026-01-01',
    );
    expect(() => openRun({ ...place, project: "other" })).toThrow(
      `openRun: there is no run of other in ${place.out}; publish one with tessera run`,
    );
  });
});

describe("a run that Tessera published", () => {
  let dir: string;
  beforeAll(async () => {
    const orders = Array.from({ length: 400 }, (_, i) => {
      const [month, day] = [1 + (i % 11), 1 + (i % 27)].map((part) => String(part).padStart(2, "0"));
      return `c${i % 60},2024-${month}-${day},${(i % 9) + (i % 60)}.37`;
    });
    folder.write("transactions.csv", ["customer_id,ts,amount", ...orders, ""].join("\n"));
    const config = folder.write(
      "tessera.yaml",
      `version: 1\nproject: shop\ncurrency: EUR\nsources: { transactions: { path: transactions.csv } }${quick}`,
    );
    dir = (await run(config, "2024-12-01", { out: join(folder.path, "runs") })).runDir;
  });

  it("is found by its project", () => {
    expect(openRun({ out: join(folder.path, "runs"), project: "shop" }).dir).toBe(dir);
  });

  it("tells the same in every table", async () => {
    const opened = openRun(dir);
    const names = await opened.stateNames();
    const [customers] = await batchesOf(opened.customers());
    const everyone = customers.numRows();
    expect(everyone).toBe(60);

    const sums = new Map<string, number>();
    for (const { structure, customers } of (await opened.structures()).objects() as {
      structure: string;
      customers: number;
    }[])
      sums.set(structure, (sums.get(structure) ?? 0) + customers);
    for (const [structure, sum] of sums) expect(sum, structure).toBe(everyone);

    const last = (await opened.windows()).objects().filter((row) => "as_of" in row && row.as_of === "2024-12-01");
    const segmentSizes = (await opened.segments()).objects() as { segment_id: string; size: number; name: string }[];
    for (const { segment_id, size, name } of segmentSizes) {
      expect(last).toContainEqual({ as_of: "2024-12-01", segment_id, customers: size, share: size / everyone });
      expect(names.get(segment_id)).toBe(name);
    }

    const metrics = await opened.metrics();
    expect(metrics.numRows()).toBe((await readTable(dir, "kpis.parquet")).length);
    expect((await opened.profiles()).numRows()).toBeGreaterThan(segmentSizes.length);
    expect((await opened.transitions()).columnNames()).toContain("probability");
    const seen = (await batchesOf(opened.customerWindows())).reduce((sum, batch) => sum + batch.numRows(), 0);
    expect(seen).toBe((await readTable(dir, "windows.parquet")).length);
  });
});
