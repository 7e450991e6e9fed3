import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { relativePath } from "./relative-path.ts";

/** Where the JSON Schema of `tessera.yaml` that came with this package is, seen from a folder. */
export function schemaAddress(dir: string): string {
  let folder = import.meta.dirname;
  while (dirname(folder) !== folder) {
    const schema = join(folder, "schema", "tessera.schema.json");
    if (existsSync(schema)) return relativePath(dir, schema);
    folder = dirname(folder);
  }
  throw new RangeError(`schemaAddress: no schema/tessera.schema.json above ${import.meta.dirname}`);
}
