import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import { UserError } from "../../user-error.ts";
import type { TableName } from "../columns.ts";
import type { TableSource } from "../sources-config.ts";

/**
 * The files a source names, each once, ascending by path. A path that is a file stands for it, even with the letters
 * of a glob in its name.
 *
 * @param baseDir folder that relative paths start from
 * @throws UserError 2 when a path or glob names no file
 */
export async function locateFiles(
  engine: Engine,
  table: TableName,
  source: TableSource,
  baseDir: string,
): Promise<string[]> {
  const found = new Set<string>();
  for (const path of typeof source.path === "string" ? [source.path] : source.path) {
    const literal = resolve(baseDir, path);
    const isFile = statSync(literal, { throwIfNoEntry: false })?.isFile() ?? false;
    const files = isFile ? [literal] : await engine.files(path, baseDir);
    if (files.length === 0) {
      throw new UserError(2, `sources.${table}.path: no file "${path}" in ${baseDir}; correct the path or the glob`);
    }
    for (const file of files) found.add(file);
  }
  return [...found].sort();
}
