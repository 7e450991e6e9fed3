import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as tessera from "../src/index.ts";

it("offers the job and its algorithms under the names they are known by", () => {
  expect(Object.keys(tessera)).toEqual(
    expect.arrayContaining([
      "runBatch",
      "fitSegments",
      "assignSegments",
      "estimateTransitions",
      "fitLtv",
      "adjustedRandIndex",
    ]),
  );
  expect(tessera.adjustedRandIndex(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 1, 0, 0))).toBe(1);
});

it("offers every measure that docs/clustering-metrics.md describes", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../docs/clustering-metrics.md"), "utf8");
  const rows = page.match(/^\| `[a-zA-Z]+`.*$/gm) ?? [];
  const measures = rows.flatMap((row) => [...row.split("|")[1].matchAll(/`(\w+)`/g)].map((match) => match[1]));
  expect(measures.length).toBeGreaterThan(20);
  const partsOfResults = ["homogeneity", "completeness"];
  expect(Object.keys(tessera)).toEqual(
    expect.arrayContaining(measures.filter((measure) => !partsOfResults.includes(measure))),
  );
});

it.each([
  ["stability.md", 20],
  ["transitions.md", 1],
])("offers every function that docs/%s names", (name, least) => {
  const page = readFileSync(resolve(import.meta.dirname, "../docs", name), "utf8");
  const named = [...page.matchAll(/`([a-z]+[A-Z]\w*)`/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(least);
  expect(Object.keys(tessera)).toEqual(expect.arrayContaining(named));
});

it("is where package.json says it is", () => {
  const { exports, bin } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8"));
  expect(exports["."]).toEqual({ types: "./dist/src/index.d.ts", default: "./dist/src/index.js" });
  expect(bin.tessera).toBe("dist/src/cli/tessera.js");
});
