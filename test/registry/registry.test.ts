import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  completeMove,
  moveAliases,
  promoted,
  readAliases,
  readHistory,
  retired,
  rolledBack,
  versionsEver,
} from "../../src/registry/aliases.ts";
import { goldenOf, replayGolden } from "../../src/registry/golden.ts";
import { readVersion, type VersionContents, versionsIn, writeVersion } from "../../src/registry/model-version.ts";
import { verifyVersion } from "../../src/registry/verify-version.ts";
import { fitSegmentModel } from "../../src/segments/fit-segments.ts";
import type { SegmentModel } from "../../src/segments/segment-model.ts";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { withProjectLock } from "../../src/storage/lock.ts";
import { category, number, plantedTable, table } from "../segments/feature-tables.ts";

const config = segmentsConfig.parse({});
let registry: string;
let model: SegmentModel;

beforeAll(async () => {
  const { features } = plantedTable(300, 1).table;
  const places = category(
    "place",
    Array.from({ length: 300 }, (_, i) => [undefined, "city", "town", "village"][i % 4]),
  );
  const debts = number(
    "balance",
    Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? -1 : 1) * Math.exp(i / 40)),
  );
  model = await fitSegmentModel(table([...features, places, debts]), 3, config);
});
beforeEach(() => {
  registry = join(mkdtempSync(join(tmpdir(), "tessera-registry-")), "shop");
});
afterEach(() => rmSync(join(registry, ".."), { recursive: true }));

function contents(changes: Partial<VersionContents> = {}): VersionContents {
  const ltv = new Map([
    ["model.json", new TextEncoder().encode("{}\n")],
    ["weights.bin", Uint8Array.of(1, 2, 3, 250)],
  ]);
  return { model, ltv, metrics: { ari: 0.9 }, card: "# Shop\n", ...changes };
}

const now = { when: "2026-01-01T00:00:00.000Z", why: "every gate held" };

describe("a version", () => {
  it("is all its files with their hashes, and reads back as the model that was kept", async () => {
    expect(await writeVersion(registry, contents())).toBe("v1");
    expect(await writeVersion(registry, contents())).toBe("v2");
    expect(versionsIn(registry)).toEqual(["v1", "v2"]);
    expect(readdirSync(join(registry, "v1"), { recursive: true, encoding: "utf8" }).sort()).toEqual(
      [
        "SHA256SUMS",
        "card.md",
        "golden.json",
        "ltv",
        "ltv/model.json",
        "ltv/weights.bin",
        "metrics.json",
        "model.json",
      ].map((name) => join(...name.split("/"))),
    );
    expect(verifyVersion(registry, "v2")).toEqual([]);
    expect(readVersion(registry, "v2")).toEqual(model);
  });

  it("has a number that was never given, though its folder is gone", async () => {
    for (let i = 0; i < 2; i++) await writeVersion(registry, contents());
    await moveAliases(registry, promoted(readAliases(registry), "v2"), now);
    rmSync(join(registry, "v2"), { recursive: true });
    expect(await writeVersion(registry, contents(), versionsEver(registry))).toBe("v3");
  });

  it("keeps its number though it was damaged, and is refused", async () => {
    await writeVersion(registry, contents());
    rmSync(join(registry, "v1", "SHA256SUMS"));
    expect(await writeVersion(registry, contents())).toBe("v2");
    expect(() => readVersion(registry, "v1")).toThrow("SHA256SUMS is missing");
  });

  it.each(["model.json", "golden.json", "ltv/weights.bin", "SHA256SUMS"])(
    "is refused when a bit of %s is flipped",
    async (name) => {
      await writeVersion(registry, contents());
      const path = join(registry, "v1", ...name.split("/"));
      const bytes = readFileSync(path);
      bytes[Math.floor(bytes.length / 2)] ^= 1;
      writeFileSync(path, bytes);
      expect(verifyVersion(registry, "v1")).not.toEqual([]);
      expect(() => readVersion(registry, "v1")).toThrow(/v1 is not the model that was kept: .*restore it/);
    },
  );

  it("is refused when a file is missing or was added, or there is none of that number", async () => {
    await writeVersion(registry, contents());
    writeFileSync(join(registry, "v1", "note.txt"), "mine");
    rmSync(join(registry, "v1", "card.md"));
    expect(verifyVersion(registry, "v1")).toEqual(["card.md is missing", "note.txt was added"]);
    expect(verifyVersion(registry, "v9")).toEqual(["there is no such version"]);
  });

  it("leaves nothing behind when it cannot be written", async () => {
    mkdirSync(join(registry, ".."), { recursive: true });
    writeFileSync(registry, "a file where the folder should be");
    await expect(writeVersion(registry, contents())).rejects.toThrow(
      /cannot be written: .*; make room or name another place with --models/,
    );
    rmSync(registry);
    await expect(writeVersion(registry, contents({ metrics: { ari: Number.NaN } }))).rejects.toThrow(
      "JSON cannot hold",
    );
    expect(readdirSync(registry)).toEqual([]);
  });
});

