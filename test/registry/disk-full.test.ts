import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeVersion } from "../../src/registry/model-version.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { UserError } from "../../src/user-error.ts";
import { plantedTable } from "../segments/feature-tables.ts";

const disk = vi.hoisted(() => ({ fullAt: "" }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (path, ...rest) => {
    if (disk.fullAt !== "" && String(path).endsWith(disk.fullAt))
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    fs.writeFileSync(path, ...rest);
  };
  return { ...fs, default: { ...fs, writeFileSync }, writeFileSync };
});

it("a version that the disk has no room for leaves nothing behind, and says what to do", async () => {
  const registry = mkdtempSync(join(tmpdir(), "tessera-full-"));
  const model = await fitSegmentModel(plantedTable(200, 5).table, 2, segmentsConfig.parse({}));
  const contents = { model, ltv: new Map([["weights.bin", Uint8Array.of(1)]]), metrics: {}, card: "# Shop\n" };
  for (const name of ["model.json", "golden.json", "weights.bin", "SHA256SUMS"]) {
    disk.fullAt = name;
    const failure = await writeVersion(registry, contents).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({
      exitCode: 2,
      message: `${registry} cannot be written: the disk is full; make room or name another place with --models`,
    });
    expect(readdirSync(registry)).toEqual([]);
  }
  disk.fullAt = "";
  expect(await writeVersion(registry, contents)).toBe("v1");
  rmSync(registry, { recursive: true });
});
