import { describe, expect, it } from "vitest";
import { isoDate } from "../../src/math/calendar.ts";
import { configurationSchema } from "../../src/run/configuration.ts";
import { type RunIngredients, runId } from "../../src/run/run-id.ts";

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
    promote: "auto",
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
    ["who decides of models", { promote: "never" }],
    ["the numeric backend", { backend: "tfjs-node" }],
  ])("depends on %s", (_, changes) => {
    expect(runId(ingredients(changes))).not.toBe(id);
  });
});
