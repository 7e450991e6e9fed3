import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { root } from "./foreground.mjs";

/** The kernels: what each is, its room, and how its memory is given. */
const kernels = {
  segments: {
    about: "The k-means kernel: WebAssembly with 128-bit SIMD and threads.",
    room: "src/segments/kernel",
    // 4 GiB at most, which is all that 32-bit addresses reach.
    options: ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
    features: "simd,threads,bulk-memory",
  },
  activity: {
    about: "Forward-backward: WebAssembly with 128-bit SIMD.",
    room: "src/transitions/activity/inference",
    options: ["--initialMemory", "1"],
    features: "simd,bulk-memory",
  },
};

/**
 * Compiles the kernels and gives each as a module, by path, so that it is at hand wherever the code runs: no file to find at
 * run time, and nothing to compile on the machine of a user. The same compiler gives the same bytes everywhere.
 */
export async function kernelModules() {
  const { default: asc } = await import("assemblyscript/asc");
  const folder = mkdtempSync(join(tmpdir(), "tessera-kernel-"));
  try {
    const modules = {};
    for (const [name, { about, room, options, features }] of Object.entries(kernels)) {
      const wasm = join(folder, `${name}.wasm`);
      const { error, stderr } = await asc.main([
        join(root, room, "assembly", "index.ts"),
        ...["--baseDir", root, "--outFile", relative(root, wasm)],
        ...["--enable", features, "--runtime", "stub", "--noAssert", "-O3"],
        ...options,
      ]);
      if (error !== null) throw new Error(`the kernel of ${room} does not compile:\n${stderr}`);
      modules[`${room}/wasm-bytes.ts`] = moduleOf(about, readFileSync(wasm));
    }
    return modules;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function moduleOf(about, bytes) {
  const lines = bytes.toString("base64").match(/.{1,100}/g) ?? [];
  return `// Compiled from assembly/ by "npm run generate".
const base64 = \`
${lines.join("\n")}
\`;

/** ${about} */
export function wasmBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64.replaceAll("\\n", "")), (letter) => letter.charCodeAt(0));
}
`;
}
