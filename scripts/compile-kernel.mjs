import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "./foreground.mjs";

const source = "src/segments/kernel/assembly/index.ts";

/**
 * Compiles the k-means kernel and writes it as a module, so that it is at hand wherever the code runs: no file to find at
 * run time, and nothing to compile on the machine of a user. The same compiler gives the same bytes everywhere.
 */
export async function kernelModule() {
  const { default: asc } = await import("assemblyscript/asc");
  const folder = mkdtempSync(join(tmpdir(), "tessera-kernel-"));
  try {
    const wasm = join(folder, "kernel.wasm");
    const { error, stderr } = await asc.main([
      join(root, source),
      ...["--baseDir", root, "--outFile", relative(root, wasm)],
      ...["--enable", "simd,threads,bulk-memory", "--runtime", "stub", "--noAssert", "-O3"],
      // 4 GiB at most, which is all that 32-bit addresses reach.
      ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
    ]);
    if (error !== null) throw new Error(`the kernel does not compile:\n${stderr}`);
    return moduleOf(readFileSync(wasm));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function moduleOf(bytes) {
  const lines = bytes.toString("base64").match(/.{1,100}/g) ?? [];
  return `// Compiled from assembly/ by "npm run generate".
const base64 = \`
${lines.join("\n")}
\`;

/** The k-means kernel: WebAssembly with 128-bit SIMD and threads. */
export function wasmBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replaceAll("\\n", "")), (letter) => letter.charCodeAt(0));
}
`;
}
