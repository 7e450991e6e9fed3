import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sha256OfFile } from "../../src/storage/sha256.ts";

const folder = mkdtempSync(join(tmpdir(), "tessera-sha256-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("sha256OfFile", () => {
  it("agrees with the hash of the whole content, also beyond one piece", async () => {
    const file = join(folder, "bytes");
    const bytes = randomBytes((1 << 20) * 2 + 17);
    writeFileSync(file, bytes);
    expect(await sha256OfFile(file)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("is that of nothing for an empty file", async () => {
    const file = join(folder, "empty");
    writeFileSync(file, "");
    expect(await sha256OfFile(file)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
