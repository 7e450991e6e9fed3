import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { sampleFile, sampleSizes } from "../../../src/inputs/survey/sample-file.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-sample-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const small = { whole: 1000, head: 400, block: 100, blocks: 3, stride: 1000, furthest: 5000 };
const text = Array.from({ length: 1000 }, (_, i) => `${i}\n`).join("");

describe("sampleFile", () => {
  it("takes a small file whole, packed or not", async () => {
    const plain = await sampleFile(file("a.csv", "a,b\n1,2\n"), small);
    const packed = await sampleFile(file("a.csv.gz", gzipSync("a,b\n1,2\n")), small);
    expect(plain).toMatchObject({ whole: true, blocks: [] });
    expect(Buffer.from(plain.head)).toEqual(Buffer.from(packed.head));
  });

  it("takes beginning, blocks and end of a large one, the same every time", async () => {
    const path = file("large.csv", text);
    const sample = await sampleFile(path, small);
    expect(sample.whole).toBe(false);
    expect(Buffer.from(sample.head).toString()).toBe(text.slice(0, 400));
    expect(sample.blocks).toHaveLength(3);
    for (const block of sample.blocks) expect(text).toContain(Buffer.from(block).toString());
    expect(Buffer.from(sample.blocks[2]).toString()).toBe(text.slice(-100));
    expect(await sampleFile(path, small)).toEqual(sample);
  });

  it("reads a large packed file in blocks, up to a bound", async () => {
    const sample = await sampleFile(file("large.csv.gz", gzipSync("0123456789\n".repeat(10_000))), small);
    expect(sample.whole).toBe(false);
    const bytes = sample.head.length + sample.blocks.reduce((sum, { length }) => sum + length, 0);
    expect(sample.blocks.length).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(small.furthest);
  });

  it("shares its memory among the files", () => {
    expect(sampleSizes(2).whole).toBe(64 << 20);
    expect(sampleSizes(64).whole).toBe(2 << 20);
  });

  it("says in one sentence what is wrong with a file", async () => {
    await expect(sampleFile(join(folder, "none.csv"), small)).rejects.toThrow(
      /--from .*none\.csv: there is no such file; correct the path/,
    );
    await expect(sampleFile(file("empty.csv", ""), small)).rejects.toThrow(
      "empty.csv is empty; expected a header and rows",
    );
    const cut = gzipSync(text.repeat(20)).subarray(0, 500);
    await expect(sampleFile(file("cut.csv.gz", cut), small)).rejects.toThrow(
      "cut.csv.gz is not a whole gzip file; deliver it again",
    );
    await expect(sampleFile(file("not.csv.gz", "plain text"), small)).rejects.toThrow(
      "not.csv.gz is not a whole gzip file; deliver it again",
    );
  });
});
