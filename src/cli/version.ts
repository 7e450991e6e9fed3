import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

const ownPackage = z.object({ name: z.literal("tessera"), version: z.string() });

/** The version in the package.json this file belongs to, whether it runs from src/ or from dist/. */
export function packageVersion(): string {
  let folder = import.meta.dirname;
  while (dirname(folder) !== folder) {
    const version = versionIn(folder);
    if (version !== undefined) return version;
    folder = dirname(folder);
  }
  throw new RangeError(`packageVersion: no package.json of tessera above ${import.meta.dirname}`);
}

function versionIn(folder: string): string | undefined {
  try {
    return ownPackage.safeParse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).data?.version;
  } catch {
    return undefined;
  }
}