describe("golden customers", () => {
  it("are twenty, with known and unknown values, and a model agrees with its own", () => {
    const golden = goldenOf(model);
    expect(golden.inputs).toHaveLength(20);
    const values = golden.inputs.flatMap((input) => Object.values(input));
    expect(values).toContain(null);
    expect(values.some((value) => typeof value === "string")).toBe(true);
    expect(new Set(golden.outputs.map(({ segment }) => segment)).size).toBeGreaterThan(1);
    expect(replayGolden(model, golden)).toEqual([]);
    expect(replayGolden(JSON.parse(JSON.stringify(model)), JSON.parse(JSON.stringify(golden)))).toEqual([]);
  });

  it("tell a model whose centroids moved", () => {
    const moved = { ...model, centroids: model.centroids.map((centroid) => centroid.map((value) => value + 0.01)) };
    expect(replayGolden(moved, goldenOf(model)).length).toBeGreaterThan(10);
  });
});

describe("aliases", () => {
  it("go from version to version and back, and history says when and why", async () => {
    expect(readAliases(registry)).toEqual({ champion: null, challenger: null, previous: null });
    for (let i = 0; i < 3; i++) await writeVersion(registry, contents());
    await moveAliases(registry, promoted(readAliases(registry), "v1"), now);
    await moveAliases(registry, promoted({ ...readAliases(registry), challenger: "v3" }, "v3"), now);
    expect(readAliases(registry)).toEqual({ champion: "v3", challenger: null, previous: "v1" });
    await moveAliases(registry, rolledBack(readAliases(registry)), { ...now, why: "sales asked for it" });
    expect(readAliases(registry)).toEqual({ champion: "v1", challenger: null, previous: "v3" });
    expect(readHistory(registry).map(({ from, to, why }) => [from, to, why])).toEqual([
      [null, "v1", now.why],
      ["v1", "v3", now.why],
      ["v3", "v1", "sales asked for it"],
    ]);
    expect(() => rolledBack({ champion: "v1", challenger: null, previous: null })).toThrow(
      "there is none to go back to",
    );
  });

  it("stay as they are when the champion is promoted again", () => {
    const current = { champion: "v2", challenger: "v3", previous: "v1" };
    expect(promoted(current, "v2")).toEqual(current);
  });

  it("are refused when somebody damaged them, with what they were", async () => {
    await writeVersion(registry, contents());
    await moveAliases(registry, promoted(readAliases(registry), "v1"), now);
    writeFileSync(join(registry, "aliases.json"), "{ champion: v1 }");
    expect(() => readAliases(registry)).toThrow(
      /aliases\.json does not name versions .*"champion":"v1".*; write that back/,
    );
  });

  it("end a move that was cut short between the history and the file, and leave a damaged file to people", async () => {
    await writeVersion(registry, contents());
    await completeMove(registry);
    expect(readAliases(registry).champion).toBeNull();
    await moveAliases(registry, promoted(readAliases(registry), "v1"), now);
    const path = join(registry, "aliases.json");
    const after = readFileSync(path, "utf8");
    for (const cutShort of ['{"champion":null,"challenger":null,"previous":null}', undefined]) {
      if (cutShort === undefined) rmSync(path);
      else writeFileSync(path, cutShort);
      await completeMove(registry);
      expect(readFileSync(path, "utf8")).toBe(after);
    }
    writeFileSync(path, "{ champion: v1 }");
    await completeMove(registry);
    expect(readFileSync(path, "utf8")).toBe("{ champion: v1 }");
  });

  it("remember the champion before a retirement", async () => {
    const gone = retired({ champion: "v2", challenger: "v3", previous: "v1" });
    expect(gone).toEqual({ champion: null, challenger: "v3", previous: "v2" });
    expect(promoted(gone, "v4")).toEqual({ champion: "v4", challenger: "v3", previous: "v2" });
    expect(() => retired(gone)).toThrow("there is no champion");
  });

  it("keep their history readable after a torn line", async () => {
    await writeVersion(registry, contents());
    await moveAliases(registry, promoted(readAliases(registry), "v1"), now);
    appendFileSync(join(registry, "history.ndjson"), '{"when":"2026-');
    await moveAliases(registry, readAliases(registry), { ...now, why: "again" });
    expect(readHistory(registry).map(({ why }) => why)).toEqual([now.why, "again"]);
  });

  it("are moved by one at a time: the second finds the registry locked", async () => {
    await withProjectLock(registry, async () => {
      await expect(withProjectLock(registry, async () => "both")).rejects.toThrow("try again");
    });
  });
});
