import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateBase } from "../data/generate.ts";
import { everyday } from "../data/worlds/everyday.ts";
import { outlook } from "../src/transitions/outlook.ts";
import { retailConfiguration } from "./commands/retail.ts";
import { configurationOf, runAsOf } from "./commands/tessera.ts";

/**
 * Whether sizes of segments come within the intervals they are forecast with: the back-tests of whole runs, each forecast
 * made from what was known before it. `npm run study:forecasts` makes six bases of `everyday`, and reads Online Retail II
 * where it is; written to bench/results/forecasts.json. Goal: 90 % intervals hold 85 to 95 % of 500 forecasts or more.
 */
const root = resolve(import.meta.dirname, "../..");
const customers = 4000;
const seeds = 6;

const results = [];
for (let seed = 1; seed <= seeds; seed++) {
  const work = mkdtempSync(join(tmpdir(), "tessera-forecasts-"));
  try {
    const base = join(work, "base");
    await generateBase({ world: everyday, customers, seed, format: "parquet", out: base });
    const settings = "stability: { bootstraps: 10 }\nltv: { horizon: 30y }";
    results.push({
      name: `everyday, seed ${seed}`,
      ...backTested(work, "2026-01-01", configurationOf(base, "everyday", settings)),
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}
const made = results.reduce((sum, { forecasts }) => sum + forecasts, 0);
const covered = results.reduce((sum, one) => sum + one.covered * one.forecasts, 0) / made;
const holds = made >= 500 && covered >= 0.85 && covered <= 0.95;

const retail = retailConfiguration("windows: { count: 13 }\nstability: { bootstraps: 10 }\nltv: { horizon: 30y }");
if (retail === undefined) console.log("Online Retail II is not there");
else {
  const work = mkdtempSync(join(tmpdir(), "tessera-forecasts-"));
  try {
    results.push({ name: "Online Retail II", ...backTested(work, "2011-12-01", retail) });
  } finally {
    rmSync(work, { recursive: true });
  }
}
for (const { name, forecasts, covered: share, error, stayError, dispersion } of results)
  console.log(
    `${name}: ${(100 * share).toFixed(1)} % of ${forecasts} within 90 % intervals, off by ${(100 * error).toFixed(1)} % ("everybody stays" ${(100 * stayError).toFixed(1)} %), over-dispersion ${dispersion.toFixed(2)}`,
  );
const file = join(root, "bench", "results", "forecasts.json");
mkdirSync(join(root, "bench", "results"), { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ command: "npm run study:forecasts", customers, made, covered, holds, results }, null, 2)}\n`,
);
console.log(`everyday: ${(100 * covered).toFixed(1)} % of ${made}: ${holds ? "holds" : "MISSED"}\nwritten: ${file}`);
process.exitCode = holds ? 0 : 1;

/** The back-test of a whole run, all windows ahead together. */
function backTested(work: string, asOf: string, configuration: string) {
  const { runDir } = runAsOf(asOf, work, configuration);
  const found = outlook.parse(JSON.parse(readFileSync(join(runDir, "transitions.json"), "utf8")).outlook);
  if (found.status === "refused") throw new Error(found.reason.en);
  const { backTest, dispersion } = found;
  if ("status" in backTest) throw new Error(backTest.reason.en);
  const forecasts = backTest.forecasts.reduce((sum, count) => sum + count, 0);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value, i) => sum + value * backTest.forecasts[i], 0) / forecasts;
  const [inside, error, stayError] = [backTest.covered, backTest.error, backTest.stayError].map(mean);
  return { forecasts, covered: inside, error, stayError, dispersion, byWindowsAhead: backTest.covered };
}
