import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configurationJsonSchema } from "../../src/run/json-schema.ts";

describe("configurationJsonSchema", () => {
  it("is what schema/tessera.schema.json holds; npm run generate writes it", () => {
    const committed = readFileSync(join(import.meta.dirname, "../../schema/tessera.schema.json"), "utf8");
    expect(JSON.parse(committed)).toEqual(configurationJsonSchema());
  });

  it("requires what has no default and allows nothing else", () => {
    expect(configurationJsonSchema()).toMatchObject({
      required: ["version", "sources"],
      additionalProperties: false,
      properties: { windows: { properties: { lookback: { type: "string", default: "12mo" } } } },
    });
  });
});
