import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { metricsDocument } from "../../src/metrics/document-metrics.ts";
import { leverMetrics } from "../../src/metrics/lever-metrics.ts";
import { metricDefinitions } from "../../src/metrics/metric-definitions.ts";

const root = resolve(import.meta.dirname, "../..");
const document = metricsDocument();
const rows = document.split("\n").filter((line) => line.startsWith("| `"));

it("has each metric once, in the order of the definitions", () => {
  expect(rows.map((row) => /`(.*?)`/.exec(row)?.[1])).toEqual(metricDefinitions.map(({ id }) => id));
});

it("says of each its formula, unit, direction, periods and levers, and nothing in another language", () => {
  for (const [i, { formula, unit, levers }] of metricDefinitions.entries()) {
    const cells = rows[i].split(" | ");
    expect(cells).toHaveLength(6);
    expect(cells[1]).toContain(formula.en);
    expect(cells[2]).toBe(unit);
    for (const { en } of levers) expect(cells[5]).toContain(en);
  }
  expect(document).not.toMatch(/[а-яё]/i);
});

it("marks the metrics whose parts are compared", () => {
  const marked = rows.filter((row) => row.includes("` * |")).map((row) => /`(.*?)`/.exec(row)?.[1]);
  expect(marked.toSorted()).toEqual(leverMetrics.map(({ id }) => id).toSorted());
});

it("names tests that there are", () => {
  const named = [...document.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file);
  expect(named.length).toBeGreaterThan(8);
  for (const file of named) expect(existsSync(resolve(root, file)), file).toBe(true);
});

it("is the page in docs", () => {
  const page = readFileSync(resolve(root, "docs/metrics.md"), "utf8").replaceAll("\r\n", "\n");
  expect(page, 'run "npm run generate"').toBe(document);
});
