import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isoDate } from "../../src/math/calendar.ts";
import { canonicalJson } from "../../src/run/canonical-json.ts";
import { configurationSchema } from "../../src/run/configuration.ts";
import { type RunIngredients, runId, sha256OfFile } from "../../src/run/run-id.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-run-id-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sources = { transactions: { path: "tx.csv" } };
const files = [
  { name: "2023.csv", sha256: "aa" },
  { name: "2024.csv", sha256: "bb" },
];

function configuration(settings: object = {}) {
  return { ...configurationSchema.parse({ version: 1, sources, ...settings }), project: "shop" };
}

function ingredients(changes: Partial<RunIngredients> = {}): RunIngredients {
  return {
    inputs: [
      { table: "transactions", files },
      { table: "customers", files: [{ name: "c.csv", sha256: "cc" }] },
    ],
    configuration: configuration(),
    asOf: isoDate.parse("2024-12-01"),
    seed: 7,
    version: "0.1.0",
    champion: "none",
    backend: "wasm",
    ...changes,
  };
}

describe("runId", () => {
  const id = runId(ingredients());

  it("is 16 hexadecimal digits", () => {
    expect(id).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each<[string, Partial<RunIngredients>]>([
    ["threads and memory of the engine", { configuration: configuration({ engine: { threads: 4, memory: "1GB" } }) }],
    ["the order of tables", { inputs: [...ingredients().inputs].reverse() }],
  ])("does not depend on %s", (_, changes) => {
    expect(runId(ingredients(changes))).toBe(id);
  });

  it.each<[string, Partial<RunIngredients>]>([
    ["a file's content", { inputs: [{ table: "transactions", files: [{ name: "2023.csv", sha256: "ab" }] }] }],
    [
      "the order of files",
      { inputs: [{ table: "transactions", files: [...files].reverse() }, ingredients().inputs[1]] },
    ],
    ["a setting", { configuration: configuration({ ltv: { horizon: "3mo" } }) }],
    ["as-of", { asOf: isoDate.parse("2024-12-02") }],
    ["the seed", { seed: 8 }],
    ["the version", { version: "0.1.1" }],
    ["the champion", { champion: "dd" }],
    ["the numeric backend", { backend: "tfjs-node" }],
  ])("depends on %s", (_, changes) => {
    expect(runId(ingredients(changes))).not.toBe(id);
  });
});

describe("canonicalJson", () => {
  it("sorts keys at every depth, keeps the order of lists, and leaves out what is undefined", () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }, 2], a: "x", c: undefined })).toBe(
      '{"a":"x","b":[{"a":null,"z":1},2]}',
    );
  });

  it("refuses what JSON would change", () => {
    expect(() => canonicalJson({ a: [Number.NaN] })).toThrow(
      "canonicalJson: value.a[0] is NaN, which JSON cannot hold unchanged",
    );
    expect(() => canonicalJson(Float64Array.of(1))).toThrow("canonicalJson: value is 1");
    expect(() => canonicalJson(new Map())).toThrow("canonicalJson: value is [object Map]");
  });
});

describe("sha256OfFile", () => {
  it("agrees with the hash of the whole content, also beyond one piece", async () => {
    const file = join(folder, "bytes");
    const bytes = randomBytes((1 << 20) * 2 + 17);
    writeFileSync(file, bytes);
    expect(await sha256OfFile(file)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("is that of nothing for an empty file", async () => {
    const file = join(folder, "empty");
    writeFileSync(file, "");
    expect(await sha256OfFile(file)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
