import { EventEmitter } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { moveAliases, readAliases } from "../../src/registry/aliases.ts";
import { writeVersion } from "../../src/registry/model-version.ts";
import * as manageModels from "../../src/run/models/manage-models.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { plantedTable } from "../segments/feature-tables.ts";
import { noWork } from "./no-work.ts";

const models = mkdtempSync(join(tmpdir(), "tessera-models-"));
const registry = join(models, "shop");

beforeAll(async () => {
  const { table } = plantedTable(200, 5);
  for (const k of [2, 3, 4]) {
    const model = await fitSegmentModel(table, k, segmentsConfig.parse({}));
    const metrics = { certificate: { status: k === 4 ? "warned" : "passed" } };
    await writeVersion(registry, { model, ltv: new Map(), metrics, card: `# Shop with ${k} segments\n` });
  }
  await moveAliases(
    registry,
    { champion: "v2", challenger: "v3", previous: "v1" },
    { when: "2026-01-01T06:30:00.000Z", why: "promoted, as of 2026-01-01: every part holds" },
  );
}, 60_000);
afterAll(() => rmSync(models, { recursive: true }));

async function command(...args: string[]) {
  let stdout = "";
  let stderr = "";
  const exitCode = await main([...args, "--models", models], {
    stdout: { write: (text) => (stdout += text), columns: 100 },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    signals: Object.assign(new EventEmitter(), { exit: () => {} }),
    now: () => Date.parse("2026-02-01T12:00:00Z"),
    ...noWork,
    loadModels: async () => manageModels,
  });
  return { exitCode, stdout, stderr };
}

describe("tessera models", () => {
  it("lists versions and what became of them", async () => {
    const { stdout, exitCode } = await command("models", "list");
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("shop");
    expect(lines[2]).toMatch(/^version {2}alias +as of +segments {2}certificate {2}model/);
    expect(lines[3]).toMatch(/^v1 +previous +2024-01-01 +2 {2}passed +[0-9a-f]{16}$/);
    expect(lines[5]).toMatch(/^v3 +challenger +2024-01-01 +4 {2}warned/);
    expect(stdout).toContain("2026-01-01 06:30  none → v2  promoted, as of 2026-01-01: every part holds");
  });

  it("shows the card of a version by its alias", async () => {
    expect((await command("models", "show", "challenger")).stdout).toBe("v3 (challenger)\n\n# Shop with 4 segments\n");
    expect(JSON.parse((await command("models", "show", "v1", "--json")).stdout)).toMatchObject({
      ...{ version: "v1", aliases: ["previous"], segments: 2, card: "# Shop with 2 segments\n" },
    });
  });

  it("changes the champion for a reason, and back", async () => {
    expect(await command("models", "promote", "v3")).toMatchObject({
      exitCode: 2,
      stderr: 'tessera: models promote needs --why "…", which the history will show\n',
    });
    expect((await command("models", "promote", "v3", "--why", "sales asked")).stdout).toBe(
      "shop: the champion is v3, was v2\n",
    );
    expect(readAliases(registry)).toEqual({ champion: "v3", challenger: null, previous: "v2" });
    expect((await command("models", "promote", "v3", "--why", "again")).stderr).toContain("v3 is the champion already");
    expect((await command("models", "rollback", "--why", "no")).stdout).toBe("shop: the champion is v2, was v3\n");
    expect((await command("models", "list", "--json")).stdout).toContain('"why":"sales asked"');
    expect((await command("models", "retire", "--why", "new shop")).stdout).toBe(
      "shop: the champion is none, was v2\n",
    );
    expect((await command("models", "retire", "--why", "again")).stderr).toContain("there is no champion");
    await command("models", "promote", "v2", "--why", "back");
  });

  it("says what there is when a name means nothing", async () => {
    expect(await command("models", "show", "v9")).toMatchObject({
      exitCode: 2,
      stderr: `tessera: models: there is no v9 in ${registry}; there are v1, v2, v3, champion, previous\n`,
    });
    expect((await command("models", "list", "--project", "other")).stderr).toContain("there are models of shop");
  });

  it("verifies versions, and neither promotes nor goes back to a damaged one", async () => {
    expect((await command("models", "verify")).stdout).toBe("3 of 3 versions are as they were written\n");
    const path = join(registry, "v3", "golden.json");
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    expect(await command("models", "verify")).toMatchObject({
      exitCode: 2,
      stdout: "v3: damaged, golden.json was changed\n2 of 3 versions are as they were written\n",
    });
    expect((await command("models", "list")).stdout).toMatch(/v3 +damaged/);
    expect((await command("models", "promote", "v3", "--why", "x")).stderr).toContain(
      "v3 is not the model that was kept",
    );
    expect(readAliases(registry).champion).toBe("v2");
  });
});
