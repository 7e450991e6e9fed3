import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256OfFile } from "../../storage/sha256.ts";
import { UserError } from "../../user-error.ts";
import type { RunManifest } from "../manifest.ts";
import { type Cell, type Columns, openParquet, type ParquetFile } from "./read-parquet.ts";

/** Files of a run, each compared with the manifest before it is first read. */
export interface RunFiles {
  readonly parquet: (name: string) => Promise<ParquetFile>;
  /** All columns of a table, whole. */
  readonly whole: (name: string) => Promise<Columns>;
  readonly json: (name: string) => Promise<unknown>;
}

/**
 * The files that a manifest lists.
 *
 * Every reader throws UserError(2) when the manifest knows no such file, when it is missing or when its bytes are
 * not those that were published. A file is hashed once, when it is first asked for.
 */
export function runFiles(dir: string, { outputs }: RunManifest): RunFiles {
  const checked = new Map<string, Promise<string>>();

  async function check(name: string): Promise<string> {
    const path = join(dir, name);
    const output = outputs.find(({ file }) => file === name);
    if (output === undefined) throw new UserError(2, `openRun: ${dir} has no ${name} in its manifest; run it again`);
    if (!existsSync(path)) throw new UserError(2, `openRun: ${path} is missing; run it again with --force`);
    const sha256 = await sha256OfFile(path);
    if (sha256 !== output.sha256)
      throw new UserError(
        2,
        `openRun: ${path} is not the file that was published: its SHA-256 begins with ${sha256.slice(0, 8)}, the manifest says ${output.sha256.slice(0, 8)}; run it again with --force`,
      );
    return path;
  }

  function pathOf(name: string): Promise<string> {
    const path = checked.get(name) ?? check(name);
    checked.set(name, path);
    return path;
  }

  const parquet = async (name: string) => openParquet(await pathOf(name), name);
  return {
    parquet,
    whole: async (name) => wholeOf(await parquet(name)),
    json: async (name) => JSON.parse(readFileSync(await pathOf(name), "utf8")),
  };
}

async function wholeOf({ columns, batches }: ParquetFile): Promise<Columns> {
  const whole = new Map(columns.map(({ name }) => [name, [] as Cell[]]));
  for await (const batch of batches()) {
    for (const [name, cells] of batch) {
      const column = whole.get(name) ?? [];
      for (const cell of cells) column.push(cell);
    }
  }
  return whole;
}
