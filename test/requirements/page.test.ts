import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { requirementsDocument, requirementTests } from "../../scripts/document-requirements.mjs";
import requirements from "./lines.json" with { type: "json" };

const root = resolve(import.meta.dirname, "../..");

const line = {
  id: z.string().regex(/^[a-z-]+$/),
  asks: z.string(),
  text: z.string().regex(/^S[0-3](\.\d)?(, S[0-3](\.\d)?)*$/),
  feature: z.string(),
};
const further = z.array(z.strictObject({ file: z.string(), title: z.string() }));
const lines = z
  .array(
    z.discriminatedUnion("status", [
      z.strictObject({ ...line, status: z.literal("done"), further }),
      z.strictObject({ ...line, status: z.literal("open") }),
    ]),
  )
  .parse(requirements);
const page = requirementsDocument();
const tests = requirementTests();

describe("docs/requirements.md", () => {
  it("has a chapter for every line, in their order, each once", () => {
    const chapters = page.split("\n## ").slice(1);
    expect(chapters.map((chapter) => chapter.split("\n")[0])).toEqual(lines.map(({ id }) => id));
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    for (const [i, { status }] of lines.entries()) {
      expect(chapters[i]).toContain("\n- feature: ");
      expect(chapters[i].includes("\n- test: “"), lines[i].id).toBe(status === "done");
      expect(chapters[i].includes("\n- open\n"), lines[i].id).toBe(status === "open");
    }
  });

  it("names a test for every line that is done, and none for the open ones", () => {
    for (const each of lines) {
      const own = tests.filter(({ id }) => id === each.id);
      if (each.status === "open") expect(own, each.id).toEqual([]);
      else expect(own.length + each.further.length, each.id).toBeGreaterThan(0);
      expect(own.length, each.id).toBeLessThanOrEqual(1);
    }
  });

  it("has a line for every test that is named for one", () => {
    const ids = lines.map(({ id }) => id);
    for (const { id } of tests) expect(ids).toContain(id);
  });

  it("names further tests that exist", () => {
    for (const each of lines) {
      if (each.status === "open") continue;
      for (const { file, title } of each.further) {
        expect(existsSync(join(root, file)), file).toBe(true);
        expect(readFileSync(join(root, file), "utf8")).toContain(`it("${title}"`);
      }
    }
  });

  it("is the page in docs", () => {
    const written = readFileSync(join(root, "docs/requirements.md"), "utf8").replaceAll("\r\n", "\n");
    expect(written, 'run "npm run generate"').toBe(page);
  });
});
