import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { FeatureSql } from "../../src/features/family.ts";
import { createFeatureBuffers, readFeatures } from "../../src/features/read-features.ts";
import { window } from "./staged-base.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-read-features-"));
let engine: Engine;

beforeAll(async () => {
  engine = await openDuckDb({ kind: "duckdb", memory: "500MB", threads: 2 }, folder);
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const said = { title: "", high: "", low: "" };
const words = { en: said, ru: said };
const features = ["height", "colour"].map(
  (name): FeatureSql => ({
    name,
    family: "demographics",
    kind: name === "colour" ? "category" : "number",
    unit: "unit",
    definition: `The ${name}.`,
    words,
    expression: "NULL",
    ...(name === "colour" ? { levels: ["blue", "red"] } : {}),
  }),
);
const year = window("2023-01-01", "2024-01-01");

function rows(values: string): string {
  return `SELECT CAST(customer AS INTEGER), CAST(height AS DOUBLE), CAST(colour AS DOUBLE)
    FROM (VALUES ${values}) AS t(customer, height, colour)`;
}

it("puts rows in the order of customers, unknown as NaN, and keeps what a feature is but its SQL", async () => {
  const table = await readFeatures(
    engine,
    rows("(5, 1.5, 1), (0, NULL, NULL), (3, -2, 0)"),
    features,
    year,
    createFeatureBuffers(7, 2),
  );
  expect(table.window).toEqual(year);
  expect([...table.customers]).toEqual([0, 3, 5]);
  expect(table.features.map(({ values }) => [...values])).toEqual([
    [Number.NaN, -2, 1.5],
    [Number.NaN, 0, 1],
  ]);
  const [height, colour] = table.features;
  expect({ ...height, values: [] }).toEqual({
    ...{ name: "height", family: "demographics", kind: "number", unit: "unit", definition: "The height." },
    ...{ words, levels: [], values: [] },
  });
  expect(colour.levels).toEqual(["blue", "red"]);
});

it("forgets the window before when the same memory is used again", async () => {
  const buffers = createFeatureBuffers(4, 2);
  await readFeatures(engine, rows("(0, 1, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1)"), features, year, buffers);
  const table = await readFeatures(engine, rows("(3, 30, 0), (1, NULL, NULL)"), features, year, buffers);
  expect([...table.customers]).toEqual([1, 3]);
  expect(table.features.map(({ values }) => [...values])).toEqual([
    [Number.NaN, 30],
    [Number.NaN, 0],
  ]);
});

it("has no rows where the query has none", async () => {
  const table = await readFeatures(
    engine,
    `${rows("(0, 1, 1)")} WHERE FALSE`,
    features,
    year,
    createFeatureBuffers(3, 2),
  );
  expect(table.customers).toHaveLength(0);
  expect(table.features.map(({ values }) => values.length)).toEqual([0, 0]);
});

it("finds every value in a result of many blocks in any order", async () => {
  // 7919 and 20011 are primes, so every number below 20011 comes once; those divisible by 5 are left out.
  const sql = `SELECT CAST(c AS INTEGER), c / 2, CASE WHEN c % 3 > 0 THEN CAST(c AS DOUBLE) END
    FROM (SELECT i * 7919 % 20011 AS c FROM range(20011) AS r(i)) WHERE c % 5 > 0`;
  const table = await readFeatures(engine, sql, features, year, createFeatureBuffers(20011, 2));
  expect(table.customers).toHaveLength(16008);
  const [half, third] = table.features;
  const wrong = table.customers.findIndex(
    (customer, row) =>
      customer !== row + Math.floor(row / 4) + 1 ||
      half.values[row] !== customer / 2 ||
      !Object.is(third.values[row], customer % 3 > 0 ? customer : Number.NaN),
  );
  expect(wrong).toBe(-1);
});
