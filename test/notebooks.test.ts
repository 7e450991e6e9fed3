import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const root = resolve(import.meta.dirname, "..");
const lines = z.array(z.string()).transform((parts) => parts.join(""));
const notebook = z.object({
  metadata: z.object({ kernelspec: z.object({ name: z.string(), language: z.string() }) }),
  cells: z.array(
    z.discriminatedUnion("cell_type", [
      z.object({ cell_type: z.literal("markdown"), source: lines }),
      z.object({
        cell_type: z.literal("code"),
        source: lines,
        execution_count: z.null(),
        outputs: z.array(z.never()),
      }),
    ]),
  ),
});

/** What a notebook may import; everything it tells of a run comes through the public library. */
const libraries = ["tessera", "arquero", "@observablehq/plot", "linkedom"];

const names = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));

it("explore.ipynb is there", () => {
  expect(names).toContain("explore.ipynb");
});

describe.each(names)("%s", (name) => {
  const { cells, metadata } = notebook.parse(JSON.parse(readFileSync(join(root, "notebooks", name), "utf8")));

  it("is written for the Deno kernel and begins with its title", () => {
    expect(metadata.kernelspec).toMatchObject({ name: "deno", language: "typescript" });
    expect(cells[0].source).toMatch(/^# /);
  });

  it("imports the public library and what draws, nothing else", () => {
    const imports = cells
      .filter(({ cell_type }) => cell_type === "code")
      .flatMap(({ source }) => [...source.matchAll(/\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/g)])
      .map((match) => match[1] ?? match[2]);
    expect(imports).toContain("tessera");
    for (const imported of imports) expect(libraries).toContain(imported);
  });

  it("answers every question with a sentence and a figure", () => {
    const questions = cells.flatMap(({ source }, i) => (/^## .*\?$/m.test(source) ? [i] : []));
    expect(questions.length).toBeGreaterThanOrEqual(5);
    for (const at of questions) {
      expect(cells[at + 1].source, cells[at].source).toMatch(/\bsay\(/);
      expect(cells[at + 1].source, cells[at].source).toMatch(/\bdraw\(/);
    }
  });
});

describe("npm run notebooks", () => {
  const withoutPython = (required: string) =>
    spawnSync(process.execPath, ["scripts/notebooks.mjs"], {
      cwd: root,
      encoding: "utf8",
      env: { PATH: join(root, "notebooks"), TESSERA_REQUIRE: required },
    });

  it("says in one line that there is no Python, and is content", () => {
    const { status, stderr, stdout } = withoutPython("data");
    expect(stderr).toBe("The notebooks were not executed: no Python 3.9 or later with venv was found\n");
    expect([status, stdout]).toEqual([0, ""]);
  });

  it("fails without Python where notebooks are required", () => {
    const { status, stderr } = withoutPython("data,notebooks");
    expect(stderr).toBe("TESSERA_REQUIRE names notebooks, but no Python 3.9 or later with venv was found\n");
    expect(status).toBe(1);
  });
});
