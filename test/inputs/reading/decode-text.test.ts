import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/inputs/reading/decode-text.ts";
import { openEngine } from "../staging.ts";

async function decoded(bytes: Uint8Array, encoding: string, gzip = false): Promise<string> {
  const { folder } = await openEngine(1);
  const [path, target] = [join(folder, "in"), join(folder, "out")];
  writeFileSync(path, bytes);
  await decodeText({ path, encoding, gzip }, target);
  return readFileSync(target, "utf8");
}

describe("decodeText", () => {
  const text = "имя;сумма\nЁлка;1 234,50\n".repeat(100_000);

  it("turns declared encodings into UTF-8, across blocks", async () => {
    expect(await decoded(Buffer.from([0xcf, 0xf0, 0xe8, 0x0a, 0xb8]), "windows-1251")).toBe("При\nё");
    expect(await decoded(Buffer.from(text, "utf16le"), "utf-16le")).toBe(text);
    expect(await decoded(gzipSync(Buffer.from(`\ufeff${text}`)), "utf-8", true)).toBe(text);
  });

  it("believes a byte-order mark more than the setting, and drops it", async () => {
    const marked = Buffer.from("\ufeffé", "utf16le");
    expect(await decoded(marked, "windows-1252")).toBe("é");
    expect(await decoded(Buffer.from(marked).swap16(), "utf-16le")).toBe("é");
  });

  it("names the line whose bytes are no letters", async () => {
    const bytes = Buffer.concat([Buffer.from("a\nb\nc"), Buffer.from([0xff]), Buffer.from("\nd")]);
    await expect(decoded(bytes, "utf-8")).rejects.toThrow("line 3 is not utf-8");
    await expect(decoded(Buffer.from([0x41, 0, 0x0a, 0, 0x41]), "utf-16le")).rejects.toThrow("line 2 is not utf-16le");
  });

  it("tells an archive that is cut off, and one that is none", async () => {
    const cut = gzipSync(text).subarray(0, 100);
    await expect(decoded(cut, "utf-8", true)).rejects.toThrow("it is not a whole gzip file: unexpected end of file");
    await expect(decoded(Buffer.from("id\n1\n"), "utf-8", true)).rejects.toThrow("it is not a whole gzip file");
  });
});
