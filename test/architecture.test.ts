import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** Rooms of src/ in the order data flows, each with the rooms it may import besides itself. */
const mayImport: Record<string, readonly string[]> = {
  "user-error.ts": [],
  language: [],
  math: [],
  engine: [],
  inputs: ["engine", "math"],
  storage: [],
  features: ["inputs", "engine", "math"],
  structures: ["features", "engine", "math"],
  metrics: ["inputs", "features", "engine", "math"],
  segments: ["features", "metrics", "engine", "math"],
  stability: ["features", "metrics", "segments", "engine", "math"],
  transitions: ["features", "segments", "engine", "math"],
  ltv: ["features", "metrics", "transitions", "engine", "math"],
  actions: ["features", "structures", "metrics", "segments", "transitions", "ltv", "engine", "math"],
  registry: ["storage", "features", "segments", "stability", "transitions", "ltv", "math"],
  report: ["features", "structures", "metrics", "segments", "stability", "transitions", "ltv", "actions"],
  run: [
    ...["inputs", "features", "structures", "metrics", "segments", "stability", "transitions", "ltv", "actions"],
    ...["registry", "report", "storage", "engine", "math"],
  ],
  server: ["run", "registry", "report", "segments", "transitions", "ltv", "actions"],
  cli: ["run", "server", "registry", "report", "math"],
  "index.ts": [
    ...[
      "features",
      "structures",
      "metrics",
      "segments",
      "stability",
      "transitions",
      "ltv",
      "registry",
      "report",
      "run",
    ],
    "math",
  ],
};

/** Importable from every room. */
const everywhere = ["user-error.ts", "language"];

/** Rooms that touch files, processes or the network; the others are functions of their arguments. */
const effectful = ["engine", "inputs", "storage", "registry", "run", "cli", "server"];

/** Rooms that may also start worker threads; WASM bytes reach them as an argument or a generated module. */
const parallel = ["segments", "stability", "transitions", "ltv"];

/** Rooms that may ask for the time; results never depend on it. */
const timed = ["storage", "registry", "run", "cli", "server"];

/** npm packages with a single home, so that replacing one touches one room. */
const homes: Record<string, string> = {
  "@duckdb/node-api": "engine",
  "@tensorflow/tfjs-core": "ltv",
  "@tensorflow/tfjs-layers": "ltv",
  "@tensorflow/tfjs-backend-wasm": "ltv",
  "@tensorflow/tfjs-node": "ltv",
  "ml-kmeans": "segments",
  "ml-pca": "segments",
  "simple-statistics": "math",
  "@stdlib/math-base-special-hyp2f1": "math",
  commander: "cli",
  "proper-lockfile": "storage",
  "write-file-atomic": "storage",
  pino: "run",
  yaml: "run",
  "@observablehq/plot": "report",
};

const root = resolve(import.meta.dirname, "..");
const src = join(root, "src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

describe("the import law", () => {
  it.each(files)("%s keeps to its room", (file) => {
    const room = roomOf(file);
    const source = readFileSync(join(src, file), "utf8");
    expect(mayImport, `${room}/ is not a room; add it to the table with the rooms it may import`).toHaveProperty([
      room,
    ]);

    for (const imported of importsOf(source)) {
      if (imported.startsWith("node:")) {
        const allowed = imported === "node:worker_threads" ? [...effectful, ...parallel] : effectful;
        expect(allowed, `${room}/ is pure: take the data as an argument instead of importing ${imported}`).toContain(
          room,
        );
      } else if (imported.startsWith(".")) {
        const target = relative(src, resolve(src, dirname(file), imported));
        const other = roomOf(target);
        const allowed = [room, ...everywhere, ...mayImport[room]];
        expect(allowed, `${room}/ may not import ${other}/`).toContain(other);
        if (isPage(target)) expect(isPage(file), "report/page/ is browser code, bundled apart").toBe(true);
      } else {
        const home = homes[packageOf(imported)];
        if (home !== undefined) expect(room, `${imported} is only for ${home}/`).toBe(home);
        if (home === "report") expect(isPage(file), `${imported} is only for report/page/`).toBe(true);
      }
    }

    expect(source, "random numbers come from math/random.ts, with a seed").not.toMatch(/Math\.random\(/);
    if (!timed.includes(room)) {
      expect(source, `${room}/ is deterministic: take dates as arguments`).not.toMatch(/Date\.now\(|new Date\(\)/);
    }
  });

  it("knows every way a file is imported", () => {
    const source = [
      'import { a } from "./a.ts";',
      'import type { B } from "./b.ts";',
      'import "./c.ts";',
      'export { d } from "./d.ts";',
      "import {\n  e,\n} from './e.ts';",
      'const f = await import("./f.ts");',
      'const g = new Worker(new URL("./g.ts", import.meta.url));',
      'type H = import("./h.ts").H;',
    ].join("\n");
    expect(importsOf(source).map((path) => path[2])).toEqual([..."abcdefgh"]);
  });
});

describe("docs/architecture.md", () => {
  const text = readFileSync(join(root, "docs", "architecture.md"), "utf8");
  const described = [...text.matchAll(/^\| `([a-z/.-]+)` +\|/gm)].map((match) => match[1].replace(/\/$/, ""));

  it("describes every room that has files", () => {
    for (const room of new Set(files.map(roomOf))) expect(described).toContain(room);
  });

  it("describes only rooms that exist", () => {
    for (const room of described) expect(existsSync(join(src, room)), `src/${room} does not exist`).toBe(true);
  });
});

function roomOf(file: string): string {
  return file.split(sep)[0];
}

function isPage(file: string): boolean {
  return file.startsWith(join("report", "page") + sep);
}

/** `@scope/name/part` as `@scope/name`. */
function packageOf(imported: string): string {
  return imported
    .split("/")
    .slice(0, imported.startsWith("@") ? 2 : 1)
    .join("/");
}

function importsOf(source: string): string[] {
  const statements = source.matchAll(
    /^(?:import|export)\b[^"';]*?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']|\bnew URL\(\s*["'](\.[^"']+\.ts)["']/gm,
  );
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3]);
}
