import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/storage/canonical-json.ts";

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
