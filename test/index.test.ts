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

it("is where package.json says it is", () => {
  const { exports, bin } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8"));
  expect(exports["."]).toEqual({ types: "./dist/src/index.d.ts", default: "./dist/src/index.js" });
  expect(bin.tessera).toBe("dist/src/cli/tessera.js");
});
