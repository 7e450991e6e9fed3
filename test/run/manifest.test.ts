import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readManifest, writeManifest } from "../../src/run/manifest.ts";
import { manifestOf } from "./manifest-builder.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-manifest-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("manifest", () => {
  it("is read as it was written", () => {
    const manifest = manifestOf();
    writeManifest(folder, manifest);
    expect(readManifest(folder)).toEqual(manifest);
  });

  it("has the same bytes whatever the order of its keys", () => {
    writeManifest(folder, manifestOf());
    const bytes = readFileSync(join(folder, "manifest.json"), "utf8");
    writeManifest(folder, Object.fromEntries(Object.entries(manifestOf()).reverse()) as ReturnType<typeof manifestOf>);
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe(bytes);
    expect(bytes.endsWith("}\n")).toBe(true);
  });

  it("is not written when it does not keep to its schema", () => {
    expect(() => writeManifest(folder, manifestOf({ runId: "short" }))).toThrow("a run id is 16 hexadecimal digits");
    expect(() => writeManifest(folder, { ...manifestOf(), clock: 1 } as never)).toThrow("clock");
  });

  it.each(["", "{", "{}"])("is not there when its file holds %j", (text) => {
    writeFileSync(join(folder, "manifest.json"), text);
    expect(readManifest(folder)).toBeUndefined();
  });

  it("is not there when its folder is not", () => {
    expect(readManifest(join(folder, "nowhere"))).toBeUndefined();
  });
});
